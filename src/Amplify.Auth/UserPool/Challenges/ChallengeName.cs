namespace Amplify.Auth.UserPool.Challenges;

/// <summary>The challenges of a sign-in by their names on the wire.</summary>
internal static class ChallengeName
{
    public const string PasswordVerifier = "PASSWORD_VERIFIER";
    public const string DeviceSrp = "DEVICE_SRP_AUTH";
    public const string DevicePasswordVerifier = "DEVICE_PASSWORD_VERIFIER";
    public const string SmsCode = "SMS_MFA";
    public const string SmsOneTimeCode = "SMS_OTP";
    public const string EmailCode = "EMAIL_OTP";
    public const string TotpCode = "SOFTWARE_TOKEN_MFA";
    public const string SelectMfa = "SELECT_MFA_TYPE";
    public const string MfaSetup = "MFA_SETUP";
    public const string NewPassword = "NEW_PASSWORD_REQUIRED";
    public const string SelectChallenge = "SELECT_CHALLENGE";
    public const string Password = "PASSWORD";
    public const string PasswordSrp = "PASSWORD_SRP";
    public const string Passkey = "WEB_AUTHN";
    public const string Custom = "CUSTOM_CHALLENGE";
}
