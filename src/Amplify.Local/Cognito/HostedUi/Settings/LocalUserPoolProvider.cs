namespace Amplify.Local;

/// <summary>Another provider that users of the local user pool can sign in with at the hosted pages.</summary>
/// <remarks>An app client has it once <see cref="LocalOAuthOptions.IdentityProviders"/> names it.</remarks>
public sealed class LocalUserPoolProvider
{
    /// <summary>Describes a provider.</summary>
    /// <param name="name">Its name, which <c>identity_provider</c> of a request takes.</param>
    /// <exception cref="ArgumentException">The name is empty.</exception>
    public LocalUserPoolProvider(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        Name = name;
    }

    /// <summary>Gets the name.</summary>
    public string Name { get; }

    /// <summary>Gets whether it speaks SAML; its users are marked so in <c>identities</c> of their id tokens.</summary>
    /// <value>Default: <see langword="false"/>, OpenID Connect, or what <c>Google</c> and the like speak.</value>
    public bool IsSaml { get; init; }

    /// <summary>Gets what <c>idp_identifier</c> of a request finds it by, such as the domain of its users' e-mail addresses.</summary>
    /// <value>Default: none.</value>
    public IReadOnlyList<string> Identifiers { get; init; } = [];

    /// <summary>Gets what <c>identities</c> names as the issuer: of a SAML provider its entity id.</summary>
    /// <value>Default: <see langword="null"/>, nothing.</value>
    public string? Issuer { get; init; }
}
