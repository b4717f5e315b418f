using Amplify.Local.Cognito.UserPool;
using Amplify.Local.Cognito.UserPool.Tokens;
using Amplify.Local.Cognito.UserPool.Users;
using Amplify.Local.Hosting;

namespace Amplify.Local.Cognito.HostedUi.Tokens;

/// <summary>
/// <see href="https://docs.aws.amazon.com/cognito/latest/developerguide/userinfo-endpoint.html"><c>/oauth2/userInfo</c></see>: the attributes that
/// an access token's scopes show.
/// </summary>
internal sealed class UserInfoEndpoint(UserPoolParts pool)
{
    private const string Scheme = "Bearer ";

    public async ValueTask<HttpAnswer> AnswerAsync(LocalRequest request)
    {
        if (request.Header("Authorization") is not { } authorization || !authorization.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase))
        {
            return Refuse(400, "invalid_request", "Bad OAuth2 request at UserInfo Endpoint");
        }

        TokenVerification verification = await pool.Verifier.VerifyAsync(authorization, request.ReceivedAt, CancellationToken.None).ConfigureAwait(false);
        return verification.Token is { Use: TokenUse.Access } token && FindUser(token) is { } user
            ? OAuthAnswer.Of((user, token.Scopes), static (writer, state) =>
            {
                foreach ((string name, string value) in state.user.Attributes)
                {
                    if (name != AttributeNames.Subject && HostedScopes.Show(state.Scopes, name))
                    {
                        writer.WriteString(name, value);
                    }
                }

                writer.WriteString("sub", state.user.Subject);
                writer.WriteString("username", state.user.Username);
            })
            : Refuse(401, "invalid_token", "Access token is expired, disabled, or deleted, or the user has globally signed out.");
    }

    private PoolUser? FindUser(UserPoolToken token) =>
        token.Scopes.Contains(HostedScopes.OpenId)
        && pool.Clients.Contains(token.ClientId)
        && (token.OriginId is not { } origin || pool.SignIns.IsLive(origin))
        && pool.Users.FindBySubject(token.Subject) is { IsEnabled: true } user
            ? user
            : null;

    private static HttpAnswer Refuse(int statusCode, string error, string description) => OAuthAnswer.Refuse(
        statusCode,
        new OAuthException(error, description),
        new KeyValuePair<string, Microsoft.Extensions.Primitives.StringValues>("WWW-Authenticate", $"error=\"{error}\", error_description=\"{description}\""));
}
