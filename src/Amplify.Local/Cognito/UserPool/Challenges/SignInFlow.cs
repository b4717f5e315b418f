using System.Text.Json;
using Amplify.Local.Cognito.UserPool.Devices;
using Amplify.Local.Cognito.UserPool.Mfa;
using Amplify.Local.Cognito.UserPool.Tokens;
using Amplify.Local.Cognito.UserPool.Users;
using Amplify.Local.Hosting;

namespace Amplify.Local.Cognito.UserPool.Challenges;

/// <summary>What comes after a first factor: a new password, a second factor or the device, and tokens in the end.</summary>
internal sealed class SignInFlow(
    LocalUserPoolOptions options,
    UserPoolDirectory users,
    AttributeRules attributes,
    ChallengeSessions sessions,
    MfaChallenges mfa,
    DeviceRegistry devices,
    TokenGrants grants,
    ServerClock clock)
{
    /// <summary>Gives the next step of a user who has proven the first factor.</summary>
    /// <exception cref="CognitoException">The user may not sign in.</exception>
    public SignInAnswer Next(SignInProgress progress)
    {
        PoolUser user = users.Find(progress.Username!) ?? throw UserPoolErrors.IncorrectPassword();
        Refuse(user);
        if (user.Status == LocalUserStatus.ForceChangePassword)
        {
            return AskForNewPassword(progress, user);
        }

        TrackedDevice? device = devices.Known(user, progress.DeviceKey);
        bool standsIn = options.RememberedDevicesSkipMfa && device is { IsRemembered: true };
        if (!standsIn && !progress.HasPassedMfa && mfa.Begin(progress, user) is { } challenge)
        {
            return challenge;
        }

        return device is not null && !progress.HasPassedDevice
            ? new IssuedChallenge(ChallengeNames.DeviceSrpAuth, sessions.Begin(ChallengeNames.DeviceSrpAuth, progress), new Dictionary<string, string>())
            : Grant(progress, user, device);
    }

    /// <exception cref="CognitoException">The user's state does not allow a sign-in.</exception>
    public void Refuse(PoolUser user)
    {
        if (!user.IsEnabled)
        {
            throw UserPoolErrors.UserDisabled();
        }

        switch (user.Status)
        {
            case LocalUserStatus.Unconfirmed:
                throw UserPoolErrors.UserNotConfirmed();
            case LocalUserStatus.ResetRequired:
                throw UserPoolErrors.Of("PasswordResetRequiredException", "Password reset required for the user");
            case LocalUserStatus.ForceChangePassword when user.TemporaryPasswordExpires <= clock.UtcNow:
                throw UserPoolErrors.NotAuthorized("Temporary password has expired and must be reset by an administrator.");
        }
    }

    private IssuedChallenge AskForNewPassword(SignInProgress progress, PoolUser user)
    {
        IEnumerable<string> missing = attributes.MissingOf(user).Select(static name => NewPasswordResponder.AttributePrefix + name);
        return new IssuedChallenge(
            ChallengeNames.NewPasswordRequired,
            sessions.Begin(ChallengeNames.NewPasswordRequired, progress),
            new Dictionary<string, string>
            {
                ["USER_ID_FOR_SRP"] = user.Username,
                ["requiredAttributes"] = JsonSerializer.Serialize(missing),
                ["userAttributes"] = JsonSerializer.Serialize(user.Attributes.Where(static attribute => attribute.Key != AttributeNames.Subject).ToDictionary()),
            });
    }

    private IssuedTokens Grant(SignInProgress progress, PoolUser user, TrackedDevice? device)
    {
        TrackedDevice? begun = devices.Touch(user, device, progress.SourceAddress);
        IssuedTokens tokens = grants.Begin(user, progress.Client, progress.Grant with { DeviceKey = begun?.Key });
        return device is null ? tokens with { NewDevice = begun } : tokens;
    }
}
