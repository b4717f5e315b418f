using System.Text.Json;
using Amplify.Local.Tests.Support;
using static Amplify.Local.Tests.Cognito.HostedUi.HostedUiHarness;

namespace Amplify.Local.Tests.Cognito.HostedUi;

public sealed class UserInfoAndLogoutTests
{
    private static async Task<JsonElement> TokensAsync(HostedUiHarness harness, string scope = "openid email") =>
        (await harness.ExchangeAsync(await harness.CodeAsync(("scope", scope), ("prompt", "login")))).Json;

    private static string AccessOf(JsonElement tokens) => tokens.GetProperty("access_token").GetString()!;

    private static void ShouldBeInvalid(Reply reply)
    {
        Assert.Equal((401, "invalid_token"), (reply.Code, reply.Json.GetProperty("error").GetString()));
        Assert.Equal(
            "error=\"invalid_token\", error_description=\"Access token is expired, disabled, or deleted, or the user has globally signed out.\"",
            reply.Header("WWW-Authenticate"));
    }

    [Theory]
    [InlineData("openid", "sub,username")]
    [InlineData("openid email", "email,email_verified,sub,username")]
    [InlineData("openid profile", "name,sub,username")]
    public async Task UserInfo_Scopes_ShowTheirAttributes(string scope, string members)
    {
        await using HostedUiHarness harness = await StartAsync();
        harness.Pool.SetAttributes("jane", new Dictionary<string, string> { ["email_verified"] = "true" });

        Reply reply = await harness.UserInfoAsync("Bearer " + AccessOf(await TokensAsync(harness, scope)));

        Assert.Equal(200, reply.Code);
        Assert.Equal(members, string.Join(',', reply.Json.EnumerateObject().Select(member => member.Name).Order(StringComparer.Ordinal)));
        Assert.All(reply.Json.EnumerateObject(), member => Assert.Equal(JsonValueKind.String, member.Value.ValueKind));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("Basic abc")]
    public async Task UserInfo_NoBearerToken_IsABadRequest(string? authorization)
    {
        await using HostedUiHarness harness = await StartAsync();

        Reply reply = await harness.UserInfoAsync(authorization);

        Assert.Equal((400, "invalid_request"), (reply.Code, reply.Json.GetProperty("error").GetString()));
        Assert.Equal("error=\"invalid_request\", error_description=\"Bad OAuth2 request at UserInfo Endpoint\"", reply.Header("WWW-Authenticate"));
    }

    [Fact]
    public async Task UserInfo_TokenThatIsOver_IsInvalid()
    {
        await using HostedUiHarness harness = await StartAsync();
        JsonElement tokens = await TokensAsync(harness);
        string withoutOpenId = AccessOf(await TokensAsync(harness, "aws.cognito.signin.user.admin"));

        ShouldBeInvalid(await harness.UserInfoAsync("Bearer x"));
        ShouldBeInvalid(await harness.UserInfoAsync("Bearer " + tokens.GetProperty("id_token").GetString()));
        ShouldBeInvalid(await harness.UserInfoAsync("Bearer " + withoutOpenId));
        Assert.Equal(200, (await harness.UserInfoAsync("Bearer " + AccessOf(tokens))).Code);
        harness.Pool.SignOutUser("jane");
        ShouldBeInvalid(await harness.UserInfoAsync("Bearer " + AccessOf(tokens)));
        string another = AccessOf(await TokensAsync(harness));
        harness.Time.Advance(TimeSpan.FromHours(1));
        ShouldBeInvalid(await harness.UserInfoAsync("Bearer " + another));
    }

    [Fact]
    public async Task Revoke_RefreshToken_EndsTheSignIn()
    {
        await using HostedUiHarness harness = await StartAsync();
        JsonElement tokens = await TokensAsync(harness);
        string refreshToken = tokens.GetProperty("refresh_token").GetString()!;
        Task<Reply> RevokeAsync(params (string, string)[] form) => harness.PostAsync("/oauth2/revoke", null, form);

        Reply refused = await RevokeAsync(("token", refreshToken), ("client_id", "unknown"));
        Reply missing = await RevokeAsync(("client_id", harness.ClientId));
        Reply access = await RevokeAsync(("token", AccessOf(tokens)), ("client_id", harness.ClientId));
        Assert.Equal(200, (await harness.UserInfoAsync("Bearer " + AccessOf(tokens))).Code);
        Reply revoked = await RevokeAsync(("token", refreshToken), ("client_id", harness.ClientId));

        Assert.Equal((401, """{"error":"invalid_client"}"""), (refused.Code, refused.Text));
        Assert.Equal((400, "invalid_request"), (missing.Code, missing.Json.GetProperty("error").GetString()));
        Assert.Equal((400, """{"error":"unsupported_token_type"}"""), (access.Code, access.Text));
        Assert.Equal((200, ""), (revoked.Code, revoked.Text));
        ShouldBeInvalid(await harness.UserInfoAsync("Bearer " + AccessOf(tokens)));
        Assert.Equal(200, (await RevokeAsync(("token", "unknown"), ("client_id", harness.ClientId))).Code);
    }

