using Amplify.Local.Tokens;

namespace Amplify.Local.Cognito.IdentityPool.Logins;

/// <summary>Takes the pool's own tokens, which the developer's server gets for its users: they name the identity they are for.</summary>
internal sealed class DeveloperLogins(string poolId, IssuerKeys keys) : ILoginProvider
{
    private readonly TokenSignature _signature = new(keys);

    public string Name => ProviderName.Cognito;

    public bool IsCalled(string key) => key == Name;

    public async ValueTask<VerifiedLogin> VerifyAsync(string token, DateTimeOffset now)
    {
        BearerToken read = BearerToken.Parse(token) ?? throw LoginErrors.NotOpenId;
        if (read.Issuer != OpenIdTokens.Issuer || !read.Texts("aud").Contains(poolId, StringComparer.Ordinal))
        {
            throw LoginErrors.Of(TokenFault.OtherIssuer, token, now);
        }

        if (await _signature.FindFaultAsync(read, now, CancellationToken.None).ConfigureAwait(false) is { } fault)
        {
            throw LoginErrors.Of(fault, token, now);
        }

        return read.Text("sub") is { } identityId && read.Texts("amr") is [OpenIdTokens.Authenticated, var provider, var marker, ..]
            ? new VerifiedLogin(provider, identityId, marker) { IdentityId = identityId }
            : throw LoginErrors.NotOpenId;
    }
}
