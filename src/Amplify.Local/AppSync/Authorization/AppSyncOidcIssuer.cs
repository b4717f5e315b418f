namespace Amplify.Local;

/// <summary>An OpenID Connect provider whose tokens the local AppSync takes.</summary>
public sealed class AppSyncOidcIssuer
{
    /// <summary>
    /// Gets the issuer, exactly as tokens and the provider's discovery document name it. The document is fetched from
    /// <c>/.well-known/openid-configuration</c> below it, and tells where the keys are.
    /// </summary>
    /// <value>Default: <see langword="null"/>, the backend's own: <see cref="LocalBackend.OidcTokens"/>.</value>
    public Uri? Issuer { get; init; }

    /// <summary>Gets a regular expression for the clients: all of an <c>aud</c>, or of <c>azp</c>, has to match.</summary>
    /// <value>Default: <see langword="null"/>, every client.</value>
    public string? ClientId { get; init; }

    /// <summary>Gets how long after <c>iat</c> a token is taken, whatever its <c>exp</c> (<c>iatTTL</c>, in AppSync in milliseconds).</summary>
    /// <value>Default: <see langword="null"/>, until <c>exp</c>.</value>
    public TimeSpan? IssuedAtTtl { get; init; }

    /// <summary>Gets how long after <c>auth_time</c> a token is taken, whatever its <c>exp</c> (<c>authTTL</c>, in AppSync in milliseconds).</summary>
    /// <value>Default: <see langword="null"/>, until <c>exp</c>.</value>
    public TimeSpan? AuthTtl { get; init; }
}
