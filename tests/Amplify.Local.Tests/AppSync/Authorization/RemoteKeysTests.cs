using System.Net;
using System.Security.Cryptography;
using System.Text.Json;
using Amplify.Local.Tests.Support;
using Amplify.Testing;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Amplify.Local.Tests.AppSync.Authorization;

/// <summary>Tokens of an issuer elsewhere, whose keys are fetched.</summary>
public sealed class RemoteKeysTests
{
    private const string Issuer = "https://id.example.com/tenant";
    private const string Keys = Issuer + "/keys";

    private string _discovery = $$"""{"issuer":"{{Issuer}}","jwks_uri":"{{Keys}}"}""";
    private string _keys = """{"keys":[]}""";
    private HttpStatusCode _status = HttpStatusCode.OK;

    private static LocalAppSyncOptions Options => new()
    {
        DefaultMode = AppSyncAuthMode.Oidc,
        OidcIssuers = [new AppSyncOidcIssuer { Issuer = new Uri(Issuer) }],
    };

    [Theory]
    [InlineData("RS256")]
    [InlineData("RS384")]
    [InlineData("RS512")]
    [InlineData("PS256")]
    [InlineData("PS384")]
    [InlineData("PS512")]
    public async Task Send_SignedWithRsa_IsTaken(string algorithm)
    {
        using var rsa = RSA.Create(2048);
        await ShouldBeTakenAsync(new RsaSecurityKey(rsa), algorithm);
    }

    [Theory]
    [InlineData("ES256", "nistP256")]
    [InlineData("ES384", "nistP384")]
    [InlineData("ES512", "nistP521")]
    public async Task Send_SignedWithAnEllipticCurve_IsTaken(string algorithm, string curve)
    {
        using var ecdsa = ECDsa.Create(ECCurve.CreateFromFriendlyName(curve));
        await ShouldBeTakenAsync(new ECDsaSecurityKey(ecdsa), algorithm);
    }

    [Fact]
    public async Task Send_SignedWithASecretThatIsPublished_IsRefused()
    {
        byte[] secret = RandomNumberGenerator.GetBytes(64);
        var key = new SymmetricSecurityKey(secret) { KeyId = "k1" };
        _keys = $$"""{"keys":[{"kty":"oct","kid":"k1","k":"{{Base64UrlEncoder.Encode(secret)}}"}]}""";
        using var harness = new AuthorizationHarness(Options, Network());

        Assert.Equal(Outcome.NotAuthorized, (await harness.SendTokenAsync(Token(key, "HS256"))).Text());
    }

    [Fact]
    public async Task Send_SeveralTokens_KeysAreFetchedOnce()
    {
        StubHandler network = Network();
        using var harness = new AuthorizationHarness(Options, network);
        using var rsa = RSA.Create(2048);
        string token = Publish(new RsaSecurityKey(rsa), "RS256");

        string[] outcomes = await Task.WhenAll(Enumerable.Range(0, 8).Select(async _ => (await harness.SendTokenAsync(token)).Text()));

        Assert.All(outcomes, static outcome => Assert.Equal("Oidc", outcome));
        Assert.Equal([$"{Issuer}/.well-known/openid-configuration", Keys], network.Requests.Select(static request => request.Uri.AbsoluteUri));
    }

    [Fact]
    public async Task Send_UnknownKey_IsLookedForOnceAMinute()
    {
        StubHandler network = Network();
        using var harness = new AuthorizationHarness(Options, network);
        using var first = RSA.Create(2048);
        using var second = RSA.Create(2048);
        string known = Publish(new RsaSecurityKey(first), "RS256", "k1");
        Assert.Equal("Oidc", (await harness.SendTokenAsync(known)).Text());
        string rotated = Publish(new RsaSecurityKey(second), "RS256", "k2");

        string early = (await harness.SendTokenAsync(rotated)).Text();
        int fetchedEarly = network.Requests.Count;
        harness.Time.Advance(TimeSpan.FromMinutes(1));
        string later = (await harness.SendTokenAsync(rotated)).Text();

        Assert.Equal((Outcome.NotAuthorized, 2), (early, fetchedEarly));
        Assert.Equal(("Oidc", 4), (later, network.Requests.Count));
    }

    [Fact]
    public async Task Send_KeyWithdrawn_IsRefusedWithinTheHour()
    {
        using var harness = new AuthorizationHarness(Options, Network());
        using var rsa = RSA.Create(2048);
        string token = Publish(new RsaSecurityKey(rsa), "RS256");
        Assert.Equal("Oidc", (await harness.SendTokenAsync(token)).Text());
        _keys = """{"keys":[]}""";

        harness.Time.Advance(TimeSpan.FromHours(1));

        Assert.Equal(Outcome.NotAuthorized, (await harness.SendTokenAsync(token)).Text());
    }

    [Fact]
    public async Task Send_KeysUnreachableLater_TheKnownOnesGoOn()
    {
        using var harness = new AuthorizationHarness(Options, Network());
        using var rsa = RSA.Create(2048);
        string token = Publish(new RsaSecurityKey(rsa), "RS256");
        Assert.Equal("Oidc", (await harness.SendTokenAsync(token)).Text());
        _status = HttpStatusCode.ServiceUnavailable;

        harness.Time.Advance(TimeSpan.FromHours(1));

        Assert.Equal("Oidc", (await harness.SendTokenAsync(token)).Text());
    }

