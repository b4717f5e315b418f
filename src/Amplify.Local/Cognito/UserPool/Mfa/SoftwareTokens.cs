using Amplify.Local.Cognito.UserPool.Users;
using Amplify.Local.Hosting;

namespace Amplify.Local.Cognito.UserPool.Mfa;

/// <summary>Checks the codes of authenticator apps, each of which is taken once.</summary>
internal sealed class SoftwareTokens(UserPoolDirectory users, ServerClock clock)
{
    /// <exception cref="CognitoException">The code is wrong, or was used before.</exception>
    public void Use(string username, string code) => users.Change(username, user =>
    {
        string secret = user.Mfa.SoftwareTokenSecret ?? throw NotFound();
        long step = TimeBasedCode.FindStep(secret, code, clock.UtcNow)
            ?? throw UserPoolErrors.Of(UserPoolErrors.CodeMismatchType, "Invalid code received for user");
        return step > user.Mfa.LastSoftwareTokenStep
            ? user with { Mfa = user.Mfa with { LastSoftwareTokenStep = step } }
            : throw UserPoolErrors.Of("ExpiredCodeException", "Your software token has already been used once.");
    });

    /// <summary>Keeps a secret with a user whose app shows a code of it.</summary>
    /// <exception cref="CognitoException">The code is none of this secret, or there is no secret.</exception>
    public void Verify(string username, string? secret, string code, string? name)
    {
        if (TimeBasedCode.FindStep(secret ?? throw NotFound(), code, clock.UtcNow) is null)
        {
            throw UserPoolErrors.Of("EnableSoftwareTokenMFAException", "Code mismatch and fail enable Software Token MFA");
        }

        users.Change(username, user => user with
        {
            Mfa = user.Mfa with
            {
                SoftwareTokenSecret = secret, PendingSoftwareTokenSecret = null, SoftwareTokenName = name, LastSoftwareTokenStep = 0,
            },
        });
    }

    private static CognitoException NotFound() =>
        UserPoolErrors.Of("SoftwareTokenMFANotFoundException", "Software Token MFA does not exist for the user.");
}
