using Amplify.Local.Cognito.UserPool.Codes;
using Amplify.Local.Cognito.UserPool.Mfa;
using Amplify.Local.Cognito.UserPool.Passwords;
using Amplify.Local.Cognito.UserPool.Users;

namespace Amplify.Local.Cognito.UserPool.Challenges;

/// <summary>The flow <c>USER_AUTH</c>: the user chooses a first factor, or the client names the one that it prefers.</summary>
internal sealed class ChosenSignIn(
    UserPoolDirectory users, PasswordCheck check, PasswordProof proof, MadeUpUsers madeUp, MfaChallenges codes, ChallengeSessions sessions, SignInFlow flow)
    : IChallengeResponder
{
    public IReadOnlyList<string> Challenges { get; } = [ChallengeNames.SelectChallenge, ChallengeNames.Password, ChallengeNames.PasswordSrp];

    public SignInAnswer Begin(SignInProgress progress, ChallengeResponses parameters)
    {
        string[] available = [.. AvailableTo(progress)];
        return parameters.Optional("PREFERRED_CHALLENGE") is { } preferred && available.Contains(preferred)
            ? Ask(progress, preferred, parameters)
            : new IssuedChallenge(
                ChallengeNames.SelectChallenge, sessions.Begin(ChallengeNames.SelectChallenge, progress), new Dictionary<string, string>())
            {
                Available = available,
            };
    }

    public ValueTask<SignInAnswer> RespondAsync(ChallengeSession session, ChallengeResponses responses, CancellationToken cancellationToken)
    {
        string chosen = session.Challenge == ChallengeNames.SelectChallenge ? responses.Required("ANSWER") : session.Challenge;
        return AvailableTo(session.Progress).Contains(chosen)
            ? new(Ask(session.Progress, chosen, responses))
            : throw UserPoolErrors.InvalidParameter("ANSWER is none of the challenges to choose from.");
    }

    private SignInAnswer Ask(SignInProgress progress, string challenge, ChallengeResponses given) => challenge switch
    {
        ChallengeNames.Password when given.Optional("PASSWORD") is { } password => Check(progress, password),
        ChallengeNames.PasswordSrp when given.Optional("SRP_A") is { } clientPublic => proof.Begin(progress, clientPublic),
        ChallengeNames.Password or ChallengeNames.PasswordSrp =>
            new IssuedChallenge(challenge, sessions.Begin(challenge, progress), new Dictionary<string, string>()),
        _ => SendCode(progress, challenge),
    };

    private SignInAnswer Check(SignInProgress progress, string password)
    {
        PoolUser user = check.Verify(progress.Client, progress.Name, password);
        return flow.Next(progress with { Username = user.Username });
    }

    private IssuedChallenge SendCode(SignInProgress progress, string challenge)
    {
        PoolUser? user = progress.Username is null ? null : users.Get(progress.Username);
        CodeAddress? address = user is null ? madeUp.AddressOf(progress.Name) : CodeAddress.Of(user, AttributeOf(challenge));
        return codes.SendCode(progress, user, challenge, address, LocalCodePurpose.SignIn);
    }

    // An unknown user is offered what most users have. A code and a second factor do not go together: the password has to come first.
    private IEnumerable<string> AvailableTo(SignInProgress progress)
    {
        PoolUser? user = progress.Username is null ? null : users.Find(progress.Username);
        bool takesCodes = !codes.AsksFor(user);
        if (takesCodes && (user is null || user.HasVerified(AttributeNames.Email)))
        {
            yield return ChallengeNames.EmailOtp;
        }

        if (user is null || user.Password is not null)
        {
            yield return ChallengeNames.Password;
            yield return ChallengeNames.PasswordSrp;
        }

        if (takesCodes && user is not null && user.HasVerified(AttributeNames.PhoneNumber))
        {
            yield return ChallengeNames.SmsOtp;
        }
    }

    private static string AttributeOf(string challenge) => challenge == ChallengeNames.SmsOtp ? AttributeNames.PhoneNumber : AttributeNames.Email;
}
