using Amplify.Local.Cognito.UserPool;
using Amplify.Local.Cognito.UserPool.Clients;
using Amplify.Local.Hosting;

namespace Amplify.Local.Cognito.HostedUi.Tokens;

/// <summary>
/// <see href="https://docs.aws.amazon.com/cognito/latest/developerguide/revocation-endpoint.html"><c>/oauth2/revoke</c></see>: ends the sign-in of a
/// refresh token.
/// </summary>
internal sealed class RevokeEndpoint(UserPoolParts pool, ClientAuthentication clients)
{
    public HttpAnswer Revoke(LocalRequest request, OAuthParameters form)
    {
        AppClient client = clients.Authenticate(request, form);
        string token = form.Required("token");
        if (!client.Settings.AllowsTokenRevocation)
        {
            throw OAuthException.InvalidRequest("Token revocation is not enabled for this client");
        }

        // A signed token has three parts, a refresh token five.
        if (token.AsSpan().Count('.') == 2)
        {
            throw new OAuthException("unsupported_token_type");
        }

        // What was never a token is gone already.
        if (pool.SignIns.Find(token) is { } state)
        {
            if (state.SignIn.ClientId != client.Id)
            {
                throw OAuthException.InvalidRequest("The token was not issued to this client");
            }

            pool.SignIns.End(state.SignIn.OriginId);
        }

        return OAuthAnswer.Empty();
    }
}
