using Amplify.Local.Cognito.UserPool.Challenges;

namespace Amplify.Local.Cognito.UserPool.Mfa;

/// <summary>A code of the user's authenticator app.</summary>
internal sealed class SoftwareTokenResponder(SoftwareTokens tokens, SignInFlow flow) : IChallengeResponder
{
    public IReadOnlyList<string> Challenges { get; } = [ChallengeNames.SoftwareTokenMfa];

    public ValueTask<SignInAnswer> RespondAsync(ChallengeSession session, ChallengeResponses responses, CancellationToken cancellationToken)
    {
        tokens.Use(session.Progress.Username!, responses.Required("SOFTWARE_TOKEN_MFA_CODE"));
        return new(flow.Next(session.Progress with { HasPassedMfa = true }));
    }
}
