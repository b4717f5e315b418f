using System.Text.RegularExpressions;

namespace Amplify.Local.Cognito.UserPool.Users;

/// <summary>The names that users sign up and sign in with.</summary>
internal sealed partial class SignInNames(LocalSignInAttributes usernames, LocalSignInAttributes aliases)
{
    private static readonly (LocalSignInAttributes Flag, string Attribute)[] Kinds =
    [
        (LocalSignInAttributes.Email, AttributeNames.Email),
        (LocalSignInAttributes.PhoneNumber, AttributeNames.PhoneNumber),
        (LocalSignInAttributes.PreferredUsername, AttributeNames.PreferredUsername),
    ];

    /// <summary>Whether users sign up with an address, and have an id for a user name.</summary>
    public bool AreAddresses => usernames != LocalSignInAttributes.None;

    /// <summary>Gives the form that names are compared in: upper and lower case are the same name.</summary>
    public static string Fold(string name) => name.ToLowerInvariant();

    /// <summary>Gives the attribute that a name for signing up belongs in.</summary>
    /// <exception cref="CognitoException">The pool takes addresses only, and the name is none.</exception>
    public string? AddressAttribute(string name)
    {
        if (!AreAddresses)
        {
            return null;
        }

        return (Has(LocalSignInAttributes.Email), Has(LocalSignInAttributes.PhoneNumber)) switch
        {
            (true, _) when IsEmail(name) => AttributeNames.Email,
            (_, true) when IsPhoneNumber(name) => AttributeNames.PhoneNumber,
            (true, true) => throw UserPoolErrors.InvalidParameter("Username should be either an email or a phone number."),
            (true, _) => throw UserPoolErrors.InvalidParameter("Username should be an email."),
            _ => throw UserPoolErrors.InvalidParameter("Username should be a phone number."),
        };
    }

    /// <summary>Gives the names besides the user name that find a user.</summary>
    public IEnumerable<UserAlias> AliasesOf(PoolUser user)
    {
        foreach ((LocalSignInAttributes flag, string attribute) in Kinds)
        {
            if (user.Attribute(attribute) is { Length: > 0 } value && (Has(flag) || (aliases.HasFlag(flag) && IsUsable(user, attribute))))
            {
                yield return new UserAlias(attribute, Fold(value));
            }
        }
    }

    public static bool IsEmail(string text) => EmailSyntax().IsMatch(text);

    public static bool IsPhoneNumber(string text) => PhoneSyntax().IsMatch(text);

    private bool Has(LocalSignInAttributes flag) => usernames.HasFlag(flag);

    // An address that nobody has shown to be theirs must not be a way in for them, nor keep its owner from using it.
    private static bool IsUsable(PoolUser user, string attribute) =>
        AttributeNames.CanBeVerified(attribute) ? user.HasVerified(attribute) : user.Status != LocalUserStatus.Unconfirmed;

    [GeneratedRegex(@"^[^\s@]+@[^\s@]+\z", RegexOptions.CultureInvariant)]
    private static partial Regex EmailSyntax();

    [GeneratedRegex(@"^\+[0-9]{1,15}\z", RegexOptions.CultureInvariant)]
    private static partial Regex PhoneSyntax();
}
