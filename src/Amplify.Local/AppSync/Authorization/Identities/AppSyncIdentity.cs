using System.Text.Json.Serialization;

namespace Amplify.Local;

/// <summary>
/// Who calls, as a resolver sees it in
/// <see href="https://docs.aws.amazon.com/appsync/latest/devguide/resolver-context-reference.html">ctx.identity</see>: a type per
/// authorization mode, with the members that AppSync gives. A caller with an API key has none.
/// </summary>
/// <remarks>As JSON with <see cref="System.Text.Json.JsonSerializerDefaults.Web"/>, each type has the names of AppSync.</remarks>
[JsonDerivedType(typeof(AppSyncIamIdentity))]
[JsonDerivedType(typeof(AppSyncUserPoolIdentity))]
[JsonDerivedType(typeof(AppSyncOidcIdentity))]
[JsonDerivedType(typeof(AppSyncLambdaIdentity))]
public abstract class AppSyncIdentity
{
    private protected AppSyncIdentity()
    {
    }
}
