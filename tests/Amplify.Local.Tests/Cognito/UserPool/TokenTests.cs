using System.Text.Json;
using Amplify.Local.Tests.AppSync.Authorization;
using Amplify.Local.Tests.Support;
using Microsoft.IdentityModel.JsonWebTokens;

namespace Amplify.Local.Tests.Cognito.UserPool;

public sealed class TokenTests
{
    [Fact]
    public async Task Tokens_OfASignIn_HaveCognitosClaims()
    {
        await using PoolHarness harness = await PoolHarness.StartAsync();
        string sub = harness.Pool.AddUser(
            "Jane", PoolHarness.Password, new Dictionary<string, string> { ["email"] = "jane@example.com", ["custom:team"] = "red" }).UserSub;
        harness.Pool.SetGroups("jane", "Admins", "Editors");

        Reply reply = await harness.SignInAsync("jane");
        var id = new JsonWebToken(reply.IdToken());
        var access = new JsonWebToken(reply.AccessToken());

        Assert.Equal(
            ["aud", "auth_time", "cognito:groups", "cognito:username", "custom:team", "email", "email_verified", "event_id", "exp", "iat", "iss", "jti", "origin_jti", "sub", "token_use"],
            NamesOf(id));
        Assert.Equal(
            ["auth_time", "client_id", "cognito:groups", "event_id", "exp", "iat", "iss", "jti", "origin_jti", "scope", "sub", "token_use", "username"], NamesOf(access));
        JsonElement claims = ClaimsOf(id);
        Assert.Equal((sub, "Jane", "id", harness.ClientId), (id.Subject, Text(claims, "cognito:username"), Text(claims, "token_use"), Text(claims, "aud")));
        Assert.Equal((JsonValueKind.True, "red"), (claims.GetProperty("email_verified").ValueKind, Text(claims, "custom:team")));
        Assert.Equal("""["Admins","Editors"]""", claims.GetProperty("cognito:groups").GetRawText());
        Assert.Equal(
            ("Jane", "access", harness.ClientId, "aws.cognito.signin.user.admin"),
            (Text(ClaimsOf(access), "username"), Text(ClaimsOf(access), "token_use"), Text(ClaimsOf(access), "client_id"), Text(ClaimsOf(access), "scope")));
        Assert.Equal(harness.Pool.Issuer, id.Issuer);
        Assert.Equal(("RS256", "RS256", TimeSpan.FromHours(1)), (id.Alg, access.Alg, access.ValidTo - access.IssuedAt));
        Assert.NotEqual(id.Kid, access.Kid);
        Assert.Equal(Text(claims, "origin_jti"), Text(ClaimsOf(access), "origin_jti"));
    }

    [Fact]
    public async Task Tokens_OfTheIssuerForTests_NameTheSameUser()
    {
        await using PoolHarness harness = await PoolHarness.StartAsync();
        string sub = harness.Pool.AddUser("jane", PoolHarness.Password).UserSub;
        string token = harness.Backend.UserPoolTokens.IssueAccessToken("jane");

        Assert.Equal(sub, new JsonWebToken(token).Subject);
        Assert.Equal(200, (await harness.GetUserAsync(token)).Code);
    }

    [Fact]
    public async Task Tokens_LifetimesOfTheClient_AreKept()
    {
        await using PoolHarness harness = await PoolHarness.StartAsync(new()
        {
            Clients = [new("web") { AccessTokenLifetime = TimeSpan.FromMinutes(5), IdTokenLifetime = TimeSpan.FromMinutes(10), RefreshTokenLifetime = TimeSpan.FromHours(1) }],
        });
        harness.Pool.AddUser("jane", PoolHarness.Password);

        Reply reply = await harness.SignInAsync("jane");

        Assert.Equal(300, reply.Result().GetProperty("ExpiresIn").GetInt32());
        Assert.Equal(TimeSpan.FromMinutes(10), new JsonWebToken(reply.IdToken()).ValidTo - new JsonWebToken(reply.IdToken()).IssuedAt);
        harness.Time.Advance(TimeSpan.FromMinutes(5));
        (await harness.GetUserAsync(reply.AccessToken())).ShouldBeNotAuthorized("Access Token has expired");
        harness.Time.Advance(TimeSpan.FromMinutes(54));
        Assert.Equal(200, (await harness.RefreshAsync(reply.RefreshToken())).Code);
        harness.Time.Advance(TimeSpan.FromMinutes(1));
        (await harness.RefreshAsync(reply.RefreshToken())).ShouldBeNotAuthorized("Refresh Token has expired");
    }

