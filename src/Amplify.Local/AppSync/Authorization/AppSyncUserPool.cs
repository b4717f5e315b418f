namespace Amplify.Local;

/// <summary>A Cognito user pool whose id and access tokens the local AppSync takes.</summary>
public sealed class AppSyncUserPool
{
    /// <summary>
    /// Gets the issuer as tokens name it, such as <c>https://cognito-idp.us-east-1.amazonaws.com/us-east-1_AbCdEfGhI</c>. Its keys are fetched
    /// from <c>/.well-known/jwks.json</c> below it.
    /// </summary>
    /// <value>Default: <see langword="null"/>, the backend's own: <see cref="LocalBackend.UserPoolTokens"/>.</value>
    public Uri? Issuer { get; init; }

    /// <summary>
    /// Gets a regular expression for the app clients: all of <c>aud</c> of an id token, or of <c>client_id</c> of an access token, has to match.
    /// </summary>
    /// <value>Default: <see langword="null"/>, every app client of the pool.</value>
    public string? AppIdClientRegex { get; init; }

    /// <summary>Gets what happens to fields without a directive, where the pool is the first one of the default mode.</summary>
    /// <value>Default: <see cref="AppSyncDefaultAction.Allow"/>.</value>
    public AppSyncDefaultAction DefaultAction { get; init; }
}
