using Amplify.Local.Cognito.HostedUi.Pages;
using Amplify.Local.Cognito.HostedUi.Tokens;
using Amplify.Local.Cognito.UserPool;
using Amplify.Local.Hosting;
using Amplify.Local.Storage;

namespace Amplify.Local.Cognito.HostedUi;

/// <summary>Puts the hosted pages together.</summary>
internal static class HostedUiBuilder
{
    public static HostedUiEndpoint Build(UserPoolParts pool, LocalTokenIssuer issuer, LocalDatabase database, bool isSecure, ServerClock clock)
    {
        var cookies = new Cookies(isSecure);
        var protection = new FormProtection(cookies);
        var signIns = new HostedSignIns(pool, new SignedInBrowsers(database, clock), cookies, clock);
        var authentication = new ClientAuthentication(pool.Clients);
        return new HostedUiEndpoint(
            pool.Clients,
            pool.Options.IdentityProviders,
            signIns,
            new LoginForm(pool, new FederatedUsers(pool, clock), signIns, protection),
            new AccountForm(pool, protection),
            new LogoutEndpoint(pool.Clients, signIns),
            new TokenEndpoint(pool, signIns, authentication, new ClientTokens(() => issuer.Issuer, issuer.Keys, clock)),
            new UserInfoEndpoint(pool),
            new RevokeEndpoint(pool, authentication));
    }
}
