using Amplify.Local.Cognito.UserPool.Challenges;
using Amplify.Local.Cognito.UserPool.Srp;
using Amplify.Local.Cognito.UserPool.Users;
using Amplify.Local.Hosting;

namespace Amplify.Local.Cognito.UserPool.Devices;

/// <summary>A device that proves that it is the one the user has signed in on before: as a user proves a password, with one of its own.</summary>
internal sealed class DeviceResponder(UserPoolDirectory users, DeviceRegistry devices, ChallengeSessions sessions, SignInFlow flow, ServerClock clock)
    : IChallengeResponder
{
    public IReadOnlyList<string> Challenges { get; } = [ChallengeNames.DeviceSrpAuth, ChallengeNames.DevicePasswordVerifier];

    public ValueTask<SignInAnswer> RespondAsync(ChallengeSession session, ChallengeResponses responses, CancellationToken cancellationToken)
    {
        if (responses.Required("DEVICE_KEY") != session.Progress.DeviceKey)
        {
            throw UserPoolErrors.DeviceNotFound();
        }

        return session.Challenge == ChallengeNames.DeviceSrpAuth
            ? new(Begin(session.Progress, responses.Required("SRP_A")))
            : new(Judge(session, responses));
    }

    private IssuedChallenge Begin(SignInProgress progress, string clientPublic)
    {
        PoolUser user = users.Get(progress.Username!);
        TrackedDevice device = devices.Known(user, progress.DeviceKey) ?? throw UserPoolErrors.DeviceNotFound();
        SrpExchange exchange = SrpExchange.Begin(device.GroupKey, device.Key, device.Password!, clientPublic)
            ?? throw UserPoolErrors.InvalidParameter("Invalid SRP_A.");
        return new IssuedChallenge(
            ChallengeNames.DevicePasswordVerifier,
            sessions.Begin(new ChallengeSession(ChallengeNames.DevicePasswordVerifier, progress) { Exchange = exchange }),
            new Dictionary<string, string>
            {
                ["DEVICE_KEY"] = device.Key,
                ["SALT"] = exchange.Salt,
                ["SECRET_BLOCK"] = exchange.SecretBlock,
                ["SRP_B"] = exchange.PublicNumber,
                ["USERNAME"] = user.Username,
            });
    }

    private SignInAnswer Judge(ChallengeSession session, ChallengeResponses responses)
    {
        string timestamp = responses.Required("TIMESTAMP");
        bool isProven = session.Exchange!.Accepts(
            responses.Required("PASSWORD_CLAIM_SECRET_BLOCK"), timestamp, responses.Required("PASSWORD_CLAIM_SIGNATURE"));
        return isProven && SrpTimestamp.IsNear(timestamp, clock.UtcNow)
            ? flow.Next(session.Progress with { HasPassedDevice = true })
            : throw UserPoolErrors.IncorrectPassword();
    }
}
