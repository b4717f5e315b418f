using System.Collections.Frozen;
using Amplify.Local.Accounts;

namespace Amplify.Local.AppSync.Authorization;

/// <summary>A caller who may use the API.</summary>
internal sealed record AppSyncCaller(AppSyncAuthMode Mode, AppSyncIdentity? Identity)
{
    /// <summary>The caller with an API key: there is nothing to know about them.</summary>
    public static AppSyncCaller OfApiKey { get; } = new(AppSyncAuthMode.ApiKey, Identity: null);

    /// <summary>Fields that the Lambda authorizer withheld from this caller, each as <c>Type.field</c>.</summary>
    public IReadOnlySet<string> DeniedFields { get; init; } = FrozenSet<string>.Empty;

    /// <summary>Whose credentials signed the request, in mode <see cref="AppSyncAuthMode.Iam"/>.</summary>
    public Principal? Principal { get; init; }
}
