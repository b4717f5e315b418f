using Amplify.Local.Accounts;
using Amplify.Local.ApiGateway.Authorization;
using Amplify.Local.Cognito.IdentityPool.Logins;
using Amplify.Local.Cognito.UserPool;
using Amplify.Local.Hosting;
using Amplify.Local.Storage;
using Amplify.Local.Tokens;
using Microsoft.Extensions.Logging;

namespace Amplify.Local.Cognito.IdentityPool;

/// <summary>Puts the identity pool together.</summary>
internal sealed class IdentityPoolBuilder(
    LocalBackendOptions options, LocalTokenIssuer userPoolTokens, LocalTokenIssuer oidcTokens, UserPoolParts userPool, HttpClient http, ILogger logger)
{
    public IdentityPoolEndpoint Build(string poolId, LocalDatabase database, AccessKeys keys, SignatureAuthorizer signatures, ServerClock clock)
    {
        var settings = new IdentityPoolSettings(poolId, options.AllowGuests, options.CredentialLifetime, options.DeveloperProvider);
        var tokenKeys = new IssuerKeys(new IssuerKey(new SettingStore(database), $"tokenKey.{poolId}"));
        var providers = new LoginProviders(
        [
            new UserPoolLogins(userPool, () => userPoolTokens.Issuer, options.Region),
            new DeveloperLogins(poolId, tokenKeys),
            .. options.IdentityProviders.Select(ProviderOf),
            new OidcLogins(oidcTokens.PathSegment, () => ProviderName.Of(oidcTokens.Issuer), () => oidcTokens.Issuer, oidcTokens.Keys, clientId: null),
        ]);
        var service = new IdentityPoolService(
            settings, providers, new IdentityStore(database, options.Region), new OpenIdTokens(poolId, tokenKeys), keys, clock);
        return new IdentityPoolEndpoint(service, signatures);
    }

    private ILoginProvider ProviderOf(LocalIdentityProvider provider)
    {
        if (provider.VerifyToken is { } verify)
        {
            return new CallbackLogins(provider.Name, verify);
        }

        if (provider.Issuer is not { OriginalString: var issuer })
        {
            return new OidcLogins(provider.Name, () => provider.Name, () => oidcTokens.Issuer, oidcTokens.Keys, provider.ClientId);
        }

        var keys = new RemoteKeys(issuer, new KeySetClient(http, issuer, discovers: true, options.TimeProvider), options.TimeProvider, logger);
        return new OidcLogins(provider.Name, () => provider.Name, () => issuer, keys, provider.ClientId);
    }
}
