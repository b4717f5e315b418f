namespace Amplify.Local.Cognito.IdentityPool.Logins;

/// <summary>What providers are called in <c>Logins</c>.</summary>
internal static class ProviderName
{
    /// <summary>The pool's own tokens for users of the developer.</summary>
    public const string Cognito = "cognito-identity.amazonaws.com";

    private const string SchemeEnd = "://";

    /// <summary>Gives the name of an OpenID Connect provider: its issuer without the scheme.</summary>
    public static string Of(string issuer)
    {
        int end = issuer.IndexOf(SchemeEnd, StringComparison.Ordinal);
        return end < 0 ? issuer : issuer[(end + SchemeEnd.Length)..];
    }
}
