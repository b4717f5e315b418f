using Amplify.Auth.Protocol;
using Amplify.Auth.UserPool.Messages;
using static Amplify.Auth.UserPool.Messages.AccountMessages;
using static Amplify.Auth.UserPool.Messages.AuthenticationMessages;
using static Amplify.Auth.UserPool.Messages.DeviceMessages;
using static Amplify.Auth.UserPool.Messages.MfaMessages;
using static Amplify.Auth.UserPool.Messages.UserMessages;

namespace Amplify.Auth.UserPool;

/// <summary>The operations of the user pool service. Only those that change nothing are repeated after a failure.</summary>
internal static class UserPoolOperations
{
    public static readonly CognitoOperation<InitiateAuthRequest, AuthenticationAnswer> InitiateAuth =
        new("InitiateAuth", UserPoolJson.Default.InitiateAuthRequest, UserPoolJson.Default.AuthenticationAnswer);

    public static readonly CognitoOperation<RespondToAuthChallengeRequest, AuthenticationAnswer> RespondToAuthChallenge =
        new("RespondToAuthChallenge", UserPoolJson.Default.RespondToAuthChallengeRequest, UserPoolJson.Default.AuthenticationAnswer);

    public static readonly CognitoOperation<GetTokensRequest, AuthenticationAnswer> GetTokensFromRefreshToken =
        new("GetTokensFromRefreshToken", UserPoolJson.Default.GetTokensRequest, UserPoolJson.Default.AuthenticationAnswer);

    public static readonly CognitoOperation<RevokeTokenRequest, EmptyAnswer> RevokeToken =
        new("RevokeToken", UserPoolJson.Default.RevokeTokenRequest, UserPoolJson.Default.EmptyAnswer);

    public static readonly CognitoOperation<AccessTokenRequest, EmptyAnswer> GlobalSignOut =
        new("GlobalSignOut", UserPoolJson.Default.AccessTokenRequest, UserPoolJson.Default.EmptyAnswer);

    public static readonly CognitoOperation<SignUpRequest, SignUpAnswer> SignUp =
        new("SignUp", UserPoolJson.Default.SignUpRequest, UserPoolJson.Default.SignUpAnswer);

    public static readonly CognitoOperation<ConfirmSignUpRequest, ConfirmSignUpAnswer> ConfirmSignUp =
        new("ConfirmSignUp", UserPoolJson.Default.ConfirmSignUpRequest, UserPoolJson.Default.ConfirmSignUpAnswer);

    public static readonly CognitoOperation<SendCodeRequest, DeliveryAnswer> ResendConfirmationCode =
        new("ResendConfirmationCode", UserPoolJson.Default.SendCodeRequest, UserPoolJson.Default.DeliveryAnswer);

    public static readonly CognitoOperation<SendCodeRequest, DeliveryAnswer> ForgotPassword =
        new("ForgotPassword", UserPoolJson.Default.SendCodeRequest, UserPoolJson.Default.DeliveryAnswer);

    public static readonly CognitoOperation<ConfirmForgotPasswordRequest, EmptyAnswer> ConfirmForgotPassword =
        new("ConfirmForgotPassword", UserPoolJson.Default.ConfirmForgotPasswordRequest, UserPoolJson.Default.EmptyAnswer);

    public static readonly CognitoOperation<AccessTokenRequest, UserAnswer> GetUser =
        new("GetUser", UserPoolJson.Default.AccessTokenRequest, UserPoolJson.Default.UserAnswer, IsRepeatable: true);

    public static readonly CognitoOperation<UpdateAttributesRequest, DeliveriesAnswer> UpdateUserAttributes =
        new("UpdateUserAttributes", UserPoolJson.Default.UpdateAttributesRequest, UserPoolJson.Default.DeliveriesAnswer);

    public static readonly CognitoOperation<AttributeCodeRequest, DeliveryAnswer> GetUserAttributeVerificationCode =
        new("GetUserAttributeVerificationCode", UserPoolJson.Default.AttributeCodeRequest, UserPoolJson.Default.DeliveryAnswer);

    public static readonly CognitoOperation<VerifyAttributeRequest, EmptyAnswer> VerifyUserAttribute =
        new("VerifyUserAttribute", UserPoolJson.Default.VerifyAttributeRequest, UserPoolJson.Default.EmptyAnswer);

    public static readonly CognitoOperation<DeleteAttributesRequest, EmptyAnswer> DeleteUserAttributes =
        new("DeleteUserAttributes", UserPoolJson.Default.DeleteAttributesRequest, UserPoolJson.Default.EmptyAnswer);

    public static readonly CognitoOperation<ChangePasswordRequest, EmptyAnswer> ChangePassword =
        new("ChangePassword", UserPoolJson.Default.ChangePasswordRequest, UserPoolJson.Default.EmptyAnswer);

    public static readonly CognitoOperation<AccessTokenRequest, EmptyAnswer> DeleteUser =
        new("DeleteUser", UserPoolJson.Default.AccessTokenRequest, UserPoolJson.Default.EmptyAnswer);

    public static readonly CognitoOperation<AssociateRequest, AssociateAnswer> AssociateSoftwareToken =
        new("AssociateSoftwareToken", UserPoolJson.Default.AssociateRequest, UserPoolJson.Default.AssociateAnswer);

    public static readonly CognitoOperation<VerifyRequest, VerifyAnswer> VerifySoftwareToken =
        new("VerifySoftwareToken", UserPoolJson.Default.VerifyRequest, UserPoolJson.Default.VerifyAnswer);

    public static readonly CognitoOperation<PreferenceRequest, EmptyAnswer> SetUserMfaPreference =
        new("SetUserMFAPreference", UserPoolJson.Default.PreferenceRequest, UserPoolJson.Default.EmptyAnswer);

    public static readonly CognitoOperation<ConfirmDeviceRequest, EmptyAnswer> ConfirmDevice =
        new("ConfirmDevice", UserPoolJson.Default.ConfirmDeviceRequest, UserPoolJson.Default.EmptyAnswer);

    public static readonly CognitoOperation<DeviceStatusRequest, EmptyAnswer> UpdateDeviceStatus =
        new("UpdateDeviceStatus", UserPoolJson.Default.DeviceStatusRequest, UserPoolJson.Default.EmptyAnswer);

    public static readonly CognitoOperation<ForgetDeviceRequest, EmptyAnswer> ForgetDevice =
        new("ForgetDevice", UserPoolJson.Default.ForgetDeviceRequest, UserPoolJson.Default.EmptyAnswer);

    public static readonly CognitoOperation<ListDevicesRequest, DevicesAnswer> ListDevices =
        new("ListDevices", UserPoolJson.Default.ListDevicesRequest, UserPoolJson.Default.DevicesAnswer, IsRepeatable: true);
}
