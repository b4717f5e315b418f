using System.Security.Cryptography;
using System.Text.Json;

namespace Amplify.Local.Tests.AppSync.Authorization;

public sealed class UserPoolTokenTests
{
    private static LocalAppSyncOptions Options(AppSyncUserPool? pool = null) => new()
    {
        DefaultMode = AppSyncAuthMode.UserPool,
        UserPools = [pool ?? new AppSyncUserPool()],
    };

    private static Dictionary<string, object?> Claim(string name, object? value) => new() { [name] = value };

    [Fact]
    public async Task Send_IdToken_HasTheUsersIdentity()
    {
        using var harness = new AuthorizationHarness(Options());
        string token = harness.UserPool.IssueIdToken("ann", new() { Groups = ["Admins", "Staff"], Claims = Claim("custom:team", "blue") });

        AppSyncUserPoolIdentity identity = (await harness.SendTokenAsync(token)).Identity<AppSyncUserPoolIdentity>();

        Assert.Equal(("ann", harness.UserPool.Issuer, "ALLOW"), (identity.Username, identity.Issuer, identity.DefaultAuthStrategy));
        Assert.Equal(["Admins", "Staff"], identity.Groups);
        Assert.Equal(["127.0.0.1"], identity.SourceIp);
        Assert.Equal(identity.Sub, identity.Claims["sub"].GetString());
        Assert.Equal(("blue", "id"), (identity.Claims["custom:team"].GetString(), identity.Claims["token_use"].GetString()));
    }

    [Fact]
    public async Task Send_AccessToken_HasTheSameUserAndNoGroups()
    {
        using var harness = new AuthorizationHarness(Options(new AppSyncUserPool { DefaultAction = AppSyncDefaultAction.Deny }));
        AppSyncUserPoolIdentity byId = (await harness.SendTokenAsync(harness.UserPool.IssueIdToken("ann"))).Identity<AppSyncUserPoolIdentity>();

        AppSyncUserPoolIdentity identity = (await harness.SendTokenAsync(harness.UserPool.IssueAccessToken("ann"))).Identity<AppSyncUserPoolIdentity>();

        Assert.Equal((byId.Sub, "ann", "DENY"), (identity.Sub, identity.Username, identity.DefaultAuthStrategy));
        Assert.Null(identity.Groups);
        JsonElement json = JsonSerializer.SerializeToElement<AppSyncIdentity>(identity, JsonSerializerOptions.Web);
        Assert.Equal(
            ["sub", "issuer", "username", "claims", "sourceIp", "defaultAuthStrategy", "groups"],
            json.EnumerateObject().Select(static member => member.Name));
    }

    [Theory]
    [InlineData("Bearer ")]
    [InlineData("bearer  ")]
    [InlineData(" ")]
    public async Task Send_TokenBehindAScheme_IsTaken(string prefix)
    {
        using var harness = new AuthorizationHarness(Options());

        Assert.Equal("UserPool", (await harness.SendTokenAsync(prefix + harness.UserPool.IssueIdToken("ann"))).Text());
    }

    // Parts that can be read but say nothing are a token of nobody.
    [Theory]
    [InlineData("no-token", Outcome.Unreadable)]
    [InlineData("Basic dXNlcjpwYXNz", Outcome.Unreadable)]
    [InlineData("a.b.c", Outcome.Unreadable)]
    [InlineData("a.b.c.d.e", Outcome.Unreadable)]
    [InlineData("..", Outcome.Unreadable)]
    [InlineData("eyJhbGciOiJSUzI1NiJ9.W10.AAAA", Outcome.Unreadable)]
    [InlineData("eyJhbGciOiJSUzI1NiJ9.e30.!!!!", Outcome.NotAuthorized)]
    [InlineData("eyJhbGciOiJSUzI1NiJ9.e30.AAAA", Outcome.NotAuthorized)]
    public async Task Send_NoToken_IsUnreadable(string token, string expected)
    {
        using var harness = new AuthorizationHarness(Options());

        Assert.Equal(expected, (await harness.SendTokenAsync(token)).Text());
    }