    [Fact]
    public async Task Refresh_KeepsTheSignInAndTellsOfChanges()
    {
        await using PoolHarness harness = await PoolHarness.StartAsync();
        harness.Pool.AddUser("jane", PoolHarness.Password);
        Reply first = await harness.SignInAsync("jane");
        harness.Time.Advance(TimeSpan.FromHours(2));
        harness.Pool.SetGroups("jane", "Admins");

        Reply second = await harness.RefreshAsync(first.RefreshToken());
        Reply third = await harness.CallAsync("GetTokensFromRefreshToken", new { RefreshToken = first.RefreshToken() });

        JsonElement before = ClaimsOf(new JsonWebToken(first.IdToken()));
        JsonElement after = ClaimsOf(new JsonWebToken(second.IdToken()));
        Assert.Equal(before.GetProperty("auth_time").GetInt64(), after.GetProperty("auth_time").GetInt64());
        Assert.Equal(before.GetProperty("iat").GetInt64() + 7200, after.GetProperty("iat").GetInt64());
        Assert.Equal(Text(before, "origin_jti"), Text(after, "origin_jti"));
        Assert.NotEqual(Text(before, "jti"), Text(after, "jti"));
        Assert.Equal("""["Admins"]""", after.GetProperty("cognito:groups").GetRawText());
        Assert.False(second.Result().TryGetProperty("RefreshToken", out _));
        Assert.False(third.Result().TryGetProperty("RefreshToken", out _));
        Assert.Equal(200, (await harness.GetUserAsync(third.AccessToken())).Code);
    }

    [Fact]
    public async Task Refresh_WithRotation_GivesANewTokenAndTakesTheOldOneForAWhile()
    {
        await using PoolHarness harness = await PoolHarness.StartAsync(new()
        {
            Clients = [new("web") { RotatesRefreshTokens = true, RotationGracePeriod = TimeSpan.FromSeconds(10), RefreshTokenLifetime = TimeSpan.FromDays(1) }],
        });
        harness.Pool.AddUser("jane", PoolHarness.Password);
        string first = (await harness.SignInAsync("jane")).RefreshToken();

        Assert.Equal("InvalidParameterException:", (await harness.RefreshAsync(first)).ErrorType);
        harness.Time.Advance(TimeSpan.FromHours(20));
        string second = (await RenewAsync(harness, first)).RefreshToken();
        harness.Time.Advance(TimeSpan.FromSeconds(9));
        string third = (await RenewAsync(harness, first)).RefreshToken();
        harness.Time.Advance(TimeSpan.FromSeconds(1));
        Reply reused = await RenewAsync(harness, first);
        Reply fourth = await RenewAsync(harness, second);

        Assert.Equal(3, new HashSet<string> { first, second, third }.Count);
        Assert.Equal("RefreshTokenReuseException:", reused.ErrorType);
        Assert.Equal(200, fourth.Code);
        harness.Time.Advance(TimeSpan.FromHours(4));
        (await RenewAsync(harness, third)).ShouldBeNotAuthorized("Refresh Token has expired");
    }

    [Fact]
    public async Task Refresh_OfAnotherClientOrMadeUp_IsInvalid()
    {
        await using PoolHarness harness = await PoolHarness.StartAsync(new() { Clients = [new("web"), new("app")] });
        harness.Pool.AddUser("jane", PoolHarness.Password);
        string token = (await harness.SignInAsync("jane")).RefreshToken();

        (await harness.RefreshAsync("made.up")).ShouldBeNotAuthorized("Invalid Refresh Token");
        harness.ClientId = harness.Pool.ClientIdOf("app");
        (await harness.RefreshAsync(token)).ShouldBeNotAuthorized("Invalid Refresh Token");
    }

