using Amplify.Local.Cognito.UserPool.Attempts;
using Amplify.Local.Cognito.UserPool.Challenges;
using Amplify.Local.Cognito.UserPool.Codes;

namespace Amplify.Local.Cognito.UserPool.Mfa;

/// <summary>A code that was sent by text message or e-mail, as second factor or as first one.</summary>
internal sealed class CodeResponder(CodeAttempts attempts, SignInFlow flow) : IChallengeResponder
{
    public IReadOnlyList<string> Challenges { get; } = [ChallengeNames.SmsMfa, ChallengeNames.SmsOtp, ChallengeNames.EmailOtp];

    public ValueTask<SignInAnswer> RespondAsync(ChallengeSession session, ChallengeResponses responses, CancellationToken cancellationToken)
    {
        string code = responses.Required(session.Challenge + "_CODE");
        SignInProgress progress = session.Progress;
        attempts.Try(progress.Username ?? progress.Name, () => Check(session, code));
        return new(flow.Next(session.IsFirstFactor ? progress : progress with { HasPassedMfa = true }));
    }

    private static void Check(ChallengeSession session, string code)
    {
        if (!ConfirmationCodes.AreEqual(session.Code!, code) || session.Progress.Username is null)
        {
            throw UserPoolErrors.Of(UserPoolErrors.CodeMismatchType, "Invalid code or auth state for the user.");
        }
    }
}
