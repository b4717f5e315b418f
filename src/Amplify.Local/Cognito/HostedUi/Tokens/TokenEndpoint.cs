using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Amplify.Local.Cognito.UserPool;
using Amplify.Local.Cognito.UserPool.Clients;
using Amplify.Local.Cognito.UserPool.Tokens;
using Amplify.Local.Hosting;
using Microsoft.IdentityModel.Tokens;

namespace Amplify.Local.Cognito.HostedUi.Tokens;

/// <summary>
/// <see href="https://docs.aws.amazon.com/cognito/latest/developerguide/token-endpoint.html"><c>/oauth2/token</c></see>: tokens for a code, for a
/// refresh token, or for the application itself.
/// </summary>
internal sealed class TokenEndpoint(UserPoolParts pool, HostedSignIns signIns, ClientAuthentication clients, ClientTokens clientTokens)
{
    /// <exception cref="OAuthException">There are no tokens for what was shown.</exception>
    public HttpAnswer Issue(LocalRequest request, OAuthParameters form)
    {
        AppClient client = clients.Authenticate(request, form);
        return form.Required("grant_type") switch
        {
            "authorization_code" => Exchange(client, form),
            "refresh_token" => Refresh(client, form),
            "client_credentials" => IssueToClient(client, form),
            _ => throw new OAuthException("unsupported_grant_type"),
        };
    }

    private HttpAnswer Exchange(AppClient client, OAuthParameters form)
    {
        string code = form.Required("code");
        string redirectUri = form.Required("redirect_uri");
        // Whatever comes of it, a code that was shown is used up.
        AuthorizationRequest asked = signIns.Redeem(code) is { } signIn ? signIn.Request : throw OAuthException.InvalidGrant();
        if (asked.Target.Client.Id != client.Id || asked.Target.Uri != redirectUri || !IsVerifier(form.Optional("code_verifier"), asked.CodeChallenge))
        {
            throw OAuthException.InvalidGrant();
        }

        return Answer(signIn.Tokens, asked.Grant.Scopes);
    }

    private HttpAnswer Refresh(AppClient client, OAuthParameters form)
    {
        string token = form.Required("refresh_token");
        try
        {
            SignIn signIn = pool.Grants.Redeem(token, client);
            return Answer(pool.Grants.Renew(token, signIn, client), signIn.Scopes);
        }
        catch (CognitoException)
        {
            throw OAuthException.InvalidGrant();
        }
    }

    private HttpAnswer IssueToClient(AppClient client, OAuthParameters form)
    {
        if (client.Secret is null || client.Settings.OAuth is not { } oauth || !oauth.Flows.HasFlag(LocalOAuthFlows.ClientCredentials))
        {
            throw new OAuthException("unauthorized_client");
        }

        // The scopes of OpenID Connect are about a user, and there is none.
        string[] own = [.. oauth.Scopes.Where(static scope => scope.Contains('/', StringComparison.Ordinal))];
        string[] scopes = form.Optional("scope")?.Split(' ', StringSplitOptions.RemoveEmptyEntries) ?? own;
        return scopes.All(own.Contains)
            ? OAuthAnswer.Of((Token: clientTokens.Issue(client, scopes), client.Settings.AccessTokenLifetime), static (writer, state) =>
            {
                writer.WriteString("access_token", state.Token);
                WriteEnd(writer, state.AccessTokenLifetime);
            })
            : throw OAuthException.InvalidGrant();
    }

    private static HttpAnswer Answer(IssuedTokens tokens, IReadOnlyList<string> scopes) => OAuthAnswer.Of((tokens, scopes), static (writer, state) =>
    {
        if (state.scopes.Contains(HostedScopes.OpenId))
        {
            writer.WriteString("id_token", state.tokens.IdToken);
        }

        writer.WriteString("access_token", state.tokens.AccessToken);
        if (state.tokens.RefreshToken is not null)
        {
            writer.WriteString("refresh_token", state.tokens.RefreshToken);
        }

        WriteEnd(writer, state.tokens.ExpiresIn);
    });

    private static void WriteEnd(Utf8JsonWriter writer, TimeSpan lifetime)
    {
        writer.WriteNumber("expires_in", (long)lifetime.TotalSeconds);
        writer.WriteString("token_type", "Bearer");
    }

    private static bool IsVerifier(string? verifier, string? challenge)
    {
        if (verifier is null || challenge is null)
        {
            return verifier is null && challenge is null;
        }

        string hash = Base64UrlEncoder.Encode(SHA256.HashData(Encoding.UTF8.GetBytes(verifier)));
        return CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(hash), Encoding.UTF8.GetBytes(challenge));
    }
}
