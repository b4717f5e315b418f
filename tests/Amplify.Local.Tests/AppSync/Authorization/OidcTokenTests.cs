using System.Text.Json;

namespace Amplify.Local.Tests.AppSync.Authorization;

public sealed class OidcTokenTests
{
    private static LocalAppSyncOptions Options(AppSyncOidcIssuer? issuer = null) => new()
    {
        DefaultMode = AppSyncAuthMode.Oidc,
        OidcIssuers = [issuer ?? new AppSyncOidcIssuer()],
    };

    [Fact]
    public async Task Send_Token_HasSubjectIssuerAndClaims()
    {
        using var harness = new AuthorizationHarness(Options());

        AppSyncIdentity? identity = (await harness.SendTokenAsync(harness.Oidc.IssueToken("ann"))).Caller?.Identity;

        JsonElement json = JsonSerializer.SerializeToElement(identity, JsonSerializerOptions.Web);
        Assert.Equal(["sub", "issuer", "claims"], json.EnumerateObject().Select(static member => member.Name));
        Assert.Equal(("ann", harness.Oidc.Issuer), (json.GetProperty("sub").GetString(), json.GetProperty("issuer").GetString()));
        Assert.Equal("client-of-oidc", json.GetProperty("claims").GetProperty("aud").GetString());
    }

    [Theory]
    [InlineData("""{"aud":"web"}""", "Oidc")]
    [InlineData("""{"aud":["api","web"]}""", "Oidc")]
    [InlineData("""{"aud":"api","azp":"web"}""", "Oidc")]
    [InlineData("""{"aud":"api","azp":"other"}""", Outcome.NotAuthorized)]
    [InlineData("""{"aud":"webs"}""", Outcome.NotAuthorized)]
    [InlineData("""{"aud":7}""", Outcome.Unreadable)]
    [InlineData("""{"aud":null}""", Outcome.NotAuthorized)]
    public async Task Send_Audience_OrAuthorizedPartyHasToMatch(string claims, string expected)
    {
        using var harness = new AuthorizationHarness(Options(new AppSyncOidcIssuer { ClientId = "web|phone" }));
        Dictionary<string, object?> given = JsonSerializer.Deserialize<Dictionary<string, object?>>(claims)!;

        Assert.Equal(expected, (await harness.SendTokenAsync(harness.Oidc.IssueToken("ann", new() { Claims = given }))).Text());
    }

    [Fact]
    public async Task Send_IssuedLongerAgoThanItsTtl_HasExpired()
    {
        using var harness = new AuthorizationHarness(Options(new AppSyncOidcIssuer { IssuedAtTtl = TimeSpan.FromMinutes(1) }));
        string young = harness.Oidc.IssueToken("ann", new() { IssuedAt = AuthorizationHarness.Start.AddSeconds(-59) });
        string old = harness.Oidc.IssueToken("ann", new() { IssuedAt = AuthorizationHarness.Start.AddSeconds(-60) });
        string ageless = harness.Oidc.IssueToken("ann", new() { Claims = new Dictionary<string, object?> { ["iat"] = null } });

        Assert.Equal("Oidc", (await harness.SendTokenAsync(young)).Text());
        Assert.Equal(Outcome.Expired, (await harness.SendTokenAsync(old)).Text());
        Assert.Equal(Outcome.Expired, (await harness.SendTokenAsync(ageless)).Text());
    }

    [Fact]
    public async Task Send_SignedInLongerAgoThanItsTtl_HasExpired()
    {
        using var harness = new AuthorizationHarness(Options(new AppSyncOidcIssuer { AuthTtl = TimeSpan.FromHours(8) }));
        string recent = harness.Oidc.IssueToken("ann", new() { AuthenticatedAt = AuthorizationHarness.Start.AddHours(-7) });
        string old = harness.Oidc.IssueToken("ann", new() { AuthenticatedAt = AuthorizationHarness.Start.AddHours(-8) });

        Assert.Equal("Oidc", (await harness.SendTokenAsync(recent)).Text());
        Assert.Equal(Outcome.Expired, (await harness.SendTokenAsync(old)).Text());
    }

    [Fact]
    public async Task Send_TokenWithoutASubject_IsRefused()
    {
        using var harness = new AuthorizationHarness(Options());

        Assert.Equal(Outcome.NotAuthorized, (await harness.SendTokenAsync(
            harness.Oidc.IssueToken("ann", new() { Claims = new Dictionary<string, object?> { ["sub"] = null } }))).Text());
    }
}
