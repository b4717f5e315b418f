namespace Amplify.Local;

/// <summary>A second factor of the local user pool.</summary>
public enum LocalMfaMethod
{
    /// <summary>A code by text message: <c>SMS_MFA</c>.</summary>
    Sms,

    /// <summary>A code of an authenticator app: <c>SOFTWARE_TOKEN_MFA</c>.</summary>
    SoftwareToken,

    /// <summary>A code by e-mail: <c>EMAIL_OTP</c>.</summary>
    Email,
}
