using Amplify.Local.Cognito.HostedUi.Pages;
using Amplify.Local.Cognito.HostedUi.Tokens;
using Amplify.Local.Cognito.UserPool.Clients;
using Amplify.Local.Cognito.UserPool.Users;
using Amplify.Local.Hosting;

namespace Amplify.Local.Cognito.HostedUi;

/// <summary>
/// The user pool's <see href="https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-userpools-server-contract-reference.html">hosted
/// endpoints</see>: pages where users sign in for an application, and what the application gets tokens from.
/// </summary>
internal sealed class HostedUiEndpoint(
    AppClients clients,
    IReadOnlyList<LocalUserPoolProvider> providers,
    HostedSignIns signIns,
    LoginForm login,
    AccountForm accounts,
    LogoutEndpoint logout,
    TokenEndpoint tokens,
    UserInfoEndpoint userInfo,
    RevokeEndpoint revocation) : IServiceEndpoint
{
    /// <summary>The first segments of the paths that are served.</summary>
    public static readonly string[] PathPrefixes = ["oauth2", "login", "logout", "error", "signup", "confirmUser", "forgotPassword", "confirmForgotPassword"];

    private const int LargestBody = 64 * 1024;
    private const string FormType = "application/x-www-form-urlencoded";

    public string Name => LocalFaults.HostedUi;

    public bool IsGateway => false;

    public async ValueTask<HttpAnswer> HandleAsync(LocalRequest request)
    {
        if (!await request.TryReadBodyAsync(LargestBody).ConfigureAwait(false))
        {
            return HostedPage.Error(413, "The form is too large.");
        }

        return (request.Method, request.Target.Path) switch
        {
            ("GET", "/oauth2/authorize") => Authorize(request, signInAtOnce: true),
            ("GET", "/login") => Authorize(request, signInAtOnce: false),
            ("POST", "/login") => await SubmitAsync(request, (authorization, form) => login.SubmitAsync(request, authorization, form)).ConfigureAwait(false),
            ("GET", var path) when AccountPage.Find(path) is { } page => ForBrowser(request, _ => accounts.Show(request, page)),
            ("POST", var path) when AccountPage.Find(path) is { } page => await SubmitAsync(
                request, (authorization, form) => accounts.SubmitAsync(request, page, authorization.Target.Client, form)).ConfigureAwait(false),
            ("GET", "/logout") => OnPage(() => logout.SignOut(request, OAuthParameters.Parse(request.Target.Query))),
            ("GET", "/error") => HostedPage.Error(400, ErrorOf(request)),
            ("OPTIONS", "/oauth2/token" or "/oauth2/userInfo" or "/oauth2/revoke") => OAuthAnswer.Preflight,
            ("POST", "/oauth2/token") => ForApplication(request, tokens.Issue, clientFailure: 400),
            ("POST", "/oauth2/revoke") => ForApplication(request, revocation.Revoke, clientFailure: 401),
            ("GET" or "POST", "/oauth2/userInfo") => await userInfo.AnswerAsync(request).ConfigureAwait(false),
            _ => HostedPage.Error(404, "There is no such page."),
        };
    }

    public HttpAnswer Fail(LocalRequest request, int statusCode) => OAuthAnswer.Refuse(statusCode, new OAuthException("server_error"));

    private HttpAnswer Authorize(LocalRequest request, bool signInAtOnce) => ForBrowser(request, authorization =>
    {
        PoolUser? user = authorization.MustSignIn || !signInAtOnce ? null : signIns.FindUser(request, authorization.Provider);
        if (user is not null)
        {
            return signIns.Continue(authorization, user);
        }

        if (authorization.MustNotAsk)
        {
            throw new OAuthException("login_required");
        }

        return signInAtOnce ? Redirect.To($"/login?{request.Target.Query}") : login.Show(request, authorization);
    });

    private async ValueTask<HttpAnswer> SubmitAsync(LocalRequest request, Func<AuthorizationRequest, OAuthParameters, ValueTask<HttpAnswer>> submit)
    {
        AuthorizationRequest? authorization = null;
        HttpAnswer page = ForBrowser(request, read =>
        {
            authorization = read;
            return OAuthAnswer.Empty();
        });
        if (authorization is null)
        {
            return page;
        }

        try
        {
            var form = OAuthParameters.Parse(request.Body);
            return FormProtection.IsOurs(request, form.Optional(FormProtection.Field))
                ? await submit(authorization, form).ConfigureAwait(false)
                : HostedPage.Error(403, "The form is not of this page, or too old. Go back, and load the page again.");
        }
        catch (OAuthException refusal)
        {
            return HostedPage.Error(400, refusal.Message);
        }
    }

    // Until the application's own URL is known to be its own, an error is shown here and not there.
    private HttpAnswer ForBrowser(LocalRequest request, Func<AuthorizationRequest, HttpAnswer> answer)
    {
        var parameters = OAuthParameters.Parse(request.Target.Query);
        return OnPage(() =>
        {
            RedirectTarget target = RedirectTarget.Read(parameters, clients);
            try
            {
                return answer(AuthorizationRequest.Read(target, parameters, providers));
            }
            catch (OAuthException refusal)
            {
                return target.Refuse(refusal);
            }
        });
    }

    private static HttpAnswer OnPage(Func<HttpAnswer> answer)
    {
        try
        {
            return answer();
        }
        catch (OAuthException refusal)
        {
            return Redirect.To(Redirect.Append("/error", '?', ("error", refusal.Error), ("error_description", refusal.Description)));
        }
    }

    private static HttpAnswer ForApplication(LocalRequest request, Func<LocalRequest, OAuthParameters, HttpAnswer> answer, int clientFailure)
    {
        try
        {
            return request.Header("Content-Type")?.StartsWith(FormType, StringComparison.OrdinalIgnoreCase) == true
                ? answer(request, OAuthParameters.Parse(request.Body))
                : throw OAuthException.InvalidRequest($"The body must be {FormType}");
        }
        catch (OAuthException refusal)
        {
            return OAuthAnswer.Refuse(refusal.Error == "invalid_client" ? clientFailure : 400, refusal);
        }
    }

    private static string ErrorOf(LocalRequest request)
    {
        Dictionary<string, string> parameters = new(OAuthParameters.Parse(request.Target.Query).All);
        return parameters.GetValueOrDefault("error_description") ?? parameters.GetValueOrDefault("error") ?? "unknown";
    }
}
