using System.Diagnostics.CodeAnalysis;

namespace Amplify.Local.AppSync.Authorization;

/// <summary>What became of a request's credentials: a caller, or a refusal.</summary>
internal readonly struct AppSyncAuthorization
{
    private AppSyncAuthorization(AppSyncCaller? caller, AppSyncRefusal? refusal)
    {
        Caller = caller;
        Refusal = refusal;
    }

    public AppSyncCaller? Caller { get; }

    public AppSyncRefusal? Refusal { get; }

    [MemberNotNullWhen(true, nameof(Caller))]
    [MemberNotNullWhen(false, nameof(Refusal))]
    public bool IsAuthorized => Caller is not null;

    public static implicit operator AppSyncAuthorization(AppSyncCaller caller) => new(caller, null);

    public static implicit operator AppSyncAuthorization(AppSyncRefusal refusal) => new(null, refusal);
}
