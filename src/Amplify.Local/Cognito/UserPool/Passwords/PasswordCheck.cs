using Amplify.Local.Cognito.UserPool.Attempts;
using Amplify.Local.Cognito.UserPool.Clients;
using Amplify.Local.Cognito.UserPool.Users;
using Amplify.Local.Hosting;

namespace Amplify.Local.Cognito.UserPool.Passwords;

/// <summary>Tells whether a password is a user's, and locks names that are guessed at.</summary>
internal sealed class PasswordCheck(
    string realm, UserPoolDirectory users, MadeUpUsers madeUp, FailedAttempts failures, ServerClock clock)
{
    /// <summary>Gives the user of this name and password.</summary>
    /// <exception cref="CognitoException">There is none, or the name is locked.</exception>
    public PoolUser Verify(AppClient client, string name, string password)
    {
        PoolUser? user = Find(client, name);
        PasswordCredential credential = madeUp.CredentialOf(user, name);
        return Judge(user, name, credential.Verifier.Matches(realm, credential.UserId, password));
    }

    /// <exception cref="CognitoException">Too many wrong passwords were tried for the user.</exception>
    public void RefuseLocked(PoolUser user)
    {
        if (failures.IsLocked(SignInNames.Fold(user.Username), clock.UtcNow))
        {
            throw UserPoolErrors.AttemptLimitExceeded();
        }
    }

    /// <summary>Finds a user who is to prove a password; <see langword="null"/> where the client must not learn that there is none.</summary>
    /// <exception cref="CognitoException">There is none, and the client may know it.</exception>
    public PoolUser? Find(AppClient client, string name) =>
        users.Find(name) ?? (client.HidesUsers ? null : throw UserPoolErrors.UserNotFound());

    /// <summary>Gives the user, if there is one and the password was right.</summary>
    /// <exception cref="CognitoException">One of both is not so, or the name is locked.</exception>
    public PoolUser Judge(PoolUser? user, string name, bool isProven)
    {
        string key = SignInNames.Fold(user?.Username ?? name);
        DateTimeOffset now = clock.UtcNow;
        if (failures.IsLocked(key, now))
        {
            throw UserPoolErrors.NotAuthorized("Password attempts exceeded");
        }

        if (user?.Password is null || !isProven)
        {
            failures.Add(key, now);
            throw UserPoolErrors.IncorrectPassword();
        }

        failures.Clear(key);
        return user;
    }
}
