using Amplify.Local.Cognito.UserPool.Challenges;
using Amplify.Local.Cognito.UserPool.Codes;
using Amplify.Local.Cognito.UserPool.Users;

namespace Amplify.Local.Cognito.UserPool.Mfa;

/// <summary>The second factor that a user has set up during a sign-in: an authenticator app that was verified before, or an e-mail address.</summary>
internal sealed class MfaSetupResponder(UserPoolDirectory users, MfaChallenges challenges, SignInFlow flow) : IChallengeResponder
{
    public IReadOnlyList<string> Challenges { get; } = [ChallengeNames.MfaSetup];

    public ValueTask<SignInAnswer> RespondAsync(ChallengeSession session, ChallengeResponses responses, CancellationToken cancellationToken)
    {
        SignInProgress progress = session.Progress;
        if (responses.Optional("EMAIL") is { } email)
        {
            if (!challenges.Takes(LocalMfaMethod.Email))
            {
                throw UserPoolErrors.InvalidParameter("EMAIL_OTP is not enabled by the user pool.");
            }

            AttributeRules.Check(new Dictionary<string, string> { [AttributeNames.Email] = email });
            PoolUser user = users.Change(progress.Username!, current => Enable(current, LocalMfaMethod.Email).WithOwnAttribute(AttributeNames.Email, email));
            return new(challenges.SendCode(
                progress, user, ChallengeNames.EmailOtp, CodeAddress.Of(user, AttributeNames.Email), LocalCodePurpose.Mfa));
        }

        if (!session.IsSoftwareTokenVerified)
        {
            throw UserPoolErrors.InvalidParameter("The software token has not been verified.");
        }

        users.Change(progress.Username!, static current => Enable(current, LocalMfaMethod.SoftwareToken));
        return new(flow.Next(progress with { HasPassedMfa = true }));
    }

    private static PoolUser Enable(PoolUser user, LocalMfaMethod method) =>
        user with { Mfa = user.Mfa with { Enabled = user.Mfa.Enabled.Add(method), Preferred = user.Mfa.Preferred ?? method } };
}
