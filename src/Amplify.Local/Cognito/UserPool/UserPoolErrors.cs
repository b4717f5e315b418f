namespace Amplify.Local.Cognito.UserPool;

/// <summary>The refusals of a user pool, in the service's words.</summary>
internal static class UserPoolErrors
{
    public const string CodeMismatchType = "CodeMismatchException";

    public static CognitoException IncorrectPassword() => NotAuthorized("Incorrect username or password.");

    public static CognitoException UserNotFound() => Of("UserNotFoundException", "User does not exist.");

    /// <summary>What confirming and recovery say of an unknown user, where a client may know.</summary>
    public static CognitoException CombinationNotFound() => Of("UserNotFoundException", "Username/client id combination not found.");

    public static CognitoException UserNotConfirmed() => Of("UserNotConfirmedException", "User is not confirmed.");

    public static CognitoException UserDisabled() => NotAuthorized("User is disabled.");

    public static CognitoException CodeMismatch() => Of(CodeMismatchType, "Invalid verification code provided, please try again.");

    public static CognitoException CodeExpired() => Of("ExpiredCodeException", "Invalid code provided, please request a code again.");

    public static CognitoException AttemptLimitExceeded() => Of("LimitExceededException", "Attempt limit exceeded, please try after some time.");

    public static CognitoException DeviceNotFound() => Of("ResourceNotFoundException", "Device does not exist.");

    public static CognitoException MissingParameter(string name) => InvalidParameter($"Missing required parameter {name}");

    public static CognitoException NotAuthorized(string message) => Of("NotAuthorizedException", message);

    public static CognitoException InvalidParameter(string message) => Of("InvalidParameterException", message);

    public static CognitoException InvalidPassword(string fault) => Of("InvalidPasswordException", $"Password did not conform with policy: {fault}");

    public static CognitoException Of(string type, string message) => new(new CognitoError(type, message));
}
