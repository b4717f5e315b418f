namespace Amplify.Local;

/// <summary>Attributes that users of the local user pool can sign in with.</summary>
[Flags]
public enum LocalSignInAttributes
{
    /// <summary>None: users sign in with their user name.</summary>
    None = 0,

    /// <summary>The e-mail address, <c>email</c>.</summary>
    Email = 1,

    /// <summary>The telephone number, <c>phone_number</c>, such as <c>+12065551234</c>.</summary>
    PhoneNumber = 2,

    /// <summary>Another name, <c>preferred_username</c>; only as an alias.</summary>
    PreferredUsername = 4,
}
