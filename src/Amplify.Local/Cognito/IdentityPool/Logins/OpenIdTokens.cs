using Amplify.Local.Tokens;

namespace Amplify.Local.Cognito.IdentityPool.Logins;

/// <summary>The tokens that the pool issues to tell other services, or itself, who an identity is.</summary>
internal sealed class OpenIdTokens(string poolId, IssuerKeys keys)
{
    public const string Issuer = "https://cognito-identity.amazonaws.com";
    public const string Authenticated = "authenticated";

    private const string Unauthenticated = "unauthenticated";

    public IssuerKeys Keys => keys;

    /// <param name="identityId">Who it is for.</param>
    /// <param name="logins">Who signed the user in; none for a guest.</param>
    /// <param name="now">When it is issued.</param>
    /// <param name="lifetime">When it ends.</param>
    public string Issue(string identityId, IReadOnlyList<VerifiedLogin> logins, DateTimeOffset now, TimeSpan lifetime)
    {
        string[] methods = logins.Count == 0
            ? [Unauthenticated]
            : [Authenticated, .. logins.SelectMany(static login => (string[])[login.Provider, login.Marker])];
        return TokenSigning.Sign(
            new Dictionary<string, object?>(StringComparer.Ordinal)
            {
                ["sub"] = identityId,
                ["aud"] = poolId,
                ["amr"] = methods,
                ["iss"] = Issuer,
                ["exp"] = (now + lifetime).ToUnixTimeSeconds(),
                ["iat"] = now.ToUnixTimeSeconds(),
            },
            keys.Id.Credentials);
    }
}
