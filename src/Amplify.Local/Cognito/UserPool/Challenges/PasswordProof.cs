using Amplify.Local.Cognito.UserPool.Passwords;
using Amplify.Local.Cognito.UserPool.Srp;
using Amplify.Local.Cognito.UserPool.Users;
using Amplify.Local.Hosting;
using Microsoft.Extensions.Logging;

namespace Amplify.Local.Cognito.UserPool.Challenges;

/// <summary>Asks for the proof of a password, and judges it.</summary>
internal sealed class PasswordProof(
    string realm, UserPoolDirectory users, MadeUpUsers madeUp, PasswordCheck check, ChallengeSessions sessions, ServerClock clock, ILogger logger)
{
    /// <summary>Answers a client's public number.</summary>
    /// <exception cref="CognitoException">The number is none that a client may send.</exception>
    public IssuedChallenge Begin(SignInProgress progress, string clientPublic)
    {
        PoolUser? user = progress.Username is null ? null : users.Find(progress.Username);
        PasswordCredential credential = madeUp.CredentialOf(user, progress.Name);
        SrpExchange exchange = SrpExchange.Begin(realm, credential.UserId, credential.Verifier, clientPublic)
            ?? throw UserPoolErrors.InvalidParameter("Invalid SRP_A.");
        string session = sessions.Begin(new ChallengeSession(ChallengeNames.PasswordVerifier, progress) { Exchange = exchange });
        return new IssuedChallenge(ChallengeNames.PasswordVerifier, session, Describe(exchange, credential.UserId));
    }

    /// <summary>Gives the user whose password was proven.</summary>
    /// <exception cref="CognitoException">It was not proven.</exception>
    public PoolUser Judge(ChallengeSession session, ChallengeResponses responses)
    {
        string block = responses.Required("PASSWORD_CLAIM_SECRET_BLOCK");
        string signature = responses.Required("PASSWORD_CLAIM_SIGNATURE");
        string timestamp = responses.Required("TIMESTAMP");
        bool isProven = session.Exchange!.Accepts(block, timestamp, signature);
        if (!SrpTimestamp.IsNear(timestamp, clock.UtcNow))
        {
            UserPoolLog.TimestampIsOff(logger, session.Progress.Name, timestamp);
            isProven = false;
        }

        PoolUser? user = session.Progress.Username is { } username ? users.Find(username) : null;
        return check.Judge(user, session.Progress.Name, isProven);
    }

    public static Dictionary<string, string> Describe(SrpExchange exchange, string userId) => new()
    {
        ["SALT"] = exchange.Salt,
        ["SECRET_BLOCK"] = exchange.SecretBlock,
        ["SRP_B"] = exchange.PublicNumber,
        ["USERNAME"] = userId,
        ["USER_ID_FOR_SRP"] = userId,
    };
}
