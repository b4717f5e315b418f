using Amplify.Local.Cognito.UserPool.Attempts;
using Amplify.Local.Cognito.UserPool.Challenges;

namespace Amplify.Local.Cognito.UserPool.Mfa;

/// <summary>A code of the user's authenticator app.</summary>
internal sealed class SoftwareTokenResponder(SoftwareTokens tokens, CodeAttempts attempts, SignInFlow flow) : IChallengeResponder
{
    public IReadOnlyList<string> Challenges { get; } = [ChallengeNames.SoftwareTokenMfa];

    public ValueTask<SignInAnswer> RespondAsync(ChallengeSession session, ChallengeResponses responses, CancellationToken cancellationToken)
    {
        string username = session.Progress.Username!;
        string code = responses.Required("SOFTWARE_TOKEN_MFA_CODE");
        attempts.Try(username, () => tokens.Use(username, code));
        return new(flow.Next(session.Progress with { HasPassedMfa = true }));
    }
}
