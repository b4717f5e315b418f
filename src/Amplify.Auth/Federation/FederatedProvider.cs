namespace Amplify;

/// <summary>Who has signed a user in, as an identity pool calls it.</summary>
/// <remarks>See <see href="https://docs.aws.amazon.com/cognito/latest/developerguide/external-identity-providers.html">Identity pools and third-party providers</see>.</remarks>
public sealed class FederatedProvider : IEquatable<FederatedProvider>
{
    private FederatedProvider(string name) => Name = name;

    /// <summary>Gets Google; its token is an id token.</summary>
    public static FederatedProvider Google { get; } = new("accounts.google.com");

    /// <summary>Gets Facebook; its token is an access token.</summary>
    public static FederatedProvider Facebook { get; } = new("graph.facebook.com");

    /// <summary>Gets Login with Amazon; its token is an access token.</summary>
    public static FederatedProvider Amazon { get; } = new("www.amazon.com");

    /// <summary>Gets Sign in with Apple; its token is an id token.</summary>
    public static FederatedProvider Apple { get; } = new("appleid.apple.com");

    /// <summary>
    /// Gets the application's own server. Its token is what <c>GetOpenIdTokenForDeveloperIdentity</c> gave it; the token names the identity too.
    /// </summary>
    public static FederatedProvider Developer { get; } = new("cognito-identity.amazonaws.com");

    /// <summary>Gets what the provider is called in <c>Logins</c>.</summary>
    public string Name { get; }

    /// <summary>Names a provider of OpenID Connect that the identity pool knows.</summary>
    /// <param name="issuer">Its issuer, such as <c>https://login.example.com/tenant</c>.</param>
    /// <returns>The provider; its token is an id token.</returns>
    /// <exception cref="ArgumentException">The issuer is empty.</exception>
    public static FederatedProvider Oidc(string issuer)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(issuer);
        int scheme = issuer.IndexOf("://", StringComparison.Ordinal);
        return new FederatedProvider((scheme < 0 ? issuer : issuer[(scheme + 3)..]).Trim().TrimEnd('/'));
    }

    /// <summary>Tells whether this is the same provider.</summary>
    /// <param name="other">The other one.</param>
    /// <returns>Whether it has the same name.</returns>
    public bool Equals(FederatedProvider? other) => other?.Name == Name;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as FederatedProvider);

    /// <inheritdoc/>
    public override int GetHashCode() => Name.GetHashCode(StringComparison.Ordinal);

    /// <summary>Gives the name.</summary>
    /// <returns><see cref="Name"/>.</returns>
    public override string ToString() => Name;

    /// <summary>Gives the provider of a name that was kept.</summary>
    internal static FederatedProvider Named(string name) => new(name);
}
