using Amplify.Local.Cognito.UserPool.Srp;

namespace Amplify.Local.Cognito.UserPool.Devices;

/// <summary>A device that a user has signed in on.</summary>
internal sealed record TrackedDevice
{
    public required string Key { get; init; }

    /// <summary>What the device's password belongs to, as a pool's name is what a user's belongs to.</summary>
    public required string GroupKey { get; init; }

    public string? Name { get; init; }

    /// <summary>What the device's password is checked by; <see langword="null"/> until the client has confirmed the device.</summary>
    public PasswordVerifier? Password { get; init; }

    public bool IsRemembered { get; init; }

    public required DateTimeOffset Created { get; init; }

    public required DateTimeOffset Modified { get; init; }

    public required DateTimeOffset LastAuthenticated { get; init; }

    public string? LastAddress { get; init; }
}
