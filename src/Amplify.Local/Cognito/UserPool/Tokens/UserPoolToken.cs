using Amplify.Local.Tokens;

namespace Amplify.Local.Cognito.UserPool.Tokens;

/// <summary>A token of the pool that has been verified: signed by the pool, and within its time.</summary>
internal sealed class UserPoolToken
{
    public UserPoolToken(BearerToken token, TokenUse use, string clientId, string subject)
    {
        Token = token;
        Use = use;
        ClientId = clientId;
        Subject = subject;
    }

    /// <summary>The token with its claims.</summary>
    public BearerToken Token { get; }

    public TokenUse Use { get; }

    /// <summary>The app client: <c>aud</c> of an id token, <c>client_id</c> of an access token.</summary>
    public string ClientId { get; }

    public string Subject { get; }

    /// <summary>The user, or <see langword="null"/> for an app client that calls for itself.</summary>
    public string? Username => Token.Text(Use == TokenUse.Id ? "cognito:username" : "username");

    /// <summary>The scopes of an access token; an id token has none.</summary>
    public IReadOnlyList<string> Scopes => Token.Text("scope")?.Split(' ', StringSplitOptions.RemoveEmptyEntries) ?? [];

    public IReadOnlyList<string> Groups => Token.Texts("cognito:groups");

    /// <summary>
    /// The sign-in that the token comes from: <c>origin_jti</c>, or <c>event_id</c> where the client cannot revoke tokens. A token of the issuer for
    /// tests comes from none.
    /// </summary>
    public string? OriginId => Token.Text("origin_jti") ?? Token.Text("event_id");
}
