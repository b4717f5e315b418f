using System.Security.Cryptography;

namespace Amplify.Local;

/// <summary>What a token of a <see cref="LocalTokenIssuer"/> is to look like.</summary>
public sealed class LocalTokenOptions
{
    /// <summary>Gets the client that the token is for.</summary>
    /// <value>Default: <see cref="LocalTokenIssuer.ClientId"/>.</value>
    public string? ClientId { get; init; }

    /// <summary>Gets the groups that the user is in, <c>cognito:groups</c>.</summary>
    /// <value>Default: none.</value>
    public IReadOnlyList<string> Groups { get; init; } = [];

    /// <summary>Gets when the token was issued, <c>iat</c>, in whole seconds.</summary>
    /// <value>Default: now, by the backend's clock.</value>
    public DateTimeOffset? IssuedAt { get; init; }

    /// <summary>Gets when the user signed in, <c>auth_time</c>, in whole seconds.</summary>
    /// <value>Default: when the token was issued.</value>
    public DateTimeOffset? AuthenticatedAt { get; init; }

    /// <summary>Gets how long after its issue the token expires; negative for one that has expired before.</summary>
    /// <value>Default: 1 hour.</value>
    public TimeSpan Lifetime { get; init; } = TimeSpan.FromHours(1);

    /// <summary>
    /// Gets further claims, and others in place of the usual ones; <see langword="null"/> leaves a claim out. A value is a text, number,
    /// boolean, or whatever else becomes JSON.
    /// </summary>
    /// <value>Default: none.</value>
    public IReadOnlyDictionary<string, object?> Claims { get; init; } = new Dictionary<string, object?>();

    /// <summary>Gets the private key to sign with, RSA or ECDSA: what a forger would do who has a key of their own.</summary>
    /// <value>Default: <see langword="null"/>, the issuer's key.</value>
    public AsymmetricAlgorithm? Key { get; init; }
}