    [Fact]
    public async Task Send_TokenOfAnotherIssuer_IsRefused()
    {
        using var harness = new AuthorizationHarness(Options());

        Assert.Equal(Outcome.NotAuthorized, (await harness.SendTokenAsync(
            harness.UserPool.IssueIdToken("ann", new() { Claims = Claim("iss", harness.UserPool.Issuer + "/") }))).Text());
        Assert.Equal(Outcome.NotAuthorized, (await harness.SendTokenAsync(
            harness.UserPool.IssueIdToken("ann", new() { Claims = Claim("iss", null) }))).Text());
    }

    [Fact]
    public async Task Send_SignedWithAnotherKeyOfTheSameId_IsRefused()
    {
        using var harness = new AuthorizationHarness(Options());
        using var rsa = RSA.Create(2048);
        using var ecdsa = ECDsa.Create(ECCurve.NamedCurves.nistP256);

        Assert.Equal(Outcome.NotAuthorized, (await harness.SendTokenAsync(harness.UserPool.IssueIdToken("ann", new() { Key = rsa }))).Text());
        Assert.Equal(Outcome.NotAuthorized, (await harness.SendTokenAsync(harness.UserPool.IssueIdToken("ann", new() { Key = ecdsa }))).Text());
    }

    [Theory]
    [InlineData("none")]
    [InlineData("None")]
    [InlineData("RS256")]
    [InlineData("")]
    public async Task Send_Unsigned_IsRefused(string algorithm)
    {
        using var harness = new AuthorizationHarness(Options());

        Assert.Equal(Outcome.NotAuthorized, (await harness.SendTokenAsync(ForgedToken.Unsigned(harness.UserPool.IssueIdToken("ann"), algorithm))).Text());
    }

    [Fact]
    public async Task Send_PublicKeyUsedAsASecret_IsRefused()
    {
        using var harness = new AuthorizationHarness(Options());
        string token = ForgedToken.WithSecret(harness.UserPool.IssueIdToken("ann"), harness.UserPool.Keys.Id.Id, harness.UserPool.Keys.ToJwks().ToArray());

        Assert.Equal(Outcome.NotAuthorized, (await harness.SendTokenAsync(token)).Text());
    }

    [Fact]
    public async Task Send_ClaimChangedAfterSigning_IsRefused()
    {
        using var harness = new AuthorizationHarness(Options());

        Assert.Equal(
            Outcome.NotAuthorized,
            (await harness.SendTokenAsync(ForgedToken.WithClaim(harness.UserPool.IssueIdToken("ann"), "cognito:username", "bob"))).Text());
    }

    [Fact]
    public async Task Send_TokenAtItsEnd_HasExpired()
    {
        using var harness = new AuthorizationHarness(Options());
        string token = harness.UserPool.IssueIdToken("ann", new() { Lifetime = TimeSpan.FromMinutes(5) });

        harness.Time.Advance(TimeSpan.FromMinutes(5) - TimeSpan.FromSeconds(1));
        string before = (await harness.SendTokenAsync(token)).Text();
        harness.Time.Advance(TimeSpan.FromSeconds(1));
        string after = (await harness.SendTokenAsync(token)).Text();

        Assert.Equal(("UserPool", Outcome.Expired), (before, after));
    }

    [Fact]
    public async Task Send_TokenBeforeItsTime_IsRefused()
    {
        using var harness = new AuthorizationHarness(Options());
        long soon = AuthorizationHarness.Start.AddSeconds(1).ToUnixTimeSeconds();

        Assert.Equal(Outcome.NotAuthorized, (await harness.SendTokenAsync(
            harness.UserPool.IssueIdToken("ann", new() { Claims = Claim("nbf", soon) }))).Text());
        Assert.Equal(Outcome.NotAuthorized, (await harness.SendTokenAsync(
            harness.UserPool.IssueIdToken("ann", new() { IssuedAt = AuthorizationHarness.Start.AddSeconds(1) }))).Text());
        Assert.Equal("UserPool", (await harness.SendTokenAsync(
            harness.UserPool.IssueIdToken("ann", new() { Claims = Claim("nbf", soon - 1) }))).Text());
    }