    [Fact]
    public async Task Refresh_OfADisabledOrDeletedUser_IsRefused()
    {
        await using PoolHarness harness = await PoolHarness.StartAsync();
        harness.Pool.AddUser("jane", PoolHarness.Password);
        string disabled = (await harness.SignInAsync("jane")).RefreshToken();
        harness.Pool.SetEnabled("jane", isEnabled: false);
        harness.Pool.SetEnabled("jane", isEnabled: true);
        Reply signIn = await harness.SignInAsync("jane");
        harness.Pool.DeleteUser("jane");

        (await harness.RefreshAsync(disabled)).ShouldBeNotAuthorized("Refresh Token has been revoked");
        (await harness.RefreshAsync(signIn.RefreshToken())).ShouldBeNotAuthorized("Refresh Token has been revoked");
        (await harness.GetUserAsync(signIn.AccessToken())).ShouldBeRefused("UserNotFoundException", "User does not exist.");
    }

    [Fact]
    public async Task Revoke_EndsTheTokensOfThatSignInAlone()
    {
        await using PoolHarness harness = await PoolHarness.StartAsync();
        harness.Pool.AddUser("jane", PoolHarness.Password);
        Reply first = await harness.SignInAsync("jane");
        Reply second = await harness.SignInAsync("jane");

        Reply revoke = await harness.CallAsync("RevokeToken", new { Token = first.RefreshToken() });

        Assert.Equal((200, "{}"), (revoke.Code, revoke.Text));
        (await harness.RefreshAsync(first.RefreshToken())).ShouldBeNotAuthorized("Refresh Token has been revoked");
        (await harness.GetUserAsync(first.AccessToken())).ShouldBeNotAuthorized("Access Token has been revoked");
        Assert.Equal(200, (await harness.RefreshAsync(second.RefreshToken())).Code);
        Assert.Equal(200, (await harness.GetUserAsync(second.AccessToken())).Code);
        Assert.Equal("UnsupportedTokenTypeException:", (await harness.CallAsync("RevokeToken", new { Token = second.AccessToken() })).ErrorType);
    }

    [Fact]
    public async Task Revoke_OfAnotherClientOrWhereItIsOff_IsRefused()
    {
        await using PoolHarness harness = await PoolHarness.StartAsync(new() { Clients = [new("web"), new("app"), new("off") { AllowsTokenRevocation = false }] });
        harness.Pool.AddUser("jane", PoolHarness.Password);
        string token = (await harness.SignInAsync("jane")).RefreshToken();

        harness.ClientId = harness.Pool.ClientIdOf("app");
        Assert.Equal("UnauthorizedException:", (await harness.CallAsync("RevokeToken", new { Token = token })).ErrorType);
        harness.ClientId = harness.Pool.ClientIdOf("off");
        Assert.Equal("UnsupportedOperationException:", (await harness.CallAsync("RevokeToken", new { Token = token })).ErrorType);
    }

    [Fact]
    public async Task Tokens_OfAClientThatCannotRevoke_NameNoSignIn_AndEndWithItAllTheSame()
    {
        await using PoolHarness harness = await PoolHarness.StartAsync(new() { Clients = [new("web") { AllowsTokenRevocation = false }] });
        harness.Pool.AddUser("jane", PoolHarness.Password);
        Reply signIn = await harness.SignInAsync("jane");
        Reply refreshed = await harness.RefreshAsync(signIn.RefreshToken());
        string[] tokens = [signIn.AccessToken(), signIn.IdToken(), refreshed.AccessToken(), refreshed.IdToken()];

        Assert.All(tokens, static token => Assert.DoesNotContain("origin_jti", NamesOf(new JsonWebToken(token))));
        Assert.Equal(200, (await harness.GetUserAsync(refreshed.AccessToken())).Code);
        await harness.CallAsync("GlobalSignOut", new { AccessToken = signIn.AccessToken() });
        (await harness.GetUserAsync(signIn.AccessToken())).ShouldBeNotAuthorized("Access Token has been revoked");
        (await harness.GetUserAsync(refreshed.AccessToken())).ShouldBeNotAuthorized("Access Token has been revoked");
    }

    [Fact]
    public async Task GlobalSignOut_EndsAllSignIns()
    {
        await using PoolHarness harness = await PoolHarness.StartAsync();
        harness.Pool.AddUser("jane", PoolHarness.Password);
        Reply first = await harness.SignInAsync("jane");
        Reply second = await harness.SignInAsync("jane");

        Assert.Equal("{}", (await harness.CallAsync("GlobalSignOut", new { AccessToken = first.AccessToken() })).Text);

        (await harness.RefreshAsync(second.RefreshToken())).ShouldBeNotAuthorized("Refresh Token has been revoked");
        (await harness.GetUserAsync(second.AccessToken())).ShouldBeNotAuthorized("Access Token has been revoked");
        (await harness.CallAsync("GlobalSignOut", new { AccessToken = first.AccessToken() })).ShouldBeNotAuthorized("Access Token has been revoked");
        Assert.Equal(200, (await harness.SignInAsync("jane")).Code);
    }

