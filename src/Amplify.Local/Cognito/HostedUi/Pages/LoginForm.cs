using Amplify.Local.Cognito.UserPool;
using Amplify.Local.Cognito.UserPool.Challenges;
using Amplify.Local.Cognito.UserPool.Clients;
using Amplify.Local.Cognito.UserPool.Operations;
using Amplify.Local.Cognito.UserPool.Tokens;
using Amplify.Local.Cognito.UserPool.Users;
using Amplify.Local.Hosting;

namespace Amplify.Local.Cognito.HostedUi.Pages;

/// <summary>Signs users in by form: user name and password, then whatever else the pool asks for.</summary>
internal sealed class LoginForm(UserPoolParts pool, FederatedUsers federated, HostedSignIns signIns, FormProtection protection)
{
    private const string Username = "username";

    public HttpAnswer Show(LocalRequest request, AuthorizationRequest authorization)
    {
        string csrf = protection.Begin(request, out string cookie);
        return authorization.Provider is { } provider
            ? HostedPage.Answer(200, ProviderPage.TitleOf(provider), ProviderPage.Render(csrf), cookie)
            : HostedPage.Answer(
                200,
                LoginPage.Title,
                LoginPage.Render(csrf, authorization.LoginHint ?? "")
                    + AccountPage.Links(request.Target.Query, pool.Options.AllowsSignUp)
                    + ProviderPage.Links(authorization.Target.OAuth.IdentityProviders, request.Target.Query),
                cookie);
    }

    public async ValueTask<HttpAnswer> SubmitAsync(LocalRequest request, AuthorizationRequest authorization, OAuthParameters form)
    {
        if (authorization.Provider is { } provider)
        {
            return SignInWith(provider, request, authorization, form);
        }

        return form.Optional(ChallengePage.Session) is { } session
            ? await AnswerChallengeAsync(request, authorization, form, session).ConfigureAwait(false)
            : await CheckPasswordAsync(request, authorization, form).ConfigureAwait(false);
    }

    private HttpAnswer SignInWith(string provider, LocalRequest request, AuthorizationRequest authorization, OAuthParameters form)
    {
        try
        {
            PoolUser user = federated.SignIn(provider, form.Required(ProviderPage.UserId), form.Optional(ProviderPage.Email) ?? "");
            return signIns.Complete(authorization, pool.Grants.Begin(user, authorization.Target.Client, authorization.Grant), user.Subject);
        }
        catch (CognitoException exception)
        {
            string csrf = protection.Begin(request, out string cookie);
            return HostedPage.Answer(200, ProviderPage.TitleOf(provider), ProviderPage.Render(csrf, exception.Error.Message), cookie);
        }
    }

    private ValueTask<HttpAnswer> CheckPasswordAsync(LocalRequest request, AuthorizationRequest authorization, OAuthParameters form)
    {
        string username = form.Optional(Username) ?? "";
        AppClient client = authorization.Target.Client;
        try
        {
            PoolUser user = pool.Passwords.Verify(client, username, form.Optional("password") ?? "");
            var progress = new SignInProgress(client, username, user.Username) { Grant = authorization.Grant, SourceAddress = request.SourceIp };
            return new(Next(request, authorization, pool.SignIn.Next(progress), username));
        }
        catch (CognitoException exception)
        {
            string csrf = protection.Begin(request, out string cookie);
            return new(HostedPage.Answer(200, LoginPage.Title, LoginPage.Render(csrf, username, exception.Error.Message), cookie));
        }
    }

    private async ValueTask<HttpAnswer> AnswerChallengeAsync(
        LocalRequest request, AuthorizationRequest authorization, OAuthParameters form, string session)
    {
        string username = form.Required(ChallengePage.Username);
        string challenge = form.Required(ChallengePage.Challenge);
        var responses = new Dictionary<string, string>(form.All) { ["USERNAME"] = username };
        try
        {
            SignInAnswer answer = await pool.Challenges.RespondAsync(
                authorization.Target.Client, challenge, session, new ChallengeResponses(responses), CancellationToken.None).ConfigureAwait(false);
            return Next(request, authorization, answer, username);
        }
        catch (CognitoException exception)
        {
            string csrf = protection.Begin(request, out string cookie);
            return ChallengeOperations.CanBeCorrected(exception)
                && ChallengePage.Render(csrf, ChallengePage.Again(session, challenge, responses), username, exception.Error.Message) is { } page
                    ? HostedPage.Answer(200, ChallengePage.Title, page, cookie)
                    : HostedPage.Answer(200, LoginPage.Title, LoginPage.Render(csrf, username, exception.Error.Message), cookie);
        }
    }

    private HttpAnswer Next(LocalRequest request, AuthorizationRequest authorization, SignInAnswer answer, string username)
    {
        if (answer.Tokens is { } tokens)
        {
            return Complete(authorization, tokens, username);
        }

        string csrf = protection.Begin(request, out string cookie);
        return ChallengePage.Render(csrf, answer.Challenge!, username) is { } page
            ? HostedPage.Answer(200, ChallengePage.Title, page, cookie)
            : HostedPage.Error(400, $"The sign-in needs {answer.Challenge!.Name}, which only an application can answer.");
    }

    private HttpAnswer Complete(AuthorizationRequest authorization, IssuedTokens tokens, string username) =>
        signIns.Complete(authorization, tokens, pool.Users.Get(username).Subject);
}
