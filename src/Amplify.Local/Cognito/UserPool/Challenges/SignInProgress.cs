using System.Collections.Immutable;
using Amplify.Local.Cognito.UserPool.Clients;
using Amplify.Local.Cognito.UserPool.Tokens;

namespace Amplify.Local.Cognito.UserPool.Challenges;

/// <summary>How far a sign-in has come, from challenge to challenge.</summary>
/// <param name="Client">The app client.</param>
/// <param name="Name">The name that was given.</param>
/// <param name="Username">The user's, or <see langword="null"/> when there is no such user and the client must not learn it.</param>
internal sealed record SignInProgress(AppClient Client, string Name, string? Username)
{
    /// <summary>The device that the client says it is.</summary>
    public string? DeviceKey { get; init; }

    public bool HasPassedMfa { get; init; }

    public bool HasPassedDevice { get; init; }

    /// <summary>Whether the pool's triggers say what comes next.</summary>
    public bool IsCustom { get; init; }

    public ImmutableList<LocalAuthChallengeResult> Results { get; init; } = [];

    public IReadOnlyDictionary<string, string> ClientMetadata { get; init; } = ImmutableDictionary<string, string>.Empty;

    public string SourceAddress { get; init; } = "";

    /// <summary>What the tokens are to be like that it ends with.</summary>
    public GrantRequest Grant { get; init; } = new();
}
