namespace Amplify.Local;

/// <summary>
/// Takes tokens of a Cognito user pool, a
/// <see href="https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-integrate-with-cognito.html"><c>COGNITO_USER_POOLS</c></see>
/// authorizer: id tokens, or access tokens where <see cref="Scopes"/> are set.
/// </summary>
/// <remarks>Whether a token has been revoked is not looked at, neither here nor in AWS: it is taken until it expires.</remarks>
public sealed class RestUserPoolAuthorizer : RestAuthorization
{
    private static readonly TimeSpan LongestTtl = TimeSpan.FromHours(1);

    /// <summary>
    /// Gets the issuer as tokens name it, such as <c>https://cognito-idp.us-east-1.amazonaws.com/us-east-1_AbCdEfGhI</c>. Its keys are fetched
    /// from <c>/.well-known/jwks.json</c> below it.
    /// </summary>
    /// <value>Default: <see langword="null"/>, the backend's own user pool: <see cref="LocalBackend.UserPoolTokens"/>.</value>
    public Uri? Issuer { get; init; }

    /// <summary>Gets the header that holds the token, with or without <c>Bearer</c> before it.</summary>
    /// <value>Default: <c>Authorization</c>.</value>
    public string IdentitySource { get; init; } = "Authorization";

    /// <summary>Gets the scopes of which an access token must have at least one; id tokens are then refused.</summary>
    /// <value>Default: none; id tokens are taken and access tokens refused.</value>
    public IReadOnlyList<string> Scopes { get; init; } = [];

    /// <summary>Gets how long a token that was verified is taken without being verified again, 0 to 1 hour, never beyond its end.</summary>
    /// <value>Default: 5 minutes.</value>
    /// <exception cref="ArgumentOutOfRangeException">The time is negative, or above an hour.</exception>
    public TimeSpan ResultTtl
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, TimeSpan.Zero);
            ArgumentOutOfRangeException.ThrowIfGreaterThan(value, LongestTtl);
            field = value;
        }
    } = TimeSpan.FromMinutes(5);
}
