using Amplify.Local.Cognito.UserPool.Attempts;
using Amplify.Local.Cognito.UserPool.Operations;
using Amplify.Local.Cognito.UserPool.Srp;
using Amplify.Local.Cognito.UserPool.Users;
using Amplify.Local.Hosting;

namespace Amplify.Local.Cognito.UserPool.Passwords;

/// <summary>Gives users other passwords, under the pool's policy.</summary>
internal sealed class PasswordChanges(string realm, LocalPasswordPolicy policy, UserPoolDirectory users, FailedAttempts failures, ServerClock clock)
{
    /// <summary>Makes what is kept of a password.</summary>
    /// <exception cref="CognitoException">The password is not as the policy wants it.</exception>
    public PasswordVerifier Create(PoolUser user, string password)
    {
        if (password.Length > TextRule.Password.MaxLength || !TextRule.Password.IsMet(password))
        {
            throw UserPoolErrors.InvalidPassword("Password must satisfy regular expression pattern: " + TextRule.Password.Pattern);
        }

        PasswordRules.Check(password, policy);
        return PasswordVerifier.Create(realm, user.Username, password);
    }

    /// <summary>Sets a password and whatever changes with it.</summary>
    public PoolUser Set(PoolUser user, string password, Func<PoolUser, PoolUser> change)
    {
        PasswordVerifier verifier = Create(user, password);
        PoolUser changed = users.Change(user.Username, current => With(change(current), verifier));
        Unlock(user);
        return changed;
    }

    /// <summary>Gives a user with another password.</summary>
    public PoolUser With(PoolUser user, PasswordVerifier verifier) =>
        user with { Password = verifier, TemporaryPasswordExpires = null, Modified = clock.UtcNow };

    /// <summary>Forgets the wrong passwords that were tried for a user.</summary>
    public void Unlock(PoolUser user) => failures.Clear(SignInNames.Fold(user.Username));
}
