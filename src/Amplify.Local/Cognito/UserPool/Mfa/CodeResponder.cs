using Amplify.Local.Cognito.UserPool.Challenges;
using Amplify.Local.Cognito.UserPool.Codes;

namespace Amplify.Local.Cognito.UserPool.Mfa;

/// <summary>A code that was sent by text message or e-mail, as second factor or as first one.</summary>
internal sealed class CodeResponder(SignInFlow flow) : IChallengeResponder
{
    public IReadOnlyList<string> Challenges { get; } = [ChallengeNames.SmsMfa, ChallengeNames.SmsOtp, ChallengeNames.EmailOtp];

    public ValueTask<SignInAnswer> RespondAsync(ChallengeSession session, ChallengeResponses responses, CancellationToken cancellationToken)
    {
        string code = responses.Required(session.Challenge + "_CODE");
        return session.Progress.Username is not null && ConfirmationCodes.AreEqual(session.Code!, code)
            ? new(flow.Next(session.Progress with { HasPassedMfa = true }))
            : throw UserPoolErrors.Of("CodeMismatchException", "Invalid code or auth state for the user.");
    }
}
