namespace Amplify.Local.Cognito.UserPool.Challenges;

/// <summary>The challenges of a sign-in, as they are named on the wire.</summary>
internal static class ChallengeNames
{
    public const string PasswordVerifier = "PASSWORD_VERIFIER";
    public const string Password = "PASSWORD";
    public const string PasswordSrp = "PASSWORD_SRP";
    public const string SelectChallenge = "SELECT_CHALLENGE";
    public const string SmsOtp = "SMS_OTP";
    public const string EmailOtp = "EMAIL_OTP";
    public const string SmsMfa = "SMS_MFA";
    public const string SoftwareTokenMfa = "SOFTWARE_TOKEN_MFA";
    public const string SelectMfaType = "SELECT_MFA_TYPE";
    public const string MfaSetup = "MFA_SETUP";
    public const string NewPasswordRequired = "NEW_PASSWORD_REQUIRED";
    public const string Custom = "CUSTOM_CHALLENGE";
    public const string DeviceSrpAuth = "DEVICE_SRP_AUTH";
    public const string DevicePasswordVerifier = "DEVICE_PASSWORD_VERIFIER";

    /// <summary>What a sign-in is remembered under that a client may make without a password, right after a sign-up.</summary>
    public const string AfterSignUp = "";
}
