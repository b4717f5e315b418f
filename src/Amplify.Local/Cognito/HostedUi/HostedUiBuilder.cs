using Amplify.Local.Cognito.HostedUi.Pages;
using Amplify.Local.Cognito.HostedUi.Tokens;
using Amplify.Local.Cognito.UserPool;
using Amplify.Local.Hosting;

namespace Amplify.Local.Cognito.HostedUi;

/// <summary>Puts the hosted pages together.</summary>
internal static class HostedUiBuilder
{
    public static HostedUiEndpoint Build(UserPoolParts pool, LocalTokenIssuer issuer, bool isSecure, ServerClock clock)
    {
        var cookies = new Cookies(isSecure);
        var signIns = new HostedSignIns(pool, cookies, clock);
        var authentication = new ClientAuthentication(pool.Clients);
        return new HostedUiEndpoint(
            pool.Clients,
            signIns,
            new LoginForm(pool, new FederatedUsers(pool, clock), signIns, new FormProtection(cookies)),
            new LogoutEndpoint(pool.Clients, signIns),
            new TokenEndpoint(pool, signIns, authentication, new ClientTokens(() => issuer.Issuer, issuer.Keys, clock)),
            new UserInfoEndpoint(pool),
            new RevokeEndpoint(pool, authentication));
    }
}
