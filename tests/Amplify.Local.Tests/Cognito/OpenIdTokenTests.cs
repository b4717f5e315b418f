using System.Text.Json;
using Amplify.Local.Tests.Support;
using Microsoft.Extensions.Time.Testing;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using static Amplify.Local.Tests.Cognito.IdentityLoginHarness;

namespace Amplify.Local.Tests.Cognito;

public sealed class OpenIdTokenTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly FakeTimeProvider _time = new(Now);

    private Task<IdentityLoginHarness> StartAsync() => IdentityLoginHarness.StartAsync(
        new LocalBackendOptions { TimeProvider = _time, DeveloperProvider = "login.example.com" });

    private static async Task<Reply> ForDeveloperAsync(IdentityLoginHarness harness, object input) => await harness.Harness.SendAsync(
        await harness.Harness.SignAsync(
            harness.Harness.CognitoRequest("GetOpenIdTokenForDeveloperIdentity", JsonSerializer.Serialize(input)), service: "cognito-identity"));

    private static Task<Reply> ForDeveloperAsync(IdentityLoginHarness harness, string user, string? identityId = null, long? duration = null) =>
        ForDeveloperAsync(harness, new
        {
            harness.Backend.IdentityPoolId,
            IdentityId = identityId,
            Logins = new Dictionary<string, string> { ["login.example.com"] = user },
            TokenDuration = duration,
        });

    private static (string IdentityId, string Token) Read(Reply reply) =>
        (reply.Json.GetProperty("IdentityId").GetString()!, reply.Json.GetProperty("Token").GetString()!);

    private static JsonElement ClaimsOf(string token) => JsonElement.Parse(Base64UrlEncoder.Decode(token.Split('.')[1]));

    [Fact]
    public async Task GetOpenIdToken_User_TellsWhoSignedThemIn_AndIsVerifiedByThePublishedKeys()
    {
        await using IdentityLoginHarness harness = await StartAsync();
        string id = await harness.IdAsync(harness.User("ann"));

        (string identityId, string token) = Read(await harness.GetOpenIdTokenAsync(id, harness.User("ann")));

        JsonElement claims = ClaimsOf(token);
        Assert.Equal((id, id), (identityId, claims.GetProperty("sub").GetString()));
        Assert.Equal(
            ("https://cognito-identity.amazonaws.com", harness.Backend.IdentityPoolId),
            (claims.GetProperty("iss").GetString(), claims.GetProperty("aud").GetString()));
        Assert.Equal((Now.ToUnixTimeSeconds(), Now.AddMinutes(10).ToUnixTimeSeconds()), (claims.GetProperty("iat").GetInt64(), claims.GetProperty("exp").GetInt64()));
        string[] methods = [.. claims.GetProperty("amr").EnumerateArray().Select(method => method.GetString()!)];
        Assert.Equal(["authenticated", harness.UserPool], methods[..2]);
        Assert.StartsWith($"{harness.UserPool}:CognitoSignIn:", methods[2], StringComparison.Ordinal);
        Reply jwks = await harness.Harness.GetAsync("/cognito-identity/.well-known/jwks_uri");
        TokenValidationResult result = await new JsonWebTokenHandler().ValidateTokenAsync(token, new TokenValidationParameters
        {
            IssuerSigningKeys = JsonWebKeySet.Create(jwks.Text).GetSigningKeys(),
            ValidIssuer = "https://cognito-identity.amazonaws.com",
            ValidAudience = harness.Backend.IdentityPoolId,
            ValidateLifetime = false,
        });
        Assert.True(result.IsValid);
    }

    [Fact]
    public async Task GetOpenIdToken_Guest_IsUnauthenticated_AndIsNoLogin()
    {
        await using IdentityLoginHarness harness = await StartAsync();

        (_, string token) = Read(await harness.GetOpenIdTokenAsync(await harness.IdAsync()));

        Assert.Equal("""["unauthenticated"]""", ClaimsOf(token).GetProperty("amr").GetRawText());
        ShouldNotBeAuthorized(
            await harness.GetIdAsync(("cognito-identity.amazonaws.com", token)), "Invalid login token. Not a valid OpenId Connect identity token.");
    }

    [Fact]
    public async Task ForDeveloper_SameUser_IsTheSameIdentityAndMaySignIn()
    {
        await using IdentityLoginHarness harness = await StartAsync();

        (string id, string token) = Read(await ForDeveloperAsync(harness, "user-1"));

        Assert.Equal(id, Read(await ForDeveloperAsync(harness, "user-1")).IdentityId);
        Assert.NotEqual(id, Read(await ForDeveloperAsync(harness, "user-2")).IdentityId);
        Assert.Equal(id, await harness.IdAsync(("cognito-identity.amazonaws.com", token)));
        Assert.Equal(200, (await harness.GetCredentialsAsync(id, ("cognito-identity.amazonaws.com", token))).Code);
        Assert.Equal(
            $"""["authenticated","login.example.com","login.example.com:{harness.Backend.IdentityPoolId}:user-1"]""",
            ClaimsOf(token).GetProperty("amr").GetRawText());
    }

    [Fact]
    public async Task ForDeveloper_WithAGuestsIdentity_MakesItTheUsers()
    {
        await using IdentityLoginHarness harness = await StartAsync();
        string guest = await harness.IdAsync();

        Assert.Equal(guest, Read(await ForDeveloperAsync(harness, "user-1", guest)).IdentityId);
        Assert.Equal(guest, Read(await ForDeveloperAsync(harness, "user-1")).IdentityId);
    }

    [Fact]
    public async Task ForDeveloper_Token_LastsAsLongAsAskedFor()
    {
        await using IdentityLoginHarness harness = await StartAsync();
        (string usual, string token) = Read(await ForDeveloperAsync(harness, "user-1"));
        Assert.Equal(Now.AddMinutes(15).ToUnixTimeSeconds(), ClaimsOf(token).GetProperty("exp").GetInt64());
        (_, string brief) = Read(await ForDeveloperAsync(harness, "user-1", duration: 60));

        _time.Advance(TimeSpan.FromSeconds(60));

        ShouldNotBeAuthorized(
            await harness.GetIdAsync(("cognito-identity.amazonaws.com", brief)), "Invalid login token. Token expired: 1767225660 >= 1767225660");
        Assert.Equal(usual, await harness.IdAsync(("cognito-identity.amazonaws.com", token)));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(86_401)]
    public async Task ForDeveloper_DurationOutOfRange_IsRefused(long duration)
    {
        await using IdentityLoginHarness harness = await StartAsync();

        Assert.Equal("InvalidParameterException:", (await ForDeveloperAsync(harness, "user-1", duration: duration)).ErrorType);
    }

    [Fact]
    public async Task ForDeveloper_Unsigned_IsRefused()
    {
        await using IdentityLoginHarness harness = await StartAsync();

        ShouldBeRefused(
            await harness.Harness.CognitoAsync("GetOpenIdTokenForDeveloperIdentity", "{}"), "MissingAuthenticationTokenException", "Missing Authentication Token");
    }

    [Fact]
    public async Task ForDeveloper_OtherProvider_IsRefused()
    {
        await using IdentityLoginHarness harness = await StartAsync();

        ShouldBeRefused(
            await ForDeveloperAsync(harness, new
            {
                harness.Backend.IdentityPoolId,
                Logins = new Dictionary<string, string> { ["login.other.com"] = "user-1" },
            }),
            "InvalidParameterException",
            "Please provide a valid developer provider");
    }

    [Fact]
    public async Task Token_OfAnotherBackend_IsRefused()
    {
        await using IdentityLoginHarness harness = await StartAsync();
        await using IdentityLoginHarness other = await StartAsync();

        ShouldNotBeAuthorized(
            await harness.GetIdAsync(("cognito-identity.amazonaws.com", Read(await ForDeveloperAsync(other, "user-1")).Token)),
            "Invalid login token. Issuer doesn't match providerName");
    }

    [Fact]
    public async Task Token_OfAnIdentityThatIsClosed_IsRefused()
    {
        await using IdentityLoginHarness harness = await StartAsync();
        string id = await harness.IdAsync(harness.User("ann"));
        (_, string token) = Read(await harness.GetOpenIdTokenAsync(id, harness.User("ann")));

        await harness.UnlinkAsync(id, [harness.UserPool], harness.User("ann"));

        ShouldNotBeAuthorized(
            await harness.GetIdAsync(("cognito-identity.amazonaws.com", token)),
            "Logins don't match. Please include at least one valid login for this identity or identity pool.");
    }
}
