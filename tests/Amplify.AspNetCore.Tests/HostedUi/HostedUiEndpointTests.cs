using System.Net;
using Amplify.Testing;
using Microsoft.AspNetCore.Builder;

namespace Amplify.AspNetCore.Tests.HostedUi;

/// <summary>Visitors who sign in and out at the user pool's own pages.</summary>
public sealed class HostedUiEndpointTests : IAsyncLifetime
{
    private const string Refusal = "This sign-in is not under way any more. Sign in again.";

    private HostedUiApp _app = null!;

    public async ValueTask InitializeAsync() => _app = await HostedUiApp.StartBackendAsync();

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    [Theory]
    [InlineData("/sign-in", "/")]
    [InlineData("/sign-in?returnUrl=", "/")]
    [InlineData("/sign-in?returnUrl=%2Forders%3Fpage%3D2%26of%3D%252F%23last", "/orders?page=2&of=%2F#last")]
    [InlineData("/sign-in?returnUrl=%2Fcaf%C3%A9%20%F0%9F%98%80", "/caf%C3%A9%20%F0%9F%98%80")]
    public async Task SignIn_AtThePages_LeadsBackToWhereItWasBegun(string path, string destination)
    {
        using Browser browser = HostedUiApp.OpenBrowser(await _app.StartAsync());
        string back = await HostedUiApp.SignInAtPagesAsync(browser, path);
        int pending = browser.Cookies.Count;

        await browser.SendAsync(HttpMethod.Get, back, expected: HttpStatusCode.Found);

        Assert.Equal((1, destination, "no-store"), (pending, browser.Location, browser.CacheControl));
        Assert.Equal("ann", await browser.GetAsync("/who"));
        Assert.Equal("ann", await browser.GetAsync("/events"));
    }

    [Theory]
    [InlineData("https://evil.example/")]
    [InlineData("//evil.example")]
    [InlineData("/\\evil.example")]
    [InlineData("\\\\evil.example")]
    [InlineData("javascript:alert(1)")]
    [InlineData("~//evil.example")]
    [InlineData("orders")]
    [InlineData(" /orders")]
    [InlineData("/a\r\nSet-Cookie: a=b")]
    [InlineData("/\t/evil.example")]
    public async Task SignIn_ReturnUrlOfAnotherSite_IsRefused(string url)
    {
        using Browser browser = HostedUiApp.OpenBrowser(await _app.StartAsync());

        string told = await browser.SendAsync(HttpMethod.Get, $"/sign-in?returnUrl={Uri.EscapeDataString(url)}", expected: HttpStatusCode.BadRequest);

        Assert.StartsWith("returnUrl has to be a path of this site", told, StringComparison.Ordinal);
        Assert.Empty(browser.Cookies);
    }

    [Fact]
    public async Task SignIn_ReturnUrlTooLong_IsRefused()
    {
        using Browser browser = HostedUiApp.OpenBrowser(await _app.StartAsync());

        await browser.SendAsync(HttpMethod.Get, $"/sign-in?returnUrl=/{new string('a', 2000)}", expected: HttpStatusCode.BadRequest);
        await browser.SendAsync(HttpMethod.Get, $"/sign-in?returnUrl=/{new string('a', 1999)}", expected: HttpStatusCode.Found);
    }

