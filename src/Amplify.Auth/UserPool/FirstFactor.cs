namespace Amplify;

/// <summary>What a user can prove to begin a sign-in with <see cref="SignInMethod.Choice"/>.</summary>
public enum FirstFactor
{
    /// <summary>A password that never leaves the machine: the Secure Remote Password protocol.</summary>
    PasswordSrp,

    /// <summary>A password that is sent to the pool.</summary>
    Password,

    /// <summary>A code by e-mail.</summary>
    Email,

    /// <summary>A code by text message.</summary>
    Sms,

    /// <summary>A passkey: a WebAuthn credential of the user's device.</summary>
    Passkey,
}