    [Fact]
    public async Task Logout_ToARegisteredUrl_ForgetsTheBrowserAndRevokesNothing()
    {
        await using HostedUiHarness harness = await StartAsync();
        JsonElement tokens = await TokensAsync(harness);
        string session = harness.CookieJar["cognito"];

        Reply reply = await harness.VisitAsync("GET", $"/logout?client_id={harness.ClientId}&logout_uri=http%3A%2F%2Flocalhost%3A3000%2Fbye");

        Assert.Equal((302, "http://localhost:3000/bye"), (reply.Code, reply.Header("Location")));
        Assert.DoesNotContain("cognito", harness.CookieJar.Keys);
        HttpRequestMessage kept = harness.Harness.Request("GET", "/oauth2/authorize?" + harness.Query());
        kept.Headers.Add("Cookie", $"cognito={session}");
        Assert.StartsWith("/login?", (await harness.Harness.SendAsync(kept)).Header("Location"), StringComparison.Ordinal);
        Assert.Equal(200, (await harness.UserInfoAsync("Bearer " + AccessOf(tokens))).Code);
    }

    [Fact]
    public async Task Logout_WithACallback_LeadsToTheSignInPage()
    {
        await using HostedUiHarness harness = await StartAsync();
        await harness.SignInAsync();

        Reply reply = await harness.VisitAsync("GET", "/logout?" + harness.Query());

        Assert.Equal("/login?" + harness.Query(), reply.Header("Location"));
        Assert.StartsWith("/login?", (await harness.AuthorizeAsync()).Header("Location"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("client_id=unknown&logout_uri=http%3A%2F%2Flocalhost%3A3000%2Fbye")]
    [InlineData("client_id={0}&logout_uri=https%3A%2F%2Fevil.example%2F")]
    [InlineData("client_id={0}&redirect_uri=https%3A%2F%2Fevil.example%2F")]
    [InlineData("client_id={0}")]
    public async Task Logout_ToAnywhereElse_StaysSignedIn(string query)
    {
        await using HostedUiHarness harness = await StartAsync();
        await harness.SignInAsync();

        Reply reply = await harness.VisitAsync("GET", "/logout?" + query.Replace("{0}", harness.ClientId, StringComparison.Ordinal));

        Assert.StartsWith("/error?", reply.Header("Location"), StringComparison.Ordinal);
        Assert.NotEmpty(ParametersOf(await harness.AuthorizeAsync())["code"]);
    }

    [Fact]
    public async Task Discovery_OfTheUserPool_NamesTheEndpoints()
    {
        await using HostedUiHarness harness = await StartAsync();

        Reply reply = await harness.Harness.GetAsync($"/{harness.Pool.PoolId}/.well-known/openid-configuration");

        foreach ((string name, string path) in ((string, string)[])[("authorization", "oauth2/authorize"), ("token", "oauth2/token"), ("userinfo", "oauth2/userInfo"), ("revocation", "oauth2/revoke"), ("end_session", "logout")])
        {
            Assert.Equal(harness.Pool.HostedUiEndpoint + path, reply.Json.GetProperty(name + "_endpoint").GetString());
        }
    }

    [Theory]
    [InlineData("GET", "/oauth2/token")]
    [InlineData("GET", "/oauth2/other")]
    [InlineData("PUT", "/login")]
    [InlineData("GET", "/login/x")]
    public async Task Path_ThatIsNone_IsNotFound(string method, string path)
    {
        await using HostedUiHarness harness = await StartAsync();

        Assert.Equal(404, (await harness.VisitAsync(method, path)).Code);
    }
}
