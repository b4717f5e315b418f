namespace Amplify.Local;

/// <summary>What a code of the local user pool is for.</summary>
public enum LocalCodePurpose
{
    /// <summary>To confirm a sign-up.</summary>
    SignUp,

    /// <summary>To set a new password in place of a forgotten one.</summary>
    ResetPassword,

    /// <summary>To show that an e-mail address or telephone number is the user's.</summary>
    VerifyAttribute,

    /// <summary>A second factor of a sign-in.</summary>
    Mfa,

    /// <summary>A first factor of a sign-in, in place of a password.</summary>
    SignIn,
}