    [Fact]
    public async Task GetUser_TellsAttributesAsTexts()
    {
        await using PoolHarness harness = await PoolHarness.StartAsync();
        string sub = harness.Pool.AddUser("jane", PoolHarness.Password, new Dictionary<string, string> { ["email"] = "jane@example.com" }).UserSub;

        Reply reply = await harness.GetUserAsync((await harness.SignInAsync("jane")).AccessToken());

        Assert.Equal(
            $$"""{"UserAttributes":[{"Name":"email","Value":"jane@example.com"},{"Name":"email_verified","Value":"true"},{"Name":"sub","Value":"{{sub}}"}],"Username":"jane"}""",
            reply.Text);
    }

    [Fact]
    public async Task GetUser_TokenThatIsNotThePools_IsInvalid()
    {
        await using PoolHarness harness = await PoolHarness.StartAsync();
        await using PoolHarness other = await PoolHarness.StartAsync();
        harness.Pool.AddUser("jane", PoolHarness.Password);
        other.Pool.AddUser("jane", PoolHarness.Password);
        Reply signIn = await harness.SignInAsync("jane");
        LocalTokenIssuer issuer = harness.Backend.UserPoolTokens;
        using var key = System.Security.Cryptography.RSA.Create(2048);

        string[] tokens =
        [
            signIn.IdToken(),
            signIn.RefreshToken(),
            "a.b.c",
            ForgedToken.Unsigned(signIn.AccessToken()),
            ForgedToken.WithClaim(signIn.AccessToken(), "username", "john"),
            (await other.SignInAsync("jane")).AccessToken(),
            issuer.IssueAccessToken("jane", new() { Key = key }),
            issuer.IssueAccessToken("jane", new() { ClientId = "another" }),
            issuer.IssueAccessToken("jane", new() { Claims = new Dictionary<string, object?> { ["token_use"] = "refresh" } }),
            issuer.IssueAccessToken("jane", new() { Claims = new Dictionary<string, object?> { ["iss"] = "https://example.com" } }),
        ];

        foreach (string token in tokens)
        {
            (await harness.GetUserAsync(token)).ShouldBeNotAuthorized("Invalid Access Token");
        }

        (await harness.GetUserAsync(issuer.IssueAccessToken("jane", new() { Lifetime = TimeSpan.FromSeconds(-1) }))).ShouldBeNotAuthorized("Access Token has expired");
        (await harness.GetUserAsync(issuer.IssueAccessToken("jane", new() { Claims = new Dictionary<string, object?> { ["scope"] = "openid" } })))
            .ShouldBeNotAuthorized("Access Token does not have required scopes");
    }

    [Fact]
    public async Task DeleteUser_EndsTheAccount()
    {
        await using PoolHarness harness = await PoolHarness.StartAsync();
        harness.Pool.AddUser("jane", PoolHarness.Password);
        Reply signIn = await harness.SignInAsync("jane");

        Reply reply = await harness.CallAsync("DeleteUser", new { AccessToken = signIn.AccessToken() });

        Assert.Equal((200, ""), (reply.Code, reply.Text));
        Assert.Null(harness.Pool.FindUser("jane"));
        (await harness.SignInAsync("jane")).ShouldBeNotAuthorized("Incorrect username or password.");
        Assert.Equal(200, (await harness.SignUpAsync("jane")).Code);
    }

    private static Task<Reply> RenewAsync(PoolHarness harness, string refreshToken) =>
        harness.CallAsync("GetTokensFromRefreshToken", new { RefreshToken = refreshToken });

    private static JsonElement ClaimsOf(JsonWebToken token) => JsonElement.Parse(Microsoft.IdentityModel.Tokens.Base64UrlEncoder.Decode(token.EncodedPayload));

    private static IEnumerable<string> NamesOf(JsonWebToken token) =>
        ClaimsOf(token).EnumerateObject().Select(static claim => claim.Name).Order(StringComparer.Ordinal);

    private static string? Text(JsonElement claims, string name) => claims.GetProperty(name).GetString();
}
