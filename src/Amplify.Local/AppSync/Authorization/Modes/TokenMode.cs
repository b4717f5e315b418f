using Amplify.Local.AppSync.Authorization.Tokens;
using Amplify.Local.Tokens;

namespace Amplify.Local.AppSync.Authorization.Modes;

/// <summary>The user pools and OpenID Connect providers of the API, told apart by the issuer that a token names.</summary>
internal sealed class TokenMode(IReadOnlyList<ITokenProvider> providers)
{
    public ITokenProvider? ProviderOf(BearerToken token)
    {
        string? issuer = token.Issuer;
        foreach (ITokenProvider provider in providers)
        {
            if (string.Equals(provider.Issuer, issuer, StringComparison.Ordinal))
            {
                return provider;
            }
        }

        return null;
    }
}
