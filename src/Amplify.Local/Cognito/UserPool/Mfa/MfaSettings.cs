using System.Collections.Immutable;

namespace Amplify.Local.Cognito.UserPool.Mfa;

/// <summary>A user's second factors.</summary>
internal sealed record MfaSettings
{
    public ImmutableSortedSet<LocalMfaMethod> Enabled { get; init; } = [];

    public LocalMfaMethod? Preferred { get; init; }

    /// <summary>The secret shared with the user's authenticator app, in base 32; verified unless <see cref="IsSoftwareTokenVerified"/> says otherwise.</summary>
    public string? SoftwareTokenSecret { get; init; }

    public bool IsSoftwareTokenVerified { get; init; }

    public string? SoftwareTokenName { get; init; }

    /// <summary>The time step of the code that was used last: each one is taken once.</summary>
    public long LastSoftwareTokenStep { get; init; }
}
