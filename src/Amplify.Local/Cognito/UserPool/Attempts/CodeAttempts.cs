using Amplify.Local.Cognito.UserPool.Users;
using Amplify.Local.Hosting;

namespace Amplify.Local.Cognito.UserPool.Attempts;

/// <summary>Keeps codes from being guessed: wrong ones are counted for the user, whatever sign-in or message they belong to.</summary>
internal sealed class CodeAttempts(FailedAttempts failures, ServerClock clock)
{
    /// <summary>Takes a code.</summary>
    /// <param name="name">The user.</param>
    /// <param name="use">Uses the code, and throws when it is wrong.</param>
    /// <exception cref="CognitoException">The code is wrong, or too many wrong ones were shown.</exception>
    public void Try(string name, Action use)
    {
        // No user name has a line break in it: passwords of the same name are counted apart.
        string key = SignInNames.Fold(name) + "\n";
        if (failures.IsLocked(key, clock.UtcNow))
        {
            throw UserPoolErrors.AttemptLimitExceeded();
        }

        try
        {
            use();
        }
        catch (CognitoException exception) when (exception.Error.Type == UserPoolErrors.CodeMismatchType)
        {
            failures.Add(key, clock.UtcNow);
            throw;
        }

        failures.Clear(key);
    }
}
