namespace Amplify.Local;

/// <summary>Who signs users in for the identity pool besides the backend's own user pool and OpenID Connect provider.</summary>
/// <example>
/// <code>
/// options.IdentityProviders.Add(new LocalIdentityProvider("accounts.google.com"));   // tokens: backend.OidcTokens.IssueToken("ann")
/// options.IdentityProviders.Add(new LocalIdentityProvider("graph.facebook.com")
/// {
///     VerifyToken = (token, cancellationToken) => new(token == "facebook-token" ? "user-1" : null),
/// });
/// </code>
/// </example>
public sealed class LocalIdentityProvider
{
    /// <summary>Names a provider.</summary>
    /// <param name="name">What it is called in <c>Logins</c>: <c>accounts.google.com</c>, <c>graph.facebook.com</c>, <c>www.amazon.com</c>, <c>appleid.apple.com</c>, or the issuer of another one without its scheme.</param>
    public LocalIdentityProvider(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        Name = name;
    }

    /// <summary>Gets what the provider is called in <c>Logins</c>.</summary>
    public string Name { get; }

    /// <summary>Gets the issuer of the provider's tokens. Its keys are where its discovery document says.</summary>
    /// <value>Default: <see langword="null"/>, the backend's own: <see cref="LocalBackend.OidcTokens"/>.</value>
    public Uri? Issuer { get; init; }

    /// <summary>Gets the client that tokens have to be for, <c>aud</c>.</summary>
    /// <value>Default: <see langword="null"/>, every client.</value>
    public string? ClientId { get; init; }

    /// <summary>
    /// Gets what verifies a token that is not a JSON web token, such as Facebook's: it returns the user's id, or <see langword="null"/> for a token
    /// that is not to be believed. <see cref="Issuer"/> and <see cref="ClientId"/> then do not count.
    /// </summary>
    /// <value>Default: <see langword="null"/>, tokens are verified by the issuer's keys.</value>
    public Func<string, CancellationToken, ValueTask<string?>>? VerifyToken { get; init; }
}
