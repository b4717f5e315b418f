using System.Collections.Frozen;

namespace Amplify.Local.Cognito.UserPool.Operations;

/// <summary>The operations by the names that callers give.</summary>
internal sealed record OperationTable(
    SignUpOperations SignUp,
    SignInOperations SignIn,
    ChallengeOperations Challenges,
    TokenRefresh Refresh,
    SessionOperations Sessions,
    AccountOperations Account,
    AttributeOperations Attributes,
    PasswordOperations Passwords,
    MfaOperations Mfa,
    DeviceOperations Devices)
{
    public FrozenDictionary<string, UserPoolOperation> ToDictionary() => new Dictionary<string, UserPoolOperation>
    {
        ["SignUp"] = SignUp.SignUpAsync,
        ["ConfirmSignUp"] = SignUp.ConfirmSignUpAsync,
        ["ResendConfirmationCode"] = SignUp.ResendConfirmationCodeAsync,
        ["InitiateAuth"] = SignIn.InitiateAuthAsync,
        ["RespondToAuthChallenge"] = Challenges.RespondToAuthChallengeAsync,
        ["GetTokensFromRefreshToken"] = Refresh.GetTokensFromRefreshTokenAsync,
        ["RevokeToken"] = Sessions.RevokeTokenAsync,
        ["GlobalSignOut"] = Sessions.GlobalSignOutAsync,
        ["GetUser"] = Account.GetUserAsync,
        ["GetUserAuthFactors"] = Account.GetUserAuthFactorsAsync,
        ["DeleteUser"] = Account.DeleteUserAsync,
        ["UpdateUserAttributes"] = Attributes.UpdateUserAttributesAsync,
        ["GetUserAttributeVerificationCode"] = Attributes.GetUserAttributeVerificationCodeAsync,
        ["VerifyUserAttribute"] = Attributes.VerifyUserAttributeAsync,
        ["DeleteUserAttributes"] = Attributes.DeleteUserAttributesAsync,
        ["ForgotPassword"] = Passwords.ForgotPasswordAsync,
        ["ConfirmForgotPassword"] = Passwords.ConfirmForgotPasswordAsync,
        ["ChangePassword"] = Passwords.ChangePasswordAsync,
        ["AssociateSoftwareToken"] = Mfa.AssociateSoftwareTokenAsync,
        ["VerifySoftwareToken"] = Mfa.VerifySoftwareTokenAsync,
        ["SetUserMFAPreference"] = Mfa.SetUserMfaPreferenceAsync,
        ["ConfirmDevice"] = Devices.ConfirmDeviceAsync,
        ["UpdateDeviceStatus"] = Devices.UpdateDeviceStatusAsync,
        ["ForgetDevice"] = Devices.ForgetDeviceAsync,
        ["GetDevice"] = Devices.GetDeviceAsync,
        ["ListDevices"] = Devices.ListDevicesAsync,
    }.ToFrozenDictionary(StringComparer.Ordinal);
}
