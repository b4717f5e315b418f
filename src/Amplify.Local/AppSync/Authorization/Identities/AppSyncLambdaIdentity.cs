using System.Text.Json;

namespace Amplify.Local;

/// <summary>A caller whom the API's Lambda authorizer let in.</summary>
public sealed class AppSyncLambdaIdentity : AppSyncIdentity
{
    /// <summary>Gets what the function told about the caller: strings, numbers and booleans.</summary>
    public required IReadOnlyDictionary<string, JsonElement> ResolverContext { get; init; }
}
