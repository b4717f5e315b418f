namespace Amplify.Auth.UserPool;

/// <summary>What the errors of the user pool service mean to an application.</summary>
internal static class UserPoolErrors
{
    private const string Configuration = "Check the user pool, its app client and their settings against the configuration.";

    /// <summary>Gives the reason, and what to do next.</summary>
    public static (AmplifyAuthReason Reason, string Advice) Explain(string? type, string message, int status) => type switch
    {
        "NotAuthorizedException" => ExplainNotAuthorized(message),
        "InvalidParameterException" => ExplainInvalidParameter(message),
        "ResourceNotFoundException" when Says(message, "Device") => (AmplifyAuthReason.DeviceNotFound, "Sign in without the device."),
        "ResourceNotFoundException" => (AmplifyAuthReason.UserPoolUnavailable, Configuration),
        "UserNotFoundException" => (AmplifyAuthReason.UserNotFound, "Check the user name, or sign the user up."),
        "UserNotConfirmedException" => (AmplifyAuthReason.UserNotConfirmed, "Confirm the sign-up with the code that was sent."),
        "PasswordResetRequiredException" => (AmplifyAuthReason.PasswordResetRequired, "Reset the password."),
        "UsernameExistsException" => (AmplifyAuthReason.UsernameExists, "Choose another user name, or sign in."),
        "AliasExistsException" => (AmplifyAuthReason.AliasExists, "Use another one, or sign in to the account that has it."),
        "CodeMismatchException" or "EnableSoftwareTokenMFAException" => (AmplifyAuthReason.CodeMismatch, "Enter the code again."),
        "ExpiredCodeException" => (AmplifyAuthReason.CodeExpired, "Ask for another code."),
        "CodeDeliveryFailureException" or "InvalidSmsRoleAccessPolicyException" or "InvalidSmsRoleTrustRelationshipException"
            or "InvalidEmailRoleAccessPolicyException" => (AmplifyAuthReason.CodeNotSent, "Check how the pool sends messages."),
        "InvalidPasswordException" => (AmplifyAuthReason.PasswordTooWeak, "Choose another password."),
        "PasswordHistoryPolicyViolationException" => (AmplifyAuthReason.PasswordUsedBefore, "Choose another password."),
        "LimitExceededException" or "TooManyFailedAttemptsException" => (AmplifyAuthReason.TooManyAttempts, "Wait before the next attempt."),
        "SoftwareTokenMFANotFoundException" or "MFAMethodNotFoundException" => (AmplifyAuthReason.MfaMethodNotFound, "Set it up first."),
        "TokenRevokedException" or "RefreshTokenReuseException" => (AmplifyAuthReason.SessionExpired, "Sign in again."),
        "UserLambdaValidationException" => (AmplifyAuthReason.RefusedByTrigger, "The message is the trigger's."),
        "UnexpectedLambdaException" or "InvalidLambdaResponseException" => (AmplifyAuthReason.TriggerFailed, "See the trigger's logs."),
        "ForbiddenException" or "UnauthorizedException" => (AmplifyAuthReason.NotAuthorized, "The request was refused before the pool saw it, or is not this client's."),
        "RequestEntityTooLargeException" => (AmplifyAuthReason.InvalidValue, "A value is far longer than the pool takes."),
        "TooManyRequestsException" => (AmplifyAuthReason.ServiceUnavailable, "Too many requests; try again later."),
        _ when status >= 500 => (AmplifyAuthReason.ServiceUnavailable, "The service failed; try again later."),
        _ => (AmplifyAuthReason.Unknown, "Check the user pool's id, region and endpoint in the configuration."),
    };

    private static (AmplifyAuthReason Reason, string Advice) ExplainNotAuthorized(string message)
    {
        (string Text, AmplifyAuthReason Reason, string Advice)[] known =
        [
            ("Incorrect username or password", AmplifyAuthReason.WrongUsernameOrPassword, "Check both and try again."),
            ("Password attempts exceeded", AmplifyAuthReason.TooManyAttempts, "Wait before the next attempt."),
            ("User is disabled", AmplifyAuthReason.UserDisabled, "An administrator can enable the user."),
            ("Invalid session", AmplifyAuthReason.ChallengeExpired, "Begin the sign-in again."),
            ("Current status is CONFIRMED", AmplifyAuthReason.UserAlreadyConfirmed, "Sign in."),
            ("SignUp is not permitted", AmplifyAuthReason.SignUpNotAllowed, "An administrator has to create the user."),
            ("Temporary password has expired", AmplifyAuthReason.TemporaryPasswordExpired, "An administrator has to set another one."),
            ("Refresh Token", AmplifyAuthReason.SessionExpired, "Sign in again."),
            ("secret", AmplifyAuthReason.UserPoolUnavailable, "Check UserPoolClientSecret in the configuration."),
        ];
        foreach ((string text, AmplifyAuthReason reason, string advice) in known)
        {
            if (Says(message, text))
            {
                return (reason, advice);
            }
        }

        return (AmplifyAuthReason.NotAuthorized, "Sign in again.");
    }

    private static (AmplifyAuthReason Reason, string Advice) ExplainInvalidParameter(string message)
    {
        if (Says(message, "not enabled"))
        {
            return (AmplifyAuthReason.SignInMethodNotEnabled, "Allow this flow in the app client's settings, or sign in another way.");
        }

        return Says(message, "already confirmed")
            ? (AmplifyAuthReason.UserAlreadyConfirmed, "Sign in.")
            : (AmplifyAuthReason.InvalidValue, "Correct the value that the message names.");
    }

    private static bool Says(string message, string text) => message.Contains(text, StringComparison.OrdinalIgnoreCase);
}
