using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Amplify.Local.Tests.Support;
using Microsoft.IdentityModel.Tokens;
using static Amplify.Local.Tests.Cognito.HostedUi.HostedUiHarness;

namespace Amplify.Local.Tests.Cognito.HostedUi;

public sealed class TokenEndpointTests
{
    private static readonly LocalUserPoolClient Server = new("server")
    {
        HasSecret = true,
        OAuth = new()
        {
            CallbackUrls = [Callback],
            Scopes = ["openid", "items/read", "items/write"],
            Flows = LocalOAuthFlows.AuthorizationCode | LocalOAuthFlows.ClientCredentials,
        },
    };

    private static void ShouldBeRefused(Reply reply, string error, int status = 400)
    {
        Assert.Equal((status, error), (reply.Code, reply.Json.GetProperty("error").GetString()));
        Assert.Equal("application/json; charset=UTF-8", reply.Header("Content-Type"));
    }

    private static Task<Reply> RefreshAsync(HostedUiHarness harness, Reply tokens) => harness.TokenAsync(
        ("grant_type", "refresh_token"), ("client_id", harness.ClientId), ("refresh_token", tokens.Json.GetProperty("refresh_token").GetString()!));

    private static string Basic(string id, string? secret) => "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes($"{id}:{secret}"));

    [Fact]
    public async Task Code_WithItsVerifier_GivesTokensOfAHostedSignIn()
    {
        await using HostedUiHarness harness = await StartAsync();

        Reply reply = await harness.ExchangeAsync(await harness.CodeAsync(("nonce", "n-1")));

        Assert.Equal((200, "no-store", "*"), (reply.Code, reply.Header("Cache-Control"), reply.Header("Access-Control-Allow-Origin")));
        Assert.Equal(["id_token", "access_token", "refresh_token", "expires_in", "token_type"], reply.Json.EnumerateObject().Select(member => member.Name));
        Assert.Equal((3600, "Bearer"), (reply.Json.GetProperty("expires_in").GetInt32(), reply.Json.GetProperty("token_type").GetString()));
        string accessToken = reply.Json.GetProperty("access_token").GetString()!;
        JsonElement access = ClaimsOf(accessToken);
        JsonElement id = ClaimsOf(reply.Json.GetProperty("id_token").GetString()!);
        Assert.Equal(("openid email", 2, harness.ClientId), (access.GetProperty("scope").GetString(), access.GetProperty("version").GetInt32(), access.GetProperty("client_id").GetString()));
        Assert.Equal(("n-1", "jane", harness.ClientId), (id.GetProperty("nonce").GetString(), id.GetProperty("cognito:username").GetString(), id.GetProperty("aud").GetString()));
        Assert.Equal(Base64UrlEncoder.Encode(SHA256.HashData(Encoding.ASCII.GetBytes(accessToken))[..16]), id.GetProperty("at_hash").GetString());
    }

    [Fact]
    public async Task Code_ShownASecondTime_IsInvalid_AndEndsTheTokensOfTheFirst()
    {
        await using HostedUiHarness harness = await StartAsync();
        Reply other = await harness.ExchangeAsync(await harness.CodeAsync());
        string code = await harness.CodeAsync();
        Reply first = await harness.ExchangeAsync(code);

        ShouldBeRefused(await harness.ExchangeAsync(code), "invalid_grant");

        ShouldBeRefused(await RefreshAsync(harness, first), "invalid_grant");
        Assert.Equal(401, (await harness.UserInfoAsync("Bearer " + first.Json.GetProperty("access_token").GetString())).Code);
        Assert.Equal(200, (await RefreshAsync(harness, other)).Code);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("wrong-wrong-wrong-wrong-wrong-wrong-wrong-wrong")]
    [InlineData(Challenge)]
    public async Task Code_WithoutItsVerifier_IsInvalid_AndUsedUp(string? verifier)
    {
        await using HostedUiHarness harness = await StartAsync();
        string code = await harness.CodeAsync();

        ShouldBeRefused(await harness.ExchangeAsync(code, verifier), "invalid_grant");
        ShouldBeRefused(await harness.ExchangeAsync(code), "invalid_grant");
    }

    [Fact]
    public async Task Code_AskedForWithoutAChallenge_NeedsNoVerifier()
    {
        await using HostedUiHarness harness = await StartAsync();
        (string, string?)[] without = [("code_challenge", null), ("code_challenge_method", null)];

        Assert.Equal(200, (await harness.ExchangeAsync(await harness.CodeAsync(without), verifier: null)).Code);
        ShouldBeRefused(await harness.ExchangeAsync(await harness.CodeAsync(without)), "invalid_grant");
    }

