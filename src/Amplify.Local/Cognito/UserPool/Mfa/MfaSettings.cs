using System.Collections.Immutable;

namespace Amplify.Local.Cognito.UserPool.Mfa;

/// <summary>A user's second factors.</summary>
internal sealed record MfaSettings
{
    public ImmutableSortedSet<LocalMfaMethod> Enabled { get; init; } = [];

    public LocalMfaMethod? Preferred { get; init; }

    /// <summary>The secret that the user's authenticator app was shown to have, in base 32.</summary>
    public string? SoftwareTokenSecret { get; init; }

    /// <summary>A secret that no app was shown to have yet.</summary>
    public string? PendingSoftwareTokenSecret { get; init; }

    public string? SoftwareTokenName { get; init; }

    /// <summary>The time step of the code that was used last: each one is taken once.</summary>
    public long LastSoftwareTokenStep { get; init; }
}
