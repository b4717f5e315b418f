using Amplify.Local.Tests.Support;
using static Amplify.Local.Tests.Cognito.HostedUi.HostedUiHarness;

namespace Amplify.Local.Tests.Cognito.HostedUi;

public sealed class AuthorizeTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("amplify-local-");

    public void Dispose() => _folder.Delete(recursive: true);

    private static readonly LocalOAuthOptions Implicit = new() { CallbackUrls = [Callback], Flows = LocalOAuthFlows.Implicit };

    [Fact]
    public async Task Authorize_NobodySignedIn_LeadsToTheSignInPageWithTheSameParameters()
    {
        await using HostedUiHarness harness = await StartAsync();

        Reply reply = await harness.AuthorizeAsync();

        Assert.Equal((302, "/login?" + harness.Query()), (reply.Code, reply.Header("Location")));
    }

    [Fact]
    public async Task SignIn_Right_ReturnsToTheApplicationWithCodeAndState()
    {
        await using HostedUiHarness harness = await StartAsync();

        Reply reply = await harness.SignInAsync();

        Assert.StartsWith(Callback + "?code=", reply.Header("Location"), StringComparison.Ordinal);
        Assert.Equal("a b&c=ü", ParametersOf(reply)["state"]);
        Assert.Equal("no-store", reply.Header("Cache-Control"));
    }

    [Fact]
    public async Task Authorize_SignedInBefore_ReturnsAtOnce_UntilAnHourHasPassed()
    {
        await using HostedUiHarness harness = await StartAsync();
        await harness.SignInAsync();

        Assert.NotEmpty(ParametersOf(await harness.AuthorizeAsync())["code"]);
        harness.Time.Advance(TimeSpan.FromMinutes(59));
        Assert.NotEmpty(ParametersOf(await harness.AuthorizeAsync(("prompt", "none")))["code"]);
        harness.Time.Advance(TimeSpan.FromMinutes(1));
        Assert.StartsWith("/login?", (await harness.AuthorizeAsync()).Header("Location"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Restart_SameFile_KnowsTheBrowser()
    {
        string file = Path.Combine(_folder.FullName, "data.db");
        Dictionary<string, string> cookies;
        await using (HostedUiHarness before = await StartAsync(dataFile: file))
        {
            await before.SignInAsync();
            cookies = new Dictionary<string, string>(before.CookieJar);
        }

        await using HostedUiHarness harness = await StartAsync(dataFile: file);
        Reply stranger = await harness.AuthorizeAsync();
        harness.Borrow(cookies);
        Reply known = await harness.AuthorizeAsync();

        Assert.StartsWith("/login?", stranger.Header("Location"), StringComparison.Ordinal);
        Assert.Equal(200, (await harness.ExchangeAsync(ParametersOf(known)["code"])).Code);
    }

    [Fact]
    public async Task Authorize_PromptLogin_AsksAgain()
    {
        await using HostedUiHarness harness = await StartAsync();
        await harness.SignInAsync();

        Assert.StartsWith("/login?", (await harness.AuthorizeAsync(("prompt", "login"))).Header("Location"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Authorize_PromptNoneAndNobodySignedIn_IsAnError()
    {
        await using HostedUiHarness harness = await StartAsync();

        Dictionary<string, string> parameters = ParametersOf(await harness.AuthorizeAsync(("prompt", "none")));

        Assert.Equal(("login_required", "a b&c=ü"), (parameters["error"], parameters["state"]));
    }

    [Fact]
    public async Task Authorize_UserDisabledSince_AsksAgain()
    {
        await using HostedUiHarness harness = await StartAsync();
        await harness.SignInAsync();
        harness.Pool.SetEnabled("jane", false);

        Assert.StartsWith("/login?", (await harness.AuthorizeAsync()).Header("Location"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("response_type", null, "invalid_request")]
    [InlineData("response_type", "id_token", "invalid_request")]
    [InlineData("response_type", "token", "unauthorized_client")]
    [InlineData("scope", "openid other", "invalid_scope")]
    [InlineData("scope", "email", "invalid_scope")]
    [InlineData("code_challenge", null, "invalid_request")]
    [InlineData("code_challenge", "short", "invalid_request")]
    [InlineData("code_challenge_method", null, "invalid_request")]
    [InlineData("code_challenge_method", "plain", "invalid_request")]
    public async Task Authorize_WhatTheApplicationMayNotHave_IsToldThere(string parameter, string? value, string error)
    {
        await using HostedUiHarness harness = await StartAsync();

        foreach (string path in (string[])["/oauth2/authorize?", "/login?"])
        {
            Reply reply = await harness.VisitAsync("GET", path + harness.Query((parameter, value)));

            Assert.StartsWith(Callback + "?error=", reply.Header("Location"), StringComparison.Ordinal);
            Assert.Equal((error, "a b&c=ü"), (ParametersOf(reply)["error"], ParametersOf(reply)["state"]));
        }
    }

    [Theory]
    [InlineData("client_id", null)]
    [InlineData("client_id", "unknown")]
    [InlineData("redirect_uri", null)]
    [InlineData("redirect_uri", "http://localhost:3000/callback/")]
    [InlineData("redirect_uri", "http://localhost:3000/Callback")]
    [InlineData("redirect_uri", "http://localhost:3000/callback?x=1")]
    [InlineData("redirect_uri", "https://evil.example/callback")]
    public async Task Authorize_UnknownApplicationOrUrl_SendsNothingThere(string parameter, string? value)
    {
        await using HostedUiHarness harness = await StartAsync();

        Reply reply = await harness.AuthorizeAsync((parameter, value));
        Assert.StartsWith("/error?error=", reply.Header("Location"), StringComparison.Ordinal);
        Reply page = await harness.VisitAsync("GET", reply.Header("Location")!);

        Assert.Equal((400, "text/html; charset=utf-8"), (page.Code, page.Header("Content-Type")));
        Reply posted = await harness.VisitAsync("POST", "/login?" + harness.Query((parameter, value)), ("username", "jane"), ("password", Password));
        Assert.StartsWith("/error?error=", posted.Header("Location"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Authorize_ParameterTwice_IsAnError()
    {
        await using HostedUiHarness harness = await StartAsync();

        Reply redirect = await harness.VisitAsync("GET", $"/oauth2/authorize?{harness.Query()}&redirect_uri=http%3A%2F%2Flocalhost%3A3000%2Fcallback");
        Reply scope = await harness.VisitAsync("GET", $"/oauth2/authorize?{harness.Query()}&scope=openid");

        Assert.StartsWith("/error?", redirect.Header("Location"), StringComparison.Ordinal);
        Assert.Equal("invalid_request", ParametersOf(scope)["error"]);
    }

    [Fact]
    public async Task ErrorPage_Text_IsEncoded()
    {
        await using HostedUiHarness harness = await StartAsync();

        Reply page = await harness.VisitAsync("GET", "/error?error=%3Cscript%3E");

        Assert.DoesNotContain("<script>", page.Text, StringComparison.Ordinal);
        Assert.Contains("&lt;script&gt;", page.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("openid", true)]
    [InlineData("aws.cognito.signin.user.admin", false)]
    public async Task Implicit_Tokens_AreBehindTheHash_TheIdTokenOnlyWithOpenId(string scope, bool hasIdToken)
    {
        await using HostedUiHarness harness = await StartAsync(Implicit);

        Dictionary<string, string> parameters = ParametersOf(
            await harness.SignInAsync(changes: [("response_type", "token"), ("scope", scope), ("nonce", "n-1")]), '#');

        Assert.Equal(("Bearer", "3600", "a b&c=ü"), (parameters["token_type"], parameters["expires_in"], parameters["state"]));
        Assert.Equal(scope, ClaimsOf(parameters["access_token"]).GetProperty("scope").GetString());
        Assert.Equal(hasIdToken, parameters.ContainsKey("id_token"));
        Assert.False(parameters.ContainsKey("refresh_token"));
        if (hasIdToken)
        {
            Assert.Equal("n-1", ClaimsOf(parameters["id_token"]).GetProperty("nonce").GetString());
        }
    }

    [Fact]
    public async Task Authorize_CallbackWithAQueryOrASchemeOfItsOwn_IsKeptWhole()
    {
        await using HostedUiHarness harness = await StartAsync(new() { CallbackUrls = ["https://app.example/cb?tenant=1", "myapp://signed-in/"] });

        Reply web = await harness.SignInAsync(changes: ("redirect_uri", "https://app.example/cb?tenant=1"));
        Reply app = await harness.AuthorizeAsync(("redirect_uri", "myapp://signed-in/"));

        Assert.StartsWith("https://app.example/cb?tenant=1&code=", web.Header("Location"), StringComparison.Ordinal);
        Assert.StartsWith("myapp://signed-in/?code=", app.Header("Location"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Authorize_NoScope_IsAllOfTheClient()
    {
        await using HostedUiHarness harness = await StartAsync();

        Reply reply = await harness.ExchangeAsync(await harness.CodeAsync(("scope", null)));

        Assert.Equal(
            "openid email phone profile aws.cognito.signin.user.admin",
            ClaimsOf(reply.Json.GetProperty("access_token").GetString()!).GetProperty("scope").GetString());
    }

    [Fact]
    public async Task Authorize_ClientWithoutOAuth_IsAMismatch()
    {
        await using HostedUiHarness harness = await StartAsync(more: () => [new("api")]);

        Reply reply = await harness.AuthorizeAsync(("client_id", harness.Pool.ClientIdOf("api")));

        Assert.Equal("redirect_mismatch", ParametersOf(reply)["error"]);
    }

    [Theory]
    [InlineData("http://app.example/callback")]
    [InlineData("https://app.example/#fragment")]
    [InlineData("/callback")]
    public void CallbackUrls_ThatCannotBe_Throw(string url)
    {
        Assert.Throws<ArgumentException>(() => new LocalOAuthOptions { CallbackUrls = [url] });
        Assert.Throws<ArgumentException>(() => new LocalOAuthOptions { LogoutUrls = [url] });
    }
}
