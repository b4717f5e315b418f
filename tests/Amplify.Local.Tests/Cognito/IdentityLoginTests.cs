using System.Security.Cryptography;
using System.Text.Json;
using Amplify.Local.Tests.Support;
using Amplify.Signing;
using Microsoft.Extensions.Time.Testing;
using static Amplify.Local.Tests.Cognito.IdentityLoginHarness;

namespace Amplify.Local.Tests.Cognito;

public sealed class IdentityLoginTests
{
    private const string DoNotMatch = "Logins don't match. Please include at least one valid login for this identity or identity pool.";
    private const string NotSigned = "Invalid login token. Couldn't verify signed token.";

    [Fact]
    public async Task GetId_SameUser_IsTheSameIdentityUnderBothNamesOfThePool()
    {
        await using IdentityLoginHarness harness = await StartAsync();

        string id = await harness.IdAsync(harness.User("ann"));

        Assert.Equal(id, await harness.IdAsync(harness.User("ann")));
        Assert.Equal(id, await harness.IdAsync((harness.UserPoolByIssuer, harness.User("ann").Token)));
        Assert.NotEqual(id, await harness.IdAsync(harness.User("bob")));
    }

    [Fact]
    public async Task GetId_SameUserFromManySides_IsOneIdentity()
    {
        await using IdentityLoginHarness harness = await StartAsync();
        (string, string) user = harness.User("ann");

        string[] ids = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => harness.IdAsync(user)));

        Assert.Single(ids.Distinct());
    }

    [Fact]
    public async Task GetCredentials_User_AreMarkedInTheEvent()
    {
        await using IdentityLoginHarness harness = await StartAsync(new LocalBackendOptions().AddApi("Api", api => api.Map(
            "GET", "/who", request => ProxyResponse.Text(request.ToJson()))));
        string id = await harness.IdAsync(harness.User("ann"));
        AwsCredentials credentials = Harness.CredentialsOf(await harness.GetCredentialsAsync(id, harness.User("ann")));

        Reply reply = await harness.Harness.SendSignedAsync("GET", "/Api/prod/who", credentials: credentials);

        JsonElement identity = reply.Json.GetProperty("requestContext").GetProperty("identity");
        string sub = JsonElement.Parse(Microsoft.IdentityModel.Tokens.Base64UrlEncoder.Decode(harness.User("ann").Token.Split('.')[1])).GetProperty("sub").GetString()!;
        Assert.Equal(id, identity.GetProperty("cognitoIdentityId").GetString());
        Assert.Equal("authenticated", identity.GetProperty("cognitoAuthenticationType").GetString());
        Assert.Equal(
            $"{harness.UserPool},{harness.UserPool}:CognitoSignIn:{sub}", identity.GetProperty("cognitoAuthenticationProvider").GetString());
        Assert.Equal(
            "arn:aws:sts::123456789012:assumed-role/amplify-local-authRole/CognitoIdentityCredentials", identity.GetProperty("userArn").GetString());
    }

    [Fact]
    public async Task GetCredentials_GuestWhoSignsInForTheFirstTime_KeepsTheIdentity()
    {
        await using IdentityLoginHarness harness = await StartAsync();
        string guest = await harness.IdAsync();

        Reply reply = await harness.GetCredentialsAsync(guest, harness.User("ann"));

        Assert.Equal(guest, reply.Json.GetProperty("IdentityId").GetString());
        Assert.Equal(guest, await harness.IdAsync(harness.User("ann")));
        ShouldNotBeAuthorized(await harness.GetCredentialsAsync(guest), $"Access to Identity '{guest}' is forbidden.");
    }

    [Fact]
    public async Task GetCredentials_GuestOfAKnownUser_IsMergedIntoTheUsersIdentity()
    {
        await using IdentityLoginHarness harness = await StartAsync();
        string known = await harness.IdAsync(harness.User("ann"));
        string guest = await harness.IdAsync();

        Reply merged = await harness.GetCredentialsAsync(guest, harness.User("ann"));

        Assert.Equal(known, merged.Json.GetProperty("IdentityId").GetString());
        ShouldNotBeAuthorized(await harness.GetCredentialsAsync(guest), $"Access to Identity '{guest}' is forbidden.");
        Assert.Equal(known, (await harness.GetCredentialsAsync(guest, harness.User("ann"))).Json.GetProperty("IdentityId").GetString());
        ShouldNotBeAuthorized(await harness.GetCredentialsAsync(guest, harness.User("bob")), DoNotMatch);
    }

    [Fact]
    public async Task GetCredentials_AnotherUsersIdentity_IsRefused()
    {
        await using IdentityLoginHarness harness = await StartAsync();
        string ann = await harness.IdAsync(harness.User("ann"));
        await harness.IdAsync(harness.User("bob"));

        ShouldNotBeAuthorized(await harness.GetCredentialsAsync(ann, harness.User("bob")), DoNotMatch);
        ShouldNotBeAuthorized(await harness.GetCredentialsAsync(ann, harness.User("never-seen")), DoNotMatch);
        ShouldNotBeAuthorized(await harness.GetCredentialsAsync(ann), $"Access to Identity '{ann}' is forbidden.");
    }

    [Fact]
    public async Task GetCredentials_SecondProvider_IsLinkedAndLeadsToTheSameIdentity()
    {
        await using IdentityLoginHarness harness = await StartAsync(new LocalBackendOptions { IdentityProviders = { new("accounts.google.com") } });
        (string, string) google = ("accounts.google.com", harness.Backend.OidcTokens.IssueToken("g-1"));
        string id = await harness.IdAsync(harness.User("ann"));

        Assert.Equal(200, (await harness.GetCredentialsAsync(id, harness.User("ann"), google)).Code);

        Assert.Equal(id, await harness.IdAsync(google));
        await harness.IdAsync(harness.User("bob"));
        ShouldBeRefused(
            await harness.GetIdAsync(harness.User("bob"), google), "ResourceConflictException", "Login is already linked with another identity.");
    }

    [Fact]
    public async Task GetId_GuestsOff_StillServesUsers()
    {
        await using IdentityLoginHarness harness = await StartAsync(new LocalBackendOptions { AllowGuests = false });

        string id = await harness.IdAsync(harness.User("ann"));

        Assert.Equal(200, (await harness.GetCredentialsAsync(id, harness.User("ann"))).Code);
        ShouldNotBeAuthorized(await harness.GetIdAsync(), "Unauthenticated access is not supported for this identity pool.");
    }

    [Fact]
    public async Task GetId_TokenThatIsNotToBeBelieved_IsRefusedInTheServicesWords()
    {
        var time = new FakeTimeProvider(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
        await using IdentityLoginHarness harness = await StartAsync(new LocalBackendOptions { TimeProvider = time });
        LocalTokenIssuer pool = harness.Backend.UserPoolTokens;
        using var forged = RSA.Create(2048);
        Task<Reply> LogInAsync(string token) => harness.GetIdAsync((harness.UserPool, token));

        ShouldNotBeAuthorized(await LogInAsync("token"), "Invalid login token. Not a valid OpenId Connect identity token.");
        ShouldNotBeAuthorized(await LogInAsync(pool.IssueAccessToken("ann")), "Invalid login token. Missing a required claim: aud");
        ShouldNotBeAuthorized(await LogInAsync(harness.Backend.OidcTokens.IssueToken("ann")), "Invalid login token. Issuer doesn't match providerName");
        ShouldNotBeAuthorized(await LogInAsync(pool.IssueIdToken("ann", new() { Key = forged })), NotSigned);
        ShouldNotBeAuthorized(
            await LogInAsync(pool.IssueIdToken("ann", new() { ClientId = "another" })), "Token is not from a supported provider of this identity pool.");
        ShouldNotBeAuthorized(
            await LogInAsync(pool.IssueIdToken("ann", new() { Lifetime = TimeSpan.FromSeconds(-5) })),
            "Invalid login token. Token expired: 1767225600 >= 1767225595");
    }

    [Fact]
    public async Task GetId_OneOfTwoTokensIsWrong_IsRefusedAndLinksNothing()
    {
        await using IdentityLoginHarness harness = await StartAsync();
        string oidc = harness.Backend.OidcTokens.Issuer.Split("://")[1];

        ShouldNotBeAuthorized(
            await harness.GetIdAsync(harness.User("ann"), (oidc, "token")), "Invalid login token. Not a valid OpenId Connect identity token.");

        Assert.NotEqual(await harness.IdAsync(harness.User("ann")), await harness.IdAsync((oidc, harness.Backend.OidcTokens.IssueToken("ann"))));
    }

    [Theory]
    [InlineData("accounts.google.com", "NotAuthorizedException", "Token is not from a supported provider of this identity pool.")]
    [InlineData("cognito-idp.us-east-1.amazonaws.com/us-east-1_other", "NotAuthorizedException", "Token is not from a supported provider of this identity pool.")]
    [InlineData("google", "InvalidParameterException", "Please provide a valid public provider")]
    public async Task GetId_UnknownProvider_IsRefused(string provider, string type, string message)
    {
        await using IdentityLoginHarness harness = await StartAsync();

        ShouldBeRefused(await harness.GetIdAsync((provider, harness.User("ann").Token)), type, message);
    }

    [Theory]
    [InlineData("[]", "SerializationException")]
    [InlineData("""{"a.b":1}""", "SerializationException")]
    [InlineData("""{"a.b":""}""", "InvalidParameterException")]
    [InlineData("""{"":"t"}""", "InvalidParameterException")]
    [InlineData("""{"a":"t","b":"t","c":"t","d":"t","e":"t","f":"t","g":"t","h":"t","i":"t","j":"t","k":"t"}""", "InvalidParameterException")]
    public async Task GetId_LoginsThatAreNone_AreRefused(string logins, string type)
    {
        await using IdentityLoginHarness harness = await StartAsync();

        Reply reply = await harness.Harness.CognitoAsync("GetId", $$"""{"IdentityPoolId":"{{harness.Backend.IdentityPoolId}}","Logins":{{logins}}}""");

        Assert.Equal((400, type), (reply.Code, reply.Json.GetProperty("__type").GetString()));
    }

    [Fact]
    public async Task GetId_Providers_ByIssuerClientAndHandler()
    {
        await using IdentityLoginHarness other = await StartAsync();
        await using IdentityLoginHarness harness = await StartAsync(new LocalBackendOptions
        {
            IdentityProviders =
            {
                new("accounts.google.com") { Issuer = new Uri(other.Backend.OidcTokens.Issuer), ClientId = "app" },
                new("graph.facebook.com") { VerifyToken = (token, _) => new(token == "right" ? "user-1" : null) },
            },
        });
        string Token(string client) => other.Backend.OidcTokens.IssueToken("ann", new() { ClientId = client });

        Assert.Equal(200, (await harness.GetIdAsync(("accounts.google.com", Token("app")))).Code);
        ShouldNotBeAuthorized(
            await harness.GetIdAsync(("accounts.google.com", Token("another"))), "Token is not from a supported provider of this identity pool.");
        Assert.Equal(await harness.IdAsync(("graph.facebook.com", "right")), await harness.IdAsync(("graph.facebook.com", "right")));
        ShouldNotBeAuthorized(await harness.GetIdAsync(("graph.facebook.com", "wrong")), NotSigned);
    }

    [Fact]
    public async Task Restart_Identities_ArePersisted_AndCredentialsStayAuthenticated()
    {
        string file = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        try
        {
            LocalBackendOptions Options() => new LocalBackendOptions { DataFile = file }.AddApi(
                "Api", api => api.Map("GET", "/who", request => ProxyResponse.Text(request.RequestContext.Identity.CognitoAuthenticationProvider!)));
            string id;
            string provider;
            AwsCredentials credentials;
            await using (IdentityLoginHarness before = await StartAsync(Options()))
            {
                id = await before.IdAsync(before.User("ann"));
                credentials = Harness.CredentialsOf(await before.GetCredentialsAsync(id, before.User("ann")));
                provider = (await before.Harness.SendSignedAsync("GET", "/Api/prod/who", credentials: credentials)).Text;
            }

            await using IdentityLoginHarness harness = await StartAsync(Options());

            Assert.Equal(id, await harness.IdAsync(harness.User("ann")));
            Assert.Equal(provider, (await harness.Harness.SendSignedAsync("GET", "/Api/prod/who", credentials: credentials)).Text);
            Assert.Contains(":CognitoSignIn:", provider, StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public async Task Unlink_OneOfTwoLogins_LeavesTheOther()
    {
        await using IdentityLoginHarness harness = await StartAsync(new LocalBackendOptions { IdentityProviders = { new("accounts.google.com") } });
        (string, string) google = ("accounts.google.com", harness.Backend.OidcTokens.IssueToken("g-1"));
        string id = await harness.IdAsync(harness.User("ann"), google);

        Reply reply = await harness.UnlinkAsync(id, ["accounts.google.com"], harness.User("ann"));

        Assert.Equal((200, ""), (reply.Code, reply.Text));
        Assert.NotEqual(id, await harness.IdAsync(google));
        Assert.Equal(id, await harness.IdAsync(harness.User("ann")));
    }

    [Fact]
    public async Task Unlink_TheLastLogin_MakesTheIdentityInaccessible()
    {
        await using IdentityLoginHarness harness = await StartAsync();
        string id = await harness.IdAsync(harness.User("ann"));

        Assert.Equal(200, (await harness.UnlinkAsync(id, [harness.UserPoolByIssuer], harness.User("ann"))).Code);

        ShouldNotBeAuthorized(await harness.GetCredentialsAsync(id), $"Access to Identity '{id}' is forbidden.");
        ShouldNotBeAuthorized(await harness.GetCredentialsAsync(id, harness.User("ann")), DoNotMatch);
        Assert.NotEqual(id, await harness.IdAsync(harness.User("ann")));
    }

    [Fact]
    public async Task Unlink_WithoutALoginOfTheIdentity_IsRefusedAndMergesNothing()
    {
        await using IdentityLoginHarness harness = await StartAsync();
        string ann = await harness.IdAsync(harness.User("ann"));
        string guest = await harness.IdAsync();

        ShouldNotBeAuthorized(await harness.UnlinkAsync(ann, [harness.UserPool], harness.User("bob")), DoNotMatch);
        ShouldNotBeAuthorized(await harness.UnlinkAsync(ann, [harness.UserPool]), DoNotMatch);
        ShouldNotBeAuthorized(await harness.UnlinkAsync(guest, [harness.UserPool], harness.User("ann")), DoNotMatch);

        Assert.Equal(200, (await harness.GetCredentialsAsync(guest)).Code);
        Assert.Equal(ann, await harness.IdAsync(harness.User("ann")));
    }
}