    [Theory]
    [InlineData("exp", null, Outcome.NotAuthorized)]
    [InlineData("exp", "9999999999", Outcome.NotAuthorized)]
    [InlineData("exp", 1e300, Outcome.Unreadable)]
    [InlineData("nbf", "0", Outcome.NotAuthorized)]
    [InlineData("iat", true, Outcome.Unreadable)]
    [InlineData("sub", null, Outcome.NotAuthorized)]
    [InlineData("sub", 7, Outcome.NotAuthorized)]
    [InlineData("token_use", null, Outcome.NotAuthorized)]
    [InlineData("token_use", "refresh", Outcome.NotAuthorized)]
    public async Task Send_ClaimMissingOrOfAnotherKind_IsRefused(string claim, object? value, string expected)
    {
        using var harness = new AuthorizationHarness(Options());

        Assert.Equal(expected, (await harness.SendTokenAsync(harness.UserPool.IssueIdToken("ann", new() { Claims = Claim(claim, value) }))).Text());
    }

    [Theory]
    [InlineData("web|phone", "web", true)]
    [InlineData("web|phone", "phone", true)]
    [InlineData("web|phone", "webx", false)]
    [InlineData("web|phone", "xphone", false)]
    [InlineData("^web", "web", true)]
    [InlineData("", "web", false)]
    public async Task Send_Client_HasToMatchAsAWhole(string expression, string client, bool isTaken)
    {
        using var harness = new AuthorizationHarness(Options(new AppSyncUserPool { AppIdClientRegex = expression }));
        var options = new LocalTokenOptions { ClientId = client };
        string expected = isTaken ? "UserPool" : Outcome.NotAuthorized;

        Assert.Equal(expected, (await harness.SendTokenAsync(harness.UserPool.IssueIdToken("ann", options))).Text());
        Assert.Equal(expected, (await harness.SendTokenAsync(harness.UserPool.IssueAccessToken("ann", options))).Text());
    }

    [Fact]
    public async Task Send_ClientThatIsNoneOfThePools_IsRefused()
    {
        using var harness = new AuthorizationHarness(Options());
        var options = new LocalTokenOptions { ClientId = "another" };

        Assert.Equal(Outcome.NotAuthorized, (await harness.SendTokenAsync(harness.UserPool.IssueIdToken("ann", options))).Text());
        Assert.Equal(Outcome.NotAuthorized, (await harness.SendTokenAsync(harness.UserPool.IssueAccessToken("ann", options))).Text());
        Assert.Equal("UserPool", (await harness.SendTokenAsync(harness.UserPool.IssueAccessToken("ann"))).Text());
    }

    [Fact]
    public async Task Send_ClientInTheClaimOfTheOtherTokenUse_IsRefused()
    {
        using var harness = new AuthorizationHarness(Options(new AppSyncUserPool { AppIdClientRegex = "web" }));
        var idWithClientId = new LocalTokenOptions { Claims = new Dictionary<string, object?> { ["aud"] = "other", ["client_id"] = "web" } };
        var accessWithAud = new LocalTokenOptions { Claims = new Dictionary<string, object?> { ["aud"] = "web", ["client_id"] = null } };

        Assert.Equal(Outcome.NotAuthorized, (await harness.SendTokenAsync(harness.UserPool.IssueIdToken("ann", idWithClientId))).Text());
        Assert.Equal(Outcome.NotAuthorized, (await harness.SendTokenAsync(harness.UserPool.IssueAccessToken("ann", accessWithAud))).Text());
    }
}
