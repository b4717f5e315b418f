using Amplify.Local.Cognito.UserPool;
using Amplify.Local.Cognito.UserPool.Tokens;
using Amplify.Local.Cognito.UserPool.Users;
using Amplify.Local.Hosting;

namespace Amplify.Local.Cognito.HostedUi;

/// <summary>
/// The browsers that users have signed in with, and the codes on their way to applications. Codes live in memory: an application asks for another one
/// after a restart, and the browser, which is remembered, gets it at once.
/// </summary>
internal sealed class HostedSignIns(UserPoolParts pool, SignedInBrowsers browsers, Cookies cookies, ServerClock clock)
{
    private const string Cookie = "cognito";

    private readonly ShortLived<AuthorizedSignIn> _codes = new(TimeSpan.FromMinutes(5), clock);

    /// <summary>Finds who is signed in with the browser that sent a request, and may be still.</summary>
    /// <param name="request">The request.</param>
    /// <param name="provider">The provider that it has to be a user of; <see langword="null"/> for any user.</param>
    public PoolUser? FindUser(LocalRequest request, string? provider) =>
        Cookies.Find(request, Cookie) is { } key
        && browsers.FindSubject(key) is { } subject
        && pool.Users.FindBySubject(subject) is { IsEnabled: true } found
        && (provider is null || FederatedUsers.IsOf(found, provider))
            ? found
            : null;

    /// <summary>Sends a user who is signed in back to the application.</summary>
    public HttpAnswer Continue(AuthorizationRequest request, PoolUser user) =>
        Return(request, pool.Grants.Begin(user, request.Target.Client, request.Grant));

    /// <summary>Sends a user who has just signed in back to the application, and remembers the browser.</summary>
    public HttpAnswer Complete(AuthorizationRequest request, IssuedTokens tokens, string subject) =>
        Return(request, tokens, cookies.Set(Cookie, browsers.Add(subject), SignedInBrowsers.Lifetime));

    /// <summary>Gives the sign-in of a code, once. Who shows it again has stolen it, or was stolen it from: its tokens end.</summary>
    public AuthorizedSignIn? Redeem(string code)
    {
        if (_codes.Find(code) is not { } signIn)
        {
            return null;
        }

        if (signIn.TryUse())
        {
            return signIn;
        }

        pool.SignIns.End(pool.SignIns.Find(signIn.Tokens.RefreshToken!)!.SignIn.OriginId);
        return null;
    }

    /// <summary>Forgets a browser.</summary>
    /// <returns>The cookie that makes the browser forget too.</returns>
    public string SignOut(LocalRequest request)
    {
        if (Cookies.Find(request, Cookie) is { } key)
        {
            browsers.Remove(key);
        }

        return cookies.Clear(Cookie);
    }

    private HttpAnswer Return(AuthorizationRequest request, IssuedTokens tokens, params IEnumerable<string> set)
    {
        RedirectTarget target = request.Target;
        return Redirect.To(request.IsImplicit
            ? Redirect.Append(
                target.Uri,
                '#',
                ("id_token", request.Grant.Scopes.Contains(HostedScopes.OpenId) ? tokens.IdToken : null),
                ("access_token", tokens.AccessToken),
                ("token_type", "Bearer"),
                ("expires_in", ExpirySeconds.Of(tokens.ExpiresIn)),
                ("state", target.State))
            : Redirect.Append(target.Uri, '?', ("code", _codes.Add(new AuthorizedSignIn(request, tokens))), ("state", target.State)), set);
    }
}
