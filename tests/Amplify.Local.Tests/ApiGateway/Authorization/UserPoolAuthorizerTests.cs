using System.Security.Cryptography;
using System.Text.Json;
using Amplify.Local.Tests.Support;
using Microsoft.Extensions.Time.Testing;
using Microsoft.IdentityModel.Tokens;

namespace Amplify.Local.Tests.ApiGateway.Authorization;

public sealed class UserPoolAuthorizerTests
{
    private static readonly DateTimeOffset Now = new(2024, 8, 2, 23, 34, 43, TimeSpan.Zero);

    private readonly FakeTimeProvider _time = new(Now);
    private readonly FunctionStub _function = new();

    private Task<Harness> StartAsync(RestAuthorization? authorization = null) => Harness.StartAsync(
        api => api.Map("GET", "/x", _function, authorization ?? RestAuthorization.UserPool),
        new LocalBackendOptions { TimeProvider = _time });

    private static Task<Reply> GetAsync(Harness harness, string? token, string header = "Authorization")
    {
        HttpRequestMessage request = harness.Request("GET", "/Api/prod/x");
        if (token is not null)
        {
            request.Headers.TryAddWithoutValidation(header, token);
        }

        return harness.SendAsync(request);
    }

    private static void ShouldBeUnauthorized(Reply reply)
    {
        reply.ShouldBe(401, "UnauthorizedException", """{"message":"Unauthorized"}""");
        Assert.Equal("*", reply.Header("Access-Control-Allow-Origin"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("Bearer ")]
    public async Task Get_IdToken_IsServedWithItsClaimsAsTexts(string prefix)
    {
        await using Harness harness = await StartAsync();
        string token = harness.Backend.UserPoolTokens.IssueIdToken("ann", new()
        {
            Groups = ["Admins", "Editors"],
            Claims = new Dictionary<string, object?> { ["email_verified"] = true, ["custom:level"] = "7", ["jti"] = "j", ["identities"] = new[] { new { userId = "1" } } },
        });

        Reply reply = await GetAsync(harness, prefix + token);

        Assert.Equal(200, reply.Code);
        JsonElement authorizer = JsonElement.Parse(_function.LastEvent).GetProperty("requestContext").GetProperty("authorizer");
        Assert.Equal(["claims"], authorizer.EnumerateObject().Select(member => member.Name));
        JsonElement claims = authorizer.GetProperty("claims");
        Assert.All(claims.EnumerateObject(), claim => Assert.Equal(JsonValueKind.String, claim.Value.ValueKind));
        Assert.Equal("ann", claims.GetProperty("cognito:username").GetString());
        Assert.Equal("Admins,Editors", claims.GetProperty("cognito:groups").GetString());
        Assert.Equal("true", claims.GetProperty("email_verified").GetString());
        Assert.Equal("7", claims.GetProperty("custom:level").GetString());
        Assert.Equal("""{"userId":"1"}""", claims.GetProperty("identities").GetString());
        Assert.Equal("Fri Aug 02 23:34:43 UTC 2024", claims.GetProperty("iat").GetString());
        Assert.Equal("Sat Aug 03 00:34:43 UTC 2024", claims.GetProperty("exp").GetString());
        Assert.Equal(harness.Backend.UserPoolTokens.Issuer, claims.GetProperty("iss").GetString());
    }

    [Fact]
    public async Task Get_IdToken_IsPassedOnToTheHandlerAndShownInTheContext()
    {
        ProxyRequest? seen = null;
        await using Harness harness = await Harness.StartAsync(api => api.Map(
            "GET",
            "/x",
            request =>
            {
                seen = request;
                return ProxyResponse.Empty(200);
            },
            RestAuthorization.UserPool));
        string token = harness.Backend.UserPoolTokens.IssueIdToken("ann");

        Assert.Equal(200, (await GetAsync(harness, token)).Code);

        Assert.Equal(token, seen!.Headers["Authorization"]);
        Assert.Equal("ann", seen.RequestContext.Authorizer!.Claims["cognito:username"]);
        Assert.Null(seen.RequestContext.Authorizer.PrincipalId);
        Assert.Empty(seen.RequestContext.Authorizer.Context);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("Bearer")]
    [InlineData("not-a-token")]
    [InlineData("a.b.c")]
    [InlineData("bnVsbA.bnVsbA.bnVsbA")]
    [InlineData("AWS4-HMAC-SHA256 Credential=AKIA/20240802/us-east-1/execute-api/aws4_request, SignedHeaders=host, Signature=0")]
    public async Task Get_NoToken_IsUnauthorized(string? token)
    {
        await using Harness harness = await StartAsync();

        ShouldBeUnauthorized(await GetAsync(harness, token));
    }

    [Fact]
    public async Task Get_AccessTokenWithoutScopesOnTheRoute_IsUnauthorized()
    {
        await using Harness harness = await StartAsync();

        ShouldBeUnauthorized(await GetAsync(harness, harness.Backend.UserPoolTokens.IssueAccessToken("ann")));
    }

    [Fact]
    public async Task Get_TokensOfOthers_AreUnauthorized()
    {
        await using Harness harness = await StartAsync();
        await using Harness other = await StartAsync();
        using var forged = RSA.Create(2048);
        LocalTokenIssuer issuer = harness.Backend.UserPoolTokens;
        string right = issuer.IssueIdToken("ann");
        string[] parts = right.Split('.');

        ShouldBeUnauthorized(await GetAsync(harness, issuer.IssueIdToken("ann", new() { Key = forged })));
        ShouldBeUnauthorized(await GetAsync(harness, issuer.IssueIdToken("ann", new() { ClientId = "another" })));
        ShouldBeUnauthorized(await GetAsync(harness, other.Backend.UserPoolTokens.IssueIdToken("ann")));
        ShouldBeUnauthorized(await GetAsync(harness, harness.Backend.OidcTokens.IssueToken("ann")));
        ShouldBeUnauthorized(await GetAsync(harness, issuer.IssueIdToken("ann", new() { Claims = new Dictionary<string, object?> { ["token_use"] = null } })));
        ShouldBeUnauthorized(await GetAsync(harness, $"{Base64UrlEncoder.Encode("""{"alg":"none"}""")}.{parts[1]}."));
        ShouldBeUnauthorized(await GetAsync(harness, $"{parts[0]}.{Base64UrlEncoder.Encode(Base64UrlEncoder.Decode(parts[1]).Replace("ann", "bob", StringComparison.Ordinal))}.{parts[2]}"));
        Assert.Equal(200, (await GetAsync(harness, right)).Code);
    }

    [Fact]
    public async Task Get_TokenAtItsEnd_HasExpired_EvenOneThatWasTakenBefore()
    {
        await using Harness harness = await StartAsync();
        string token = harness.Backend.UserPoolTokens.IssueIdToken("ann", new() { Lifetime = TimeSpan.FromMinutes(2) });
        Assert.Equal(200, (await GetAsync(harness, token)).Code);
        _time.Advance(TimeSpan.FromSeconds(119));
        Assert.Equal(200, (await GetAsync(harness, token)).Code);
        _time.Advance(TimeSpan.FromSeconds(1));

        Reply known = await GetAsync(harness, token);
        Reply unknown = await GetAsync(harness, harness.Backend.UserPoolTokens.IssueIdToken("bob", new() { Lifetime = TimeSpan.FromSeconds(-1) }));

        known.ShouldBe(401, "UnauthorizedException", """{"message":"The incoming token has expired"}""");
        unknown.ShouldBe(401, "UnauthorizedException", """{"message":"The incoming token has expired"}""");
    }

    [Theory]
    [InlineData("items/read", 200)]
    [InlineData("openid items/write", 200)]
    [InlineData("openid", 401)]
    [InlineData("items/rea", 401)]
    [InlineData("items", 401)]
    [InlineData("", 401)]
    public async Task Get_RouteWithScopes_TakesAccessTokensWithOneOfThem(string scope, int status)
    {
        await using Harness harness = await StartAsync(new RestUserPoolAuthorizer { Scopes = ["items/read", "items/write"] });
        string token = harness.Backend.UserPoolTokens.IssueAccessToken("ann", new() { Claims = new Dictionary<string, object?> { ["scope"] = scope } });

        Assert.Equal(status, (await GetAsync(harness, token)).Code);
    }

    [Fact]
    public async Task Get_IdTokenWithScopesOnTheRoute_IsUnauthorized()
    {
        await using Harness harness = await StartAsync(new RestUserPoolAuthorizer { Scopes = ["openid"] });
        string token = harness.Backend.UserPoolTokens.IssueIdToken("ann", new() { Claims = new Dictionary<string, object?> { ["scope"] = "openid" } });

        ShouldBeUnauthorized(await GetAsync(harness, token));
    }

    [Fact]
    public async Task Get_IdentitySource_IsTheHeaderThatCounts()
    {
        await using Harness harness = await StartAsync(new RestUserPoolAuthorizer { IdentitySource = "X-Token" });
        string token = harness.Backend.UserPoolTokens.IssueIdToken("ann");

        Assert.Equal(200, (await GetAsync(harness, token, "x-token")).Code);
        ShouldBeUnauthorized(await GetAsync(harness, token));
    }

    [Fact]
    public async Task Get_IssuerElsewhere_IsTakenByItsPublishedKeys()
    {
        await using Harness pool = await StartAsync();
        await using Harness harness = await StartAsync(new RestUserPoolAuthorizer { Issuer = new Uri(pool.Backend.UserPoolTokens.Issuer) });

        Assert.Equal(200, (await GetAsync(harness, pool.Backend.UserPoolTokens.IssueIdToken("ann"))).Code);
        ShouldBeUnauthorized(await GetAsync(harness, harness.Backend.UserPoolTokens.IssueIdToken("ann")));
    }

    [Fact]
    public async Task Options_Preflight_NeedsNoToken()
    {
        await using Harness harness = await StartAsync();

        Reply reply = await harness.SendAsync(harness.Request("OPTIONS", "/Api/prod/x"));

        Assert.Equal((200, "{}"), (reply.Code, reply.Text));
    }

    [Fact]
    public async Task Unauthorized_GatewayResponse_ChangesTheAnswer()
    {
        await using Harness harness = await Harness.StartAsync(api =>
        {
            api.GatewayResponses[GatewayResponseType.Unauthorized] = new() { Headers = { ["X-Sign-In"] = "/login" }, Template = """{"type":"$context.error.responseType"}""" };
            api.Map("GET", "/x", _ => ProxyResponse.Empty(200), RestAuthorization.UserPool);
        });

        Reply reply = await GetAsync(harness, null);

        Assert.Equal((401, "/login", """{"type":"UNAUTHORIZED"}"""), (reply.Code, reply.Header("X-Sign-In"), reply.Text));
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(3601)]
    public void ResultTtl_OutOfRange_Throws(int seconds) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new RestUserPoolAuthorizer { ResultTtl = TimeSpan.FromSeconds(seconds) });
}
