using System.Text.Json;
using Amplify.Local.Tests.Support;
using Microsoft.IdentityModel.JsonWebTokens;

namespace Amplify.Local.Tests.AppSync.Authorization;

public sealed class LocalTokenIssuerTests
{
    [Fact]
    public async Task Get_DiscoveryDocument_TellsTheIssuerAndWhereItsKeysAre()
    {
        await using Harness harness = await Harness.StartAsync();
        LocalTokenIssuer issuer = harness.Backend.UserPoolTokens;

        Reply discovery = await harness.GetAsync(new Uri(issuer.Issuer + "/.well-known/openid-configuration").AbsolutePath);
        Reply keys = await harness.GetAsync(new Uri(discovery.Json.GetProperty("jwks_uri").GetString()!).AbsolutePath);

        Assert.Matches($"^{harness.Backend.Endpoint}us-east-1_[A-Za-z0-9]{{9}}$", issuer.Issuer);
        Assert.Equal(issuer.Issuer, discovery.Json.GetProperty("issuer").GetString());
        Assert.Equal("*", keys.Header("Access-Control-Allow-Origin"));
        JsonElement[] published = [.. keys.Json.GetProperty("keys").EnumerateArray()];
        Assert.Equal(["alg", "e", "kid", "kty", "n", "use"], published[0].EnumerateObject().Select(static member => member.Name));
        Assert.Equal(
            [new JsonWebToken(issuer.IssueIdToken("ann")).Kid, new JsonWebToken(issuer.IssueAccessToken("ann")).Kid],
            published.Select(static key => key.GetProperty("kid").GetString()));
        Assert.NotEqual(published[0].GetProperty("n").GetString(), published[1].GetProperty("n").GetString());
    }

    [Theory]
    [InlineData("GET", "/oidc")]
    [InlineData("GET", "/oidc/.well-known/")]
    [InlineData("GET", "/oidc/.well-known/other")]
    [InlineData("POST", "/oidc/.well-known/jwks.json")]
    [InlineData("GET", "//oidc/.well-known/jwks.json")]
    public async Task Send_AnythingElse_IsNotFound(string method, string target)
    {
        await using Harness harness = await Harness.StartAsync();

        Assert.Equal(404, (await harness.SendAsync(harness.Request(method, target))).Code);
    }

    [Fact]
    public async Task Issue_TokensOfAPool_HaveItsClaims()
    {
        await using Harness harness = await Harness.StartAsync();
        LocalTokenIssuer issuer = harness.Backend.UserPoolTokens;

        var id = new JsonWebToken(issuer.IssueIdToken("ann", new() { Groups = ["Admins"], ClientId = "web" }));
        var access = new JsonWebToken(issuer.IssueAccessToken("ann"));

        Assert.Equal(("RS256", "JWT", issuer.Issuer), (id.Alg, id.Typ, id.Issuer));
        Assert.Equal(("id", "web", "ann", "Admins"), (Claim(id, "token_use"), Claim(id, "aud"), Claim(id, "cognito:username"), Claim(id, "cognito:groups")));
        Assert.Equal(("access", issuer.ClientId, "ann"), (Claim(access, "token_use"), Claim(access, "client_id"), Claim(access, "username")));
        Assert.Equal(id.Subject, access.Subject);
        Assert.Equal(TimeSpan.FromHours(1), id.ValidTo - id.IssuedAt);
        Assert.False(access.TryGetClaim("aud", out _));
        Assert.False(id.TryGetClaim("nbf", out _));
    }

    [Fact]
    public async Task Restart_SameFile_HasTheSameKeyPoolAndClients()
    {
        string file = Path.Combine(Directory.CreateTempSubdirectory().FullName, "local.db");
        (string, string, string, string) first;
        await using (Harness harness = await Harness.StartAsync(new LocalBackendOptions { DataFile = file }))
        {
            first = Describe(harness.Backend);
        }

        await using (Harness harness = await Harness.StartAsync(new LocalBackendOptions { DataFile = file }))
        {
            Assert.Equal(first, Describe(harness.Backend));
        }

        Directory.Delete(Path.GetDirectoryName(file)!, recursive: true);
    }

    [Fact]
    public async Task Fault_OnTheKeys_IsItsStatus()
    {
        await using Harness harness = await Harness.StartAsync();
        harness.Backend.Faults.Sequence(new FaultFilter { Api = LocalFaults.TokenIssuer }, Fault.Status(503));

        Assert.Equal(503, (await harness.GetAsync("/oidc/.well-known/jwks.json")).Code);
        Assert.Equal(200, (await harness.GetAsync("/oidc/.well-known/jwks.json")).Code);
    }

    private static (string Path, string Client, string PoolKey, string OidcKey) Describe(LocalBackend backend) => (
        new Uri(backend.UserPoolTokens.Issuer).AbsolutePath,
        backend.UserPoolTokens.ClientId,
        new JsonWebToken(backend.UserPoolTokens.IssueIdToken("ann")).Kid,
        new JsonWebToken(backend.OidcTokens.IssueToken("ann")).Kid);

    private static string Claim(JsonWebToken token, string name) => token.GetClaim(name).Value;
}