    [Theory]
    [InlineData("""{"issuer":"https://id.example.com/tenant/","jwks_uri":"https://id.example.com/tenant/keys"}""", null)]
    [InlineData("""{"issuer":"https://id.example.com/tenant"}""", null)]
    [InlineData("""{"issuer":"https://id.example.com/tenant","jwks_uri":"file:///etc/passwd"}""", null)]
    [InlineData("<html>", null)]
    [InlineData("null", null)]
    [InlineData(null, "<html>")]
    [InlineData(null, "[]")]
    public async Task Send_DiscoveryOrKeysMalformed_IsRefusedUntilTheyAreRight(string? discovery, string? keys)
    {
        using var harness = new AuthorizationHarness(Options, Network());
        using var rsa = RSA.Create(2048);
        string token = Publish(new RsaSecurityKey(rsa), "RS256");
        (string goodDiscovery, string goodKeys) = (_discovery, _keys);
        (_discovery, _keys) = (discovery ?? _discovery, keys ?? _keys);

        string outcome = (await harness.SendTokenAsync(token)).Text();
        (_discovery, _keys) = (goodDiscovery, goodKeys);
        string atOnce = (await harness.SendTokenAsync(token)).Text();
        harness.Time.Advance(TimeSpan.FromSeconds(5));
        string later = (await harness.SendTokenAsync(token)).Text();

        Assert.Equal((Outcome.NotAuthorized, Outcome.NotAuthorized, "Oidc"), (outcome, atOnce, later));
    }

    [Fact]
    public async Task Send_KeysNeverCome_IsRefusedAfterFiveSeconds()
    {
        using var harness = new AuthorizationHarness(Options, StubHandler.Silent());
        using var rsa = RSA.Create(2048);

        Task<string> outcome = Task.Run(async () => (await harness.SendTokenAsync(Token(new RsaSecurityKey(rsa), "RS256"))).Text());
        await FakeClock.AdvanceUntilAsync(harness.Time, outcome, TimeSpan.FromSeconds(1));

        Assert.Equal(Outcome.NotAuthorized, await outcome);
    }

    // Two real backends: one takes the tokens of the other's user pool, whose keys it has to fetch.
    [Fact]
    public async Task Send_TokenOfAnotherBackendsPools_IsVerifiedWithTheKeysThatItServes()
    {
        await using LocalBackend other = await LocalBackend.StartAsync(null, Harness.Cancellation);
        using var harness = new AuthorizationHarness(new LocalAppSyncOptions
        {
            DefaultMode = AppSyncAuthMode.UserPool,
            AdditionalModes = [AppSyncAuthMode.Oidc],
            UserPools = [new AppSyncUserPool { Issuer = new Uri(other.UserPoolTokens.Issuer) }],
            OidcIssuers = [new AppSyncOidcIssuer { Issuer = new Uri(other.OidcTokens.Issuer) }],
        });
        string ofPool = other.UserPoolTokens.IssueIdToken("ann");
        string ofProvider = other.OidcTokens.IssueToken("ann");
        harness.Time.SetUtcNow(TimeProvider.System.GetUtcNow());

        Assert.Equal("UserPool", (await harness.SendTokenAsync(ofPool)).Text());
        Assert.Equal("Oidc", (await harness.SendTokenAsync(ofProvider)).Text());
        Assert.Equal(Outcome.NotAuthorized, (await harness.SendTokenAsync(harness.UserPool.IssueIdToken("ann"))).Text());
    }

    private async Task ShouldBeTakenAsync(AsymmetricSecurityKey key, string algorithm)
    {
        using var harness = new AuthorizationHarness(Options, Network());
        string token = Publish(key, algorithm);

        Assert.Equal("Oidc", (await harness.SendTokenAsync(token)).Text());
        Assert.Equal(Outcome.NotAuthorized, (await harness.SendTokenAsync(ForgedToken.WithClaim(token, "sub", "bob"))).Text());
    }

    private StubHandler Network() => new((request, _) => Task.FromResult(new HttpResponseMessage(_status)
    {
        Content = new StringContent(request.RequestUri!.AbsoluteUri == Keys ? _keys : _discovery),
    }));

    /// <summary>Publishes the key, and it alone, and gives a token that it has signed.</summary>
    private string Publish(AsymmetricSecurityKey key, string algorithm, string id = "k1")
    {
        key.KeyId = id;
        JsonWebKey full = JsonWebKeyConverter.ConvertFromSecurityKey(key);
        _keys = JsonSerializer.Serialize(new { keys = new[] { new { kty = full.Kty, kid = id, n = full.N, e = full.E, crv = full.Crv, x = full.X, y = full.Y } } });
        return Token(key, algorithm);
    }

    private static string Token(SecurityKey key, string algorithm)
    {
        long now = AuthorizationHarness.Start.ToUnixTimeSeconds();
        string claims = JsonSerializer.Serialize(new { iss = Issuer, sub = "ann", aud = "web", iat = now, exp = now + 7200 });
        return new JsonWebTokenHandler().CreateToken(claims, new SigningCredentials(key, algorithm));
    }
}