    [Fact]
    public async Task Code_OfAnotherUrlOrClient_IsInvalid()
    {
        await using HostedUiHarness harness = await StartAsync(more: () => [new("other") { OAuth = new() { CallbackUrls = [Callback] } }]);

        ShouldBeRefused(await harness.ExchangeAsync(await harness.CodeAsync(), redirectUri: "myapp://signed-in/"), "invalid_grant");
        ShouldBeRefused(await harness.ExchangeAsync(await harness.CodeAsync(), clientId: harness.Pool.ClientIdOf("other")), "invalid_grant");
        ShouldBeRefused(await harness.ExchangeAsync("unknown"), "invalid_grant");
    }

    [Fact]
    public async Task Code_AfterFiveMinutes_IsInvalid()
    {
        await using HostedUiHarness harness = await StartAsync();
        string early = await harness.CodeAsync();
        string late = await harness.CodeAsync();

        harness.Time.Advance(TimeSpan.FromSeconds(299));
        Assert.Equal(200, (await harness.ExchangeAsync(early)).Code);
        harness.Time.Advance(TimeSpan.FromSeconds(1));
        ShouldBeRefused(await harness.ExchangeAsync(late), "invalid_grant");
    }

    [Fact]
    public async Task Code_ShownManyTimesAtOnce_GivesTokensOnce()
    {
        await using HostedUiHarness harness = await StartAsync();
        string code = await harness.CodeAsync();

        Reply[] replies = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => harness.ExchangeAsync(code)));

        Assert.Single(replies, reply => reply.Code == 200);
    }

    [Fact]
    public async Task RefreshToken_GivesTokensOfTheSameSignInAndNoOtherRefreshToken()
    {
        await using HostedUiHarness harness = await StartAsync();
        Reply first = await harness.ExchangeAsync(await harness.CodeAsync());
        harness.Time.Advance(TimeSpan.FromHours(2));

        Reply second = await harness.TokenAsync(
            ("grant_type", "refresh_token"), ("client_id", harness.ClientId), ("refresh_token", first.Json.GetProperty("refresh_token").GetString()!));

        Assert.Equal(["id_token", "access_token", "expires_in", "token_type"], second.Json.EnumerateObject().Select(member => member.Name));
        JsonElement before = ClaimsOf(first.Json.GetProperty("access_token").GetString()!);
        JsonElement after = ClaimsOf(second.Json.GetProperty("access_token").GetString()!);
        Assert.Equal("openid email", after.GetProperty("scope").GetString());
        Assert.Equal(before.GetProperty("origin_jti").GetString(), after.GetProperty("origin_jti").GetString());
        Assert.Equal(before.GetProperty("auth_time").GetInt64(), after.GetProperty("auth_time").GetInt64());
    }

    [Fact]
    public async Task RefreshToken_OfARotatingClient_IsReplaced()
    {
        await using HostedUiHarness harness = await StartAsync(more: () => [new("rotating") { RotatesRefreshTokens = true, OAuth = new() { CallbackUrls = [Callback] } }]);
        string client = harness.Pool.ClientIdOf("rotating");
        string token = (await harness.ExchangeAsync(await harness.CodeAsync(("client_id", client)), clientId: client)).Json.GetProperty("refresh_token").GetString()!;
        Task<Reply> RefreshAsync(string shown) => harness.TokenAsync(("grant_type", "refresh_token"), ("client_id", client), ("refresh_token", shown));

        string next = (await RefreshAsync(token)).Json.GetProperty("refresh_token").GetString()!;

        Assert.NotEqual(token, next);
        ShouldBeRefused(await RefreshAsync(token), "invalid_grant");
        Assert.Equal(200, (await RefreshAsync(next)).Code);
    }

    [Fact]
    public async Task RefreshToken_UnknownOrRevoked_IsInvalid()
    {
        await using HostedUiHarness harness = await StartAsync();
        string token = (await harness.ExchangeAsync(await harness.CodeAsync())).Json.GetProperty("refresh_token").GetString()!;
        harness.Pool.SignOutUser("jane");

        foreach (string shown in (string[])[token, "unknown"])
        {
            ShouldBeRefused(
                await harness.TokenAsync(("grant_type", "refresh_token"), ("client_id", harness.ClientId), ("refresh_token", shown)), "invalid_grant");
        }
    }

    [Fact]
    public async Task ClientWithASecret_ShowsItInHeaderOrForm()
    {
        await using HostedUiHarness harness = await StartAsync(more: () => [Server]);
        string id = harness.Pool.ClientIdOf("server");
        string secret = harness.Pool.ClientSecretOf("server")!;
        (string, string)[] grant = [("grant_type", "client_credentials")];

        Assert.Equal(200, (await harness.PostAsync("/oauth2/token", Basic(id, secret), grant)).Code);
        Assert.Equal(200, (await harness.PostAsync("/oauth2/token", null, [.. grant, ("client_id", id), ("client_secret", secret)])).Code);
        ShouldBeRefused(await harness.PostAsync("/oauth2/token", Basic(id, "wrong"), grant), "invalid_client");
        ShouldBeRefused(await harness.PostAsync("/oauth2/token", Basic("unknown", secret), grant), "invalid_client");
        ShouldBeRefused(await harness.PostAsync("/oauth2/token", "Basic %%%", grant), "invalid_client");
        ShouldBeRefused(await harness.PostAsync("/oauth2/token", "Bearer x", grant), "invalid_client");
        ShouldBeRefused(await harness.PostAsync("/oauth2/token", null, [.. grant, ("client_id", id)]), "invalid_client");
        ShouldBeRefused(await harness.PostAsync("/oauth2/token", null, grant), "invalid_client");
    }

    [Fact]
    public async Task ClientCredentials_GiveAnAccessTokenWithoutAUser()
    {
        await using HostedUiHarness harness = await StartAsync(more: () => [Server]);
        string id = harness.Pool.ClientIdOf("server");
        Task<Reply> AskAsync(params (string, string)[] scope) => harness.PostAsync(
            "/oauth2/token", Basic(id, harness.Pool.ClientSecretOf("server")), [("grant_type", "client_credentials"), .. scope]);

        Reply all = await AskAsync();
        Reply one = await AskAsync(("scope", "items/read"));

        Assert.Equal(["access_token", "expires_in", "token_type"], all.Json.EnumerateObject().Select(member => member.Name));
        JsonElement claims = ClaimsOf(all.Json.GetProperty("access_token").GetString()!);
        Assert.Equal((id, id, "access", "items/read items/write"), (claims.GetProperty("sub").GetString(), claims.GetProperty("client_id").GetString(), claims.GetProperty("token_use").GetString(), claims.GetProperty("scope").GetString()));
        Assert.False(claims.TryGetProperty("username", out _));
        Assert.Equal("items/read", ClaimsOf(one.Json.GetProperty("access_token").GetString()!).GetProperty("scope").GetString());
        ShouldBeRefused(await AskAsync(("scope", "openid")), "invalid_grant");
        ShouldBeRefused(await harness.TokenAsync(("grant_type", "client_credentials"), ("client_id", harness.ClientId)), "unauthorized_client");
    }

    [Fact]
    public async Task ClientCredentials_Token_OpensARouteWithTheScope()
    {
        await using Harness harness = await Harness.StartAsync(
            api => api.Map("GET", "/x", _ => ProxyResponse.Empty(200), new RestUserPoolAuthorizer { Scopes = ["items/read"] }),
            new LocalBackendOptions { UserPool = new() { Clients = [Server] } });
        HttpRequestMessage ask = harness.Request("POST", "/oauth2/token");
        ask.Headers.TryAddWithoutValidation("Authorization", Basic(harness.Backend.UserPool.ClientId, harness.Backend.UserPool.ClientSecretOf("server")));
        ask.Content = new FormUrlEncodedContent(new Dictionary<string, string> { ["grant_type"] = "client_credentials", ["scope"] = "items/read" });
        string token = (await harness.SendAsync(ask)).Json.GetProperty("access_token").GetString()!;
        HttpRequestMessage request = harness.Request("GET", "/Api/prod/x");
        request.Headers.TryAddWithoutValidation("Authorization", token);

        Assert.Equal(HttpStatusCode.OK, (await harness.SendAsync(request)).Status);
    }

    [Fact]
    public async Task Request_ThatIsNone_IsInvalid()
    {
        await using HostedUiHarness harness = await StartAsync();
        HttpRequestMessage json = harness.Harness.Request("POST", "/oauth2/token", "{}");

        ShouldBeRefused(await harness.Harness.SendAsync(json), "invalid_request");
        ShouldBeRefused(await harness.TokenAsync(("client_id", harness.ClientId)), "invalid_request");
        ShouldBeRefused(await harness.TokenAsync(("client_id", harness.ClientId), ("grant_type", "authorization_code")), "invalid_request");
        ShouldBeRefused(await harness.TokenAsync(("client_id", harness.ClientId), ("grant_type", "refresh_token")), "invalid_request");
        ShouldBeRefused(await harness.TokenAsync(("client_id", harness.ClientId), ("grant_type", "password")), "unsupported_grant_type");
        ShouldBeRefused(await harness.TokenAsync(("client_id", harness.ClientId), ("client_id", harness.ClientId)), "invalid_request");
    }

    [Fact]
    public async Task Preflight_OfAPage_IsAllowed()
    {
        await using HostedUiHarness harness = await StartAsync();

        Reply reply = await harness.Harness.SendAsync(harness.Harness.Request("OPTIONS", "/oauth2/token"));

        Assert.Equal((200, "*"), (reply.Code, reply.Header("Access-Control-Allow-Origin")));
        Assert.Contains("Authorization", reply.Header("Access-Control-Allow-Headers"), StringComparison.Ordinal);
    }
}
