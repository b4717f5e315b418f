using Amplify.Local.Tests.Support;
using static Amplify.Local.Tests.Cognito.HostedUi.HostedUiHarness;

namespace Amplify.Local.Tests.Cognito.HostedUi;

public sealed class LoginPageTests
{
    [Fact]
    public async Task Get_Page_HasAFormAndNoScript_AndIsInNoFrameOrCache()
    {
        await using HostedUiHarness harness = await StartAsync();

        Reply page = await harness.VisitAsync("GET", "/login?" + harness.Query(("login_hint", "\"><script>")));

        Assert.Equal((200, "text/html; charset=utf-8", "no-store"), (page.Code, page.Header("Content-Type"), page.Header("Cache-Control")));
        Assert.Contains("frame-ancestors 'none'", page.Header("Content-Security-Policy"), StringComparison.Ordinal);
        Assert.Contains("""value="&quot;&gt;&lt;script&gt;" """.TrimEnd(), page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", page.Text, StringComparison.Ordinal);
        Assert.Matches("^XSRF-TOKEN=[A-Za-z0-9_-]{43}; Path=/; HttpOnly; SameSite=Lax$", page.Header("Set-Cookie"));
    }

    [Theory]
    [InlineData("jane", "wrong")]
    [InlineData("nobody", Password)]
    [InlineData("", "")]
    public async Task Post_WrongNameOrPassword_IsToldOnThePage(string username, string password)
    {
        await using HostedUiHarness harness = await StartAsync();

        Reply page = await harness.SignInAsync(username, password);

        Assert.Equal(200, page.Code);
        Assert.Contains("Incorrect username or password.", page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("cognito", harness.CookieJar.Keys);
        Assert.StartsWith("/login?", (await harness.AuthorizeAsync()).Header("Location"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Post_RightAfterWrong_SignsIn()
    {
        await using HostedUiHarness harness = await StartAsync();
        Reply page = await harness.SignInAsync(password: "wrong");

        Reply reply = await harness.SubmitAsync(page, "/login?" + harness.Query(), ("username", "jane"), ("password", Password));

        Assert.NotEmpty(ParametersOf(reply)["code"]);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    public async Task Post_WithoutThePagesToken_IsForbidden(string? token)
    {
        await using HostedUiHarness harness = await StartAsync();
        await harness.VisitAsync("GET", "/login?" + harness.Query());

        Reply reply = await harness.VisitAsync(
            "POST", "/login?" + harness.Query(), [("username", "jane"), ("password", Password), .. token is null ? [] : new[] { ("_csrf", token) }]);

        Assert.Equal(403, reply.Code);
        Assert.DoesNotContain("cognito", harness.CookieJar.Keys);
    }

    [Fact]
    public async Task Post_TokenWithoutItsCookie_IsForbidden()
    {
        await using HostedUiHarness harness = await StartAsync();
        await using HostedUiHarness otherBrowser = await StartAsync();
        await harness.VisitAsync("GET", "/login?" + harness.Query());
        await otherBrowser.VisitAsync("GET", "/login?" + otherBrowser.Query());

        Reply reply = await otherBrowser.VisitAsync(
            "POST", "/login?" + otherBrowser.Query(), ("_csrf", harness.CookieJar["XSRF-TOKEN"]), ("username", "jane"), ("password", Password));

        Assert.Equal(403, reply.Code);
    }

    [Theory]
    [InlineData("same-origin", 302)]
    [InlineData("same-site", 403)]
    [InlineData("cross-site", 403)]
    public async Task Post_FromAnotherSiteOrPort_IsForbidden_WhateverItsCookies(string site, int status)
    {
        await using HostedUiHarness harness = await StartAsync();
        string target = "/login?" + harness.Query();
        await harness.VisitAsync("GET", target);
        string token = harness.CookieJar["XSRF-TOKEN"];
        HttpRequestMessage request = harness.Harness.Request("POST", target);
        request.Headers.Add("Cookie", $"XSRF-TOKEN={token}");
        request.Headers.Add("Sec-Fetch-Site", site);
        request.Content = new FormUrlEncodedContent([new("_csrf", token), new("username", "jane"), new("password", Password)]);

        Assert.Equal(status, (await harness.Harness.SendAsync(request)).Code);
    }

    [Fact]
    public async Task Post_FieldTwice_IsABadRequest()
    {
        await using HostedUiHarness harness = await StartAsync();
        Reply page = await harness.VisitAsync("GET", "/login?" + harness.Query());

        Reply reply = await harness.SubmitAsync(page, "/login?" + harness.Query(), ("username", "jane"), ("username", "john"), ("password", Password));

        Assert.Equal(400, reply.Code);
    }

    [Fact]
    public async Task Post_HugeForm_IsTooLarge()
    {
        await using HostedUiHarness harness = await StartAsync();

        Reply reply = await harness.VisitAsync("POST", "/login?" + harness.Query(), ("password", new string('x', 70_000)));

        Assert.Equal(413, reply.Code);
    }

    [Fact]
    public async Task Post_NameWithMarkup_IsShownEncoded()
    {
        await using HostedUiHarness harness = await StartAsync();

        Reply page = await harness.SignInAsync("<b>\"jane\"</b>", "wrong");

        Assert.DoesNotContain("<b>", page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Post_DisabledUser_IsTold()
    {
        await using HostedUiHarness harness = await StartAsync();
        harness.Pool.SetEnabled("jane", false);

        Assert.Contains("User is disabled.", (await harness.SignInAsync()).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Post_TemporaryPassword_AsksForANewOne_AndForOneThatConforms()
    {
        await using HostedUiHarness harness = await StartAsync();
        harness.Pool.AddUserWithTemporaryPassword("john", "T3mporary!");
        string target = "/login?" + harness.Query();

        Reply page = await harness.SignInAsync("john", "T3mporary!");
        Assert.Contains("NEW_PASSWORD", page.Text, StringComparison.Ordinal);
        Reply weak = await harness.SubmitAsync(page, target, ("NEW_PASSWORD", "weak"));
        Assert.Contains("Password did not conform with policy", weak.Text, StringComparison.Ordinal);
        Reply done = await harness.SubmitAsync(weak, target, ("NEW_PASSWORD", "N3w-Password!"));

        Assert.NotEmpty(ParametersOf(done)["code"]);
        Assert.NotEmpty(ParametersOf(await harness.SignInAsync("john", "N3w-Password!"))["code"]);
    }

    [Fact]
    public async Task Post_SecondFactor_AsksForTheCode_AndAgainForAWrongOne()
    {
        await using HostedUiHarness harness = await StartAsync(mfa: LocalMfaMode.Required);
        harness.Pool.AddUser("john", Password, new Dictionary<string, string> { ["phone_number"] = "+15550001234", ["phone_number_verified"] = "true" });
        string target = "/login?" + harness.Query();

        Reply page = await harness.SignInAsync("john");
        Assert.Contains("SMS_MFA_CODE", page.Text, StringComparison.Ordinal);
        string code = (await harness.Pool.WaitForCodeAsync("john", Harness.Cancellation)).Code;
        Reply wrong = await harness.SubmitAsync(page, target, ("SMS_MFA_CODE", code == "000000" ? "111111" : "000000"));
        Assert.Contains("SMS_MFA_CODE", wrong.Text, StringComparison.Ordinal);
        Reply done = await harness.SubmitAsync(wrong, target, ("SMS_MFA_CODE", code));

        Reply tokens = await harness.ExchangeAsync(ParametersOf(done)["code"]);
        Assert.Equal("openid email", ClaimsOf(tokens.Json.GetProperty("access_token").GetString()!).GetProperty("scope").GetString());
    }
}
