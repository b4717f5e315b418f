namespace Amplify.Local.Cognito.UserPool.Operations;

/// <summary>A way to sign in, as it is named on the wire.</summary>
/// <param name="Flag">What a client has to allow.</param>
/// <param name="Refusal">What is said to a client that does not.</param>
internal sealed record AuthFlow(LocalAuthFlows Flag, string Refusal)
{
    /// <exception cref="CognitoException">There is no such flow.</exception>
    public static AuthFlow Of(string name) => name switch
    {
        "USER_SRP_AUTH" => new(LocalAuthFlows.Srp, "USER_SRP_AUTH is not enabled for the client."),
        "USER_PASSWORD_AUTH" => new(LocalAuthFlows.Password, "USER_PASSWORD_AUTH flow not enabled for this client"),
        "CUSTOM_AUTH" => new(LocalAuthFlows.Custom, "CUSTOM_AUTH is not enabled for the client."),
        "REFRESH_TOKEN_AUTH" or "REFRESH_TOKEN" => new(LocalAuthFlows.RefreshToken, "Auth flow not enabled for this client"),
        "USER_AUTH" => new(LocalAuthFlows.UserChoice, "Auth flow not enabled for this client"),
        _ => throw UserPoolErrors.InvalidParameter(
            $"1 validation error detected: Value '{name}' at 'authFlow' failed to satisfy constraint: Member must satisfy enum value set: "
            + "[USER_SRP_AUTH, REFRESH_TOKEN_AUTH, REFRESH_TOKEN, CUSTOM_AUTH, USER_PASSWORD_AUTH, USER_AUTH]"),
    };
}
