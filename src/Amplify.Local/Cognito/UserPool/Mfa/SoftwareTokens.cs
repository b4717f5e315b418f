using Amplify.Local.Cognito.UserPool.Users;
using Amplify.Local.Hosting;

namespace Amplify.Local.Cognito.UserPool.Mfa;

/// <summary>Checks the codes of authenticator apps, each of which is taken once.</summary>
internal sealed class SoftwareTokens(UserPoolDirectory users, ServerClock clock)
{
    /// <exception cref="CognitoException">The code is wrong, or was used before.</exception>
    public void Use(string username, string code) => users.Change(username, user =>
    {
        if (user.Mfa is not { IsSoftwareTokenVerified: true, SoftwareTokenSecret: { } secret })
        {
            throw UserPoolErrors.Of("SoftwareTokenMFANotFoundException", "Software Token MFA does not exist for the user.");
        }

        long step = TimeBasedCode.FindStep(secret, code, clock.UtcNow)
            ?? throw UserPoolErrors.Of("CodeMismatchException", "Invalid code received for user");
        return step > user.Mfa.LastSoftwareTokenStep
            ? user with { Mfa = user.Mfa with { LastSoftwareTokenStep = step } }
            : throw UserPoolErrors.Of("ExpiredCodeException", "Your software token has already been used once.");
    });

    /// <summary>Tells whether a code is one of a secret that is being set up.</summary>
    public bool IsCodeOf(string secret, string code) => TimeBasedCode.FindStep(secret, code, clock.UtcNow) is not null;

    /// <summary>Gives a user a verified authenticator app.</summary>
    public static PoolUser With(PoolUser user, string secret, string? name) => user with
    {
        Mfa = user.Mfa with { SoftwareTokenSecret = secret, IsSoftwareTokenVerified = true, SoftwareTokenName = name, LastSoftwareTokenStep = 0 },
    };
}
