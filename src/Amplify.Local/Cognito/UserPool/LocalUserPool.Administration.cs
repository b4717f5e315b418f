using Amplify.Local.Cognito;
using Amplify.Local.Cognito.UserPool.Users;

namespace Amplify.Local;

/// <content>What an administrator does with the AWS console or command line.</content>
public sealed partial class LocalUserPool
{
    /// <summary>Gets the users, by name.</summary>
    /// <returns>The users as they are now.</returns>
    public IReadOnlyList<LocalUserPoolUser> ListUsers() => [.. _parts.Users.All().Select(static user => new LocalUserPoolUser(user))];

    /// <summary>Finds a user.</summary>
    /// <param name="username">The user name or an alias.</param>
    /// <returns>The user as it is now; <see langword="null"/> when there is none.</returns>
    public LocalUserPoolUser? FindUser(string username)
    {
        ArgumentNullException.ThrowIfNull(username);
        return _parts.Users.Find(username) is { } user ? new LocalUserPoolUser(user) : null;
    }

    /// <summary>Adds a user who can sign in at once.</summary>
    /// <param name="username">The user name; an address, where users sign up with one.</param>
    /// <param name="password">The password.</param>
    /// <param name="attributes">The attributes; addresses among them count as verified.</param>
    /// <returns>The user.</returns>
    /// <exception cref="ArgumentException">The name is taken, the password is not as the policy wants it, or an attribute cannot be. The message tells which.</exception>
    public LocalUserPoolUser AddUser(string username, string password, IReadOnlyDictionary<string, string>? attributes = null) =>
        Add(username, password, attributes, LocalUserStatus.Confirmed);

    /// <summary>Adds a user who has to set another password at the first sign-in.</summary>
    /// <param name="username">The user name; an address, where users sign up with one.</param>
    /// <param name="temporaryPassword">The password of the first sign-in.</param>
    /// <param name="attributes">The attributes; addresses among them count as verified.</param>
    /// <returns>The user.</returns>
    /// <exception cref="ArgumentException">The name is taken, the password is not as the policy wants it, or an attribute cannot be. The message tells which.</exception>
    public LocalUserPoolUser AddUserWithTemporaryPassword(
        string username, string temporaryPassword, IReadOnlyDictionary<string, string>? attributes = null) =>
        Add(username, temporaryPassword, attributes, LocalUserStatus.ForceChangePassword);

    /// <summary>Confirms a user without a code.</summary>
    /// <param name="username">The user name or an alias.</param>
    /// <returns>The user as it is now.</returns>
    /// <exception cref="ArgumentException">There is no such user.</exception>
    public LocalUserPoolUser ConfirmUser(string username) => Change(username, _parts.Registration.Confirm);

    /// <summary>Lets a user sign in, or no longer; one who may not is signed out everywhere.</summary>
    /// <param name="username">The user name or an alias.</param>
    /// <param name="isEnabled">Whether the user may sign in.</param>
    /// <returns>The user as it is now.</returns>
    /// <exception cref="ArgumentException">There is no such user.</exception>
    public LocalUserPoolUser SetEnabled(string username, bool isEnabled)
    {
        if (!isEnabled)
        {
            SignOutUser(username);
        }

        return Change(username, user => user with { IsEnabled = isEnabled });
    }

    /// <summary>Puts a user in these groups and in no other one. Tokens that are issued from now on tell of them.</summary>
    /// <param name="username">The user name or an alias.</param>
    /// <param name="groups">The groups.</param>
    /// <returns>The user as it is now.</returns>
    /// <exception cref="ArgumentException">There is no such user.</exception>
    public LocalUserPoolUser SetGroups(string username, params IReadOnlyList<string> groups) =>
        Change(username, user => user with { Groups = [.. groups] });

    /// <summary>Sets attributes, those too that users cannot write themselves, such as <c>email_verified</c>.</summary>
    /// <param name="username">The user name or an alias.</param>
    /// <param name="attributes">The attributes.</param>
    /// <returns>The user as it is now.</returns>
    /// <exception cref="ArgumentException">There is no such user, or an address is another user's.</exception>
    public LocalUserPoolUser SetAttributes(string username, IReadOnlyDictionary<string, string> attributes)
    {
        ArgumentNullException.ThrowIfNull(attributes);
        return Change(username, user => user with { Attributes = user.Attributes.SetItems(attributes).SetItem(AttributeNames.Subject, user.Subject) });
    }

    /// <summary>Makes a user set another password, with a code, before the next sign-in.</summary>
    /// <param name="username">The user name or an alias.</param>
    /// <returns>The user as it is now.</returns>
    /// <exception cref="ArgumentException">There is no such user.</exception>
    public LocalUserPoolUser RequirePasswordReset(string username) => Change(username, static user => user with { Status = LocalUserStatus.ResetRequired });

    /// <summary>Signs a user out everywhere: refresh tokens are refused from now on, and access tokens by the pool's own operations.</summary>
    /// <param name="username">The user name or an alias.</param>
    /// <exception cref="ArgumentException">There is no such user.</exception>
    public void SignOutUser(string username) => _parts.SignIns.EndAll(Get(username).Subject);

    /// <summary>Deletes a user.</summary>
    /// <param name="username">The user name or an alias.</param>
    /// <returns>Whether there was such a user.</returns>
    public bool DeleteUser(string username)
    {
        ArgumentNullException.ThrowIfNull(username);
        if (_parts.Users.Find(username) is not { } user)
        {
            return false;
        }

        _parts.SignIns.EndAll(user.Subject);
        _parts.Users.Delete(user.Username);
        return true;
    }

    private LocalUserPoolUser Add(string username, string password, IReadOnlyDictionary<string, string>? attributes, LocalUserStatus status)
    {
        ArgumentException.ThrowIfNullOrEmpty(username);
        ArgumentNullException.ThrowIfNull(password);
        try
        {
            PoolUser user = _parts.Registration.New(username, attributes ?? new Dictionary<string, string>(), status);
            foreach (string attribute in new[] { AttributeNames.Email, AttributeNames.PhoneNumber }.Where(name => user.Attribute(name) is not null))
            {
                user = user.WithAttribute(AttributeNames.VerifiedMark(attribute), "true");
            }

            user = _parts.PasswordChanges.With(user, _parts.PasswordChanges.Create(user, password));
            user = status == LocalUserStatus.ForceChangePassword
                ? user with { TemporaryPasswordExpires = user.Created + _parts.Options.PasswordPolicy.TemporaryPasswordLifetime }
                : user;
            _parts.Users.Add(user);
            return new LocalUserPoolUser(user);
        }
        catch (CognitoException exception)
        {
            throw new ArgumentException(exception.Message, nameof(username), exception);
        }
    }

    private LocalUserPoolUser Change(string username, Func<PoolUser, PoolUser> change)
    {
        PoolUser user = Get(username);
        try
        {
            return new LocalUserPoolUser(_parts.Users.Change(user.Username, change));
        }
        catch (CognitoException exception)
        {
            throw new ArgumentException(exception.Message, nameof(username), exception);
        }
    }

    private PoolUser Get(string username)
    {
        ArgumentNullException.ThrowIfNull(username);
        return _parts.Users.Find(username) ?? throw new ArgumentException($"The user pool has no user '{username}'.", nameof(username));
    }
}
