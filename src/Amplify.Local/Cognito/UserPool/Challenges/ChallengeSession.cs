using Amplify.Local.Cognito.UserPool.Srp;

namespace Amplify.Local.Cognito.UserPool.Challenges;

/// <summary>A challenge that waits for its answer.</summary>
internal sealed record ChallengeSession(string Challenge, SignInProgress Progress)
{
    /// <summary>The exchange of a password or of a device's password.</summary>
    public SrpExchange? Exchange { get; init; }

    /// <summary>The code that was sent.</summary>
    public string? Code { get; init; }

    /// <summary>Whether the code stands for a password, so that a second factor may follow.</summary>
    public bool IsFirstFactor { get; init; }

    /// <summary>The secret of an authenticator app that is being set up.</summary>
    public string? SoftwareTokenSecret { get; init; }

    public bool IsSoftwareTokenVerified { get; init; }

    /// <summary>The challenge of the pool's trigger.</summary>
    public LocalAuthChallenge? Custom { get; init; }

    /// <summary>How many answers were wrong.</summary>
    public int Failures { get; init; }
}
