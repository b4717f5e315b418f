namespace Amplify;

/// <summary>A second factor.</summary>
public enum MfaType
{
    /// <summary>A code by text message.</summary>
    Sms,

    /// <summary>A code of an authenticator app.</summary>
    Totp,

    /// <summary>A code by e-mail.</summary>
    Email,
}