    [Fact]
    public async Task SignIn_WithAProviderAndOptions_AsksThePagesForThem()
    {
        using Browser browser = HostedUiApp.OpenBrowser(await _app.StartAsync(static options => options.ConfigureSignIn =
            static (context, signIn) => signIn.Language = context.Request.Headers.AcceptLanguage.Count == 0 ? "de" : "en"));

        await browser.SendAsync(HttpMethod.Get, "/sign-in?provider=Corp%20SAML%26x&returnUrl=/secret", expected: HttpStatusCode.Found);

        Assert.Equal(("Corp SAML&x", "de"), (HostedUiApp.Parameter(browser, "identity_provider"), HostedUiApp.Parameter(browser, "lang")));
        Assert.StartsWith(_app.Backend.UserPool.HostedUiEndpoint.AbsoluteUri + "oauth2/authorize?", browser.Location, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", browser.Location, StringComparison.Ordinal);
        Assert.Equal("no-store", browser.CacheControl);
    }

    [Theory]
    [InlineData("app.example.com", "https://app.example.com/signed-in")]
    [InlineData("www.example.com", "https://www.example.com/signed-in")]
    [InlineData("10.0.0.7:8080", "https://app.example.com/signed-in")]
    public async Task SignIn_UrlToComeBackTo_IsTheConfiguredOneOfTheHost(string host, string expected)
    {
        using Browser browser = (await _app.StartAsync()).OpenBrowser();
        browser.Host = host;

        await browser.SendAsync(HttpMethod.Get, "/sign-in", expected: HttpStatusCode.Found);

        Assert.Equal(expected, HostedUiApp.Parameter(browser, "redirect_uri"));
    }

    [Fact]
    public async Task SignIn_NoUrlConfigured_ComesBackToTheHostOfTheRequest()
    {
        using Browser browser = HostedUiApp.OpenBrowser(await _app.StartAsync(change: static settings =>
        {
            settings.Auth.OAuth!.RedirectSignIn.Clear();
            settings.Auth.OAuth.RedirectSignIn.Add("myapp://signed-in");
        }));
        browser.Host = "localhost";

        await browser.SendAsync(HttpMethod.Get, await HostedUiApp.SignInAtPagesAsync(browser), expected: HttpStatusCode.Found);

        Assert.Equal("ann", await browser.GetAsync("/who"));
    }

    [Fact]
    public async Task SignIn_InAGroup_WithOwnPaths_ComesBackToIt()
    {
        using Browser browser = HostedUiApp.OpenBrowser(await _app.StartAsync(map: static app => app.MapGroup("/account").MapAmplifyHostedUi(static options =>
        {
            options.SignInPath = "/log-in";
            options.FailurePath = "/failed";
        })));
        string back = await HostedUiApp.SignInAtPagesAsync(browser, "/account/log-in/");

        await browser.SendAsync(HttpMethod.Get, back, expected: HttpStatusCode.Found);

        Assert.StartsWith("/account/signed-in?", back, StringComparison.Ordinal);
        Assert.Equal("/", browser.Location);
        Assert.Equal("ann", await browser.GetAsync("/who"));
    }

    [Fact]
    public async Task SignIn_BeneathAPathBase_ComesBackToIt()
    {
        using Browser browser = HostedUiApp.OpenBrowser(await _app.StartAsync(map: static app =>
        {
            app.UsePathBase("/base");
            app.UseRouting();
            app.MapAmplifyHostedUi();
        }));
        string back = await HostedUiApp.SignInAtPagesAsync(browser, "/base/sign-in");

        await browser.SendAsync(HttpMethod.Get, back, expected: HttpStatusCode.Found);

        Assert.StartsWith("/base/signed-in?", back, StringComparison.Ordinal);
        Assert.Equal("/base/", browser.Location);
    }

    [Fact]
    public async Task Callback_InAnotherBrowser_SignsNobodyIn()
    {
        Server server = await _app.StartAsync();
        using Browser browser = HostedUiApp.OpenBrowser(server), victim = HostedUiApp.OpenBrowser(server), other = HostedUiApp.OpenBrowser(server);
        string back = await HostedUiApp.SignInAtPagesAsync(browser);
        await HostedUiApp.SignInAtPagesAsync(other);

        Assert.Equal(Refusal, await victim.SendAsync(HttpMethod.Get, back, expected: HttpStatusCode.BadRequest));
        Assert.Equal(Refusal, await other.SendAsync(HttpMethod.Get, back, expected: HttpStatusCode.BadRequest));

        Assert.Equal("no-store", victim.CacheControl);
        Assert.Equal(("guest", "guest"), (await victim.GetAsync("/who"), await other.GetAsync("/who")));
        await browser.SendAsync(HttpMethod.Get, back, expected: HttpStatusCode.Found);
        Assert.Equal("ann", await browser.GetAsync("/who"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("?")]
    [InlineData("?state=x")]
    [InlineData("?code=&state=")]
    [InlineData("?code=c&state=x")]
    [InlineData("?error=access_denied")]
    [InlineData("?error=access_denied&error_description=%3Cscript%3E&state=x")]
    [InlineData("?code=%ff%fe&state=%0d%0a")]
    public async Task Callback_NotOfTheSignIn_IsRefusedWithNoDetailAndLeavesItUnderWay(string query)
    {
        using Browser browser = HostedUiApp.OpenBrowser(await _app.StartAsync(static options => options.FailurePath = "/failed"));
        string back = await HostedUiApp.SignInAtPagesAsync(browser);

        Assert.Equal(Refusal, await browser.SendAsync(HttpMethod.Get, "/signed-in" + query, expected: HttpStatusCode.BadRequest));

        await browser.SendAsync(HttpMethod.Get, back, expected: HttpStatusCode.Found);
        Assert.Equal("ann", await browser.GetAsync("/who"));
    }

    [Fact]
    public async Task Callback_Replayed_IsRefused()
    {
        using Browser browser = HostedUiApp.OpenBrowser(await _app.StartAsync());
        string back = await HostedUiApp.SignInAtPagesAsync(browser);
        using Browser withOldCookies = browser.Duplicate();
        await browser.SendAsync(HttpMethod.Get, back, expected: HttpStatusCode.Found);

        Assert.Equal(Refusal, await browser.SendAsync(HttpMethod.Get, back, expected: HttpStatusCode.BadRequest));
        Assert.Equal(Refusal, await withOldCookies.SendAsync(HttpMethod.Get, back, expected: HttpStatusCode.BadRequest));

        Assert.Equal(("ann", "guest"), (await browser.GetAsync("/who"), await withOldCookies.GetAsync("/who")));
    }

    [Fact]
    public async Task Callback_AfterAnHour_IsRefused()
    {
        using Browser browser = HostedUiApp.OpenBrowser(await _app.StartAsync());
        string back = await HostedUiApp.SignInAtPagesAsync(browser);
        _app.Time.Advance(TimeSpan.FromMinutes(61));

        Assert.Equal(Refusal, await browser.SendAsync(HttpMethod.Get, back, expected: HttpStatusCode.BadRequest));
    }

    [Fact]
    public async Task Callback_TheUserRefused_TellsItAndTheLogWhy()
    {
        Server server = await _app.StartAsync();
        using Browser browser = HostedUiApp.OpenBrowser(server);
        await browser.SendAsync(HttpMethod.Get, "/sign-in", expected: HttpStatusCode.Found);
        string back = $"/signed-in?error=access_denied&error_description=no+consent&state={HostedUiApp.Parameter(browser, "state")}";

        string told = await browser.SendAsync(HttpMethod.Get, back, expected: HttpStatusCode.Forbidden);

        Assert.Equal("The sign-in was cancelled or refused. You can sign in again.", told);
        Assert.Contains("no consent", Assert.Single(server.Loggers.Events, static e => e.Id == 502).Text, StringComparison.Ordinal);
        Assert.Empty(browser.Cookies);
    }

    [Fact]
    public async Task Callback_TheUserRefused_LeadsToThePageForIt()
    {
        using Browser browser = HostedUiApp.OpenBrowser(await _app.StartAsync(static options => options.FailurePath = "/failed?from=pages"));
        await browser.SendAsync(HttpMethod.Get, "/sign-in", expected: HttpStatusCode.Found);

        await browser.SendAsync(
            HttpMethod.Get, $"/signed-in?error=access_denied&state={HostedUiApp.Parameter(browser, "state")}", expected: HttpStatusCode.Found);

        Assert.Equal("/failed?from=pages&reason=SignInRefused", browser.Location);
    }

    [Theory]
    [InlineData(HttpStatusCode.InternalServerError, "", HttpStatusCode.ServiceUnavailable)]
    [InlineData(HttpStatusCode.BadRequest, """{"error":"invalid_client"}""", HttpStatusCode.BadGateway)]
    [InlineData(HttpStatusCode.BadRequest, """{"error":"invalid_grant"}""", HttpStatusCode.BadRequest)]
    public async Task Callback_TheTokenEndpointFails_TellsItWithoutTheCode(HttpStatusCode status, string body, HttpStatusCode expected)
    {
        using StubHandler pages = StubHandler.Answering(status, body);
        Server server = await _app.StartAsync(handler: pages);
        using Browser browser = HostedUiApp.OpenBrowser(server);
        await browser.SendAsync(HttpMethod.Get, "/sign-in", expected: HttpStatusCode.Found);

        await browser.SendAsync(HttpMethod.Get, $"/signed-in?code=c0de&state={HostedUiApp.Parameter(browser, "state")}", expected: expected);

        Assert.Single(pages.Requests);
        Assert.DoesNotContain("c0de", Assert.Single(server.Loggers.Events, static e => e.Id == 502).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SignOut_SignsOutHereAndAtThePages()
    {
        using Browser browser = HostedUiApp.OpenBrowser(await _app.StartAsync());
        await browser.SendAsync(HttpMethod.Get, await HostedUiApp.SignInAtPagesAsync(browser), expected: HttpStatusCode.Found);
        string token = await browser.GetAsync("/form");

        await browser.SendAsync(HttpMethod.Post, "/sign-out", Form(token), HttpStatusCode.Found);

        Assert.Equal(
            $"{_app.Backend.UserPool.HostedUiEndpoint.AbsoluteUri}logout?client_id={_app.Backend.UserPool.ClientId}&logout_uri=https%3A%2F%2Fapp.example.com%2F",
            browser.Location);
        Assert.DoesNotContain(browser.Cookies.Keys, static name => name.StartsWith("Amplify.", StringComparison.Ordinal));
        Assert.Equal("guest", await browser.GetAsync("/who"));
    }

    [Fact]
    public async Task SignOut_FormOfAnotherSite_IsRefused()
    {
        using Browser browser = HostedUiApp.OpenBrowser(await _app.StartAsync());
        await browser.SendAsync(HttpMethod.Get, await HostedUiApp.SignInAtPagesAsync(browser), expected: HttpStatusCode.Found);

        await browser.SendAsync(HttpMethod.Post, "/sign-out", Form("guessed"), HttpStatusCode.BadRequest);
        await browser.SendAsync(HttpMethod.Get, "/sign-out", expected: HttpStatusCode.MethodNotAllowed);

        Assert.Equal("ann", await browser.GetAsync("/who"));
    }

    [Fact]
    public async Task Map_NoClientsOfVisitors_SaysWhatToCall()
    {
        await using WebApplication app = WebApplication.CreateSlimBuilder().Build();

        var error = Assert.Throws<InvalidOperationException>(() => app.MapAmplifyHostedUi());

        Assert.Contains("AddAmplifyPerVisitor", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Map_NoPagesConfigured_NamesTheKey()
    {
        var error = await Assert.ThrowsAsync<AmplifyConfigurationException>(() => _app.StartAsync(change: static settings => settings.Auth.OAuth = null));

        Assert.Equal("Auth.OAuth.Domain", error.Key);
    }

    [Fact]
    public async Task Map_CookiesThatDoNotComeBackFromThePages_NamesTheKey()
    {
        var error = await Assert.ThrowsAsync<AmplifyConfigurationException>(() => _app.StartAsync(
            change: static settings => settings.Auth.CookieStorage = new() { Domain = "example.com", SameSite = "Strict" }));

        Assert.Equal("Auth.CookieStorage.SameSite", error.Key);
    }

    [Theory]
    [InlineData("sign-in")]
    [InlineData("/sign-in/")]
    [InlineData("//evil.example")]
    [InlineData("/{user}/sign-in")]
    [InlineData("/")]
    public async Task Map_PathThatIsNone_IsRefused(string path)
    {
        await Assert.ThrowsAsync<ArgumentException>(() => _app.StartAsync(options => options.CallbackPath = path));
    }

    [Fact]
    public async Task Map_FailurePageOfAnotherSite_IsRefused()
    {
        await Assert.ThrowsAsync<ArgumentException>(() => _app.StartAsync(static options => options.FailurePath = "https://evil.example"));
    }

    private static FormUrlEncodedContent Form(string token) => new([new("__RequestVerificationToken", token)]);
}
