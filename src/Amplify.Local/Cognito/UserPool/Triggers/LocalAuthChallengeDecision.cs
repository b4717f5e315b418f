namespace Amplify.Local;

/// <summary>What comes next in a sign-in of the flow <c>CUSTOM_AUTH</c>.</summary>
public sealed class LocalAuthChallengeDecision
{
    private LocalAuthChallengeDecision(string? challengeName, bool issuesTokens)
    {
        ChallengeName = challengeName;
        IssuesTokens = issuesTokens;
    }

    /// <summary>Gets the decision that the user has proven enough.</summary>
    public static LocalAuthChallengeDecision IssueTokens { get; } = new(challengeName: null, issuesTokens: true);

    /// <summary>Gets the decision that the sign-in has failed.</summary>
    public static LocalAuthChallengeDecision Fail { get; } = new(challengeName: null, issuesTokens: false);

    /// <summary>Gets the decision for a challenge that the pool's owner makes.</summary>
    public static LocalAuthChallengeDecision CustomChallenge { get; } = new("CUSTOM_CHALLENGE", issuesTokens: false);

    /// <summary>Gets the decision for the password, after a client that has begun with <c>SRP_A</c>.</summary>
    public static LocalAuthChallengeDecision PasswordVerifier { get; } = new("PASSWORD_VERIFIER", issuesTokens: false);

    internal string? ChallengeName { get; }

    internal bool IssuesTokens { get; }
}
