namespace Amplify.Local.Cognito.IdentityPool;

/// <summary>Refusals of the identity pool in the words of the service.</summary>
internal static class IdentityPoolErrors
{
    public static CognitoException GuestsNotAllowed => NotAuthorized("Unauthenticated access is not supported for this identity pool.");

    public static CognitoException LoginsDoNotMatch =>
        NotAuthorized("Logins don't match. Please include at least one valid login for this identity or identity pool.");

    public static CognitoException LinkedElsewhere => Of("ResourceConflictException", "Login is already linked with another identity.");

    public static CognitoException Forbidden(string identityId) => NotAuthorized($"Access to Identity '{identityId}' is forbidden.");

    public static CognitoException PoolNotFound(string poolId) => Of("ResourceNotFoundException", $"IdentityPool '{poolId}' not found.");

    public static CognitoException IdentityNotFound(string identityId) => Of("ResourceNotFoundException", $"Identity '{identityId}' not found.");

    public static CognitoException NotAuthorized(string message) => Of("NotAuthorizedException", message);

    public static CognitoException Invalid(string message) => Of("InvalidParameterException", message);

    /// <summary>A member of the input breaks a rule of the service's model.</summary>
    public static CognitoException InvalidMember(string fault) => Invalid($"1 validation error detected: {fault}");

    public static CognitoException WrongType(string member, string type) => Of("SerializationException", $"{member} must be {type}.");

    private static CognitoException Of(string type, string message) => new(new CognitoError(type, message));
}
