using System.Net.WebSockets;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Amplify.Local.Tests.AppSync.Authorization;
using Amplify.Local.Tests.Support;
using Amplify.Local.Tokens;
using Microsoft.Extensions.Time.Testing;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Amplify.Local.Tests.Cognito.UserPool;

/// <summary>Tokens that are not the pool's, or no longer, shown wherever the backend takes the pool's tokens.</summary>
public sealed class TamperedTokenTests : IAsyncLifetime
{
    private static readonly string[] Places = ["GraphQL", "subscription", "REST", "identity pool", "user pool"];

    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 3, 4, 5, 6, 7, TimeSpan.Zero));
    private Harness? _harness;
    private string _idToken = "";
    private string _accessToken = "";

    public async ValueTask InitializeAsync()
    {
        _harness = await Harness.StartAsync(new LocalBackendOptions
        {
            TimeProvider = _time,
            AppSync = new LocalAppSyncOptions { DefaultMode = AppSyncAuthMode.UserPool, UserPools = [new()] },
        }.AddApi("Api", static api => api.Map("GET", "/x", static _ => ProxyResponse.Empty(200), RestAuthorization.UserPool)));
        LocalUserPool pool = _harness.Backend.UserPool;
        pool.AddUser("jane", PoolHarness.Password);
        Reply signIn = await CognitoAsync("AWSCognitoIdentityProviderService.InitiateAuth", new
        {
            pool.ClientId,
            AuthFlow = "USER_PASSWORD_AUTH",
            AuthParameters = new { USERNAME = "jane", PASSWORD = PoolHarness.Password },
        });
        (_idToken, _accessToken) = (signIn.IdToken(), signIn.AccessToken());
    }

    public async ValueTask DisposeAsync() => await _harness!.DisposeAsync();

    [Fact]
    public async Task Token_OfASignIn_IsTakenEverywhere()
    {
        foreach (string place in Places)
        {
            Assert.True(await IsTakenAsync(place, TokenFor(place)), place);
        }
    }

    [Theory]
    [InlineData("no algorithm")]
    [InlineData("published key as a secret")]
    [InlineData("another key")]
    [InlineData("another user")]
    [InlineData("another issuer")]
    [InlineData("another client")]
    [InlineData("another use")]
    [InlineData("signature left out")]
    [InlineData("unknown key id")]
    [InlineData("critical header")]
    [InlineData("not valid yet")]
    public async Task Token_Tampered_IsTakenNowhere(string how)
    {
        foreach (string place in Places)
        {
            Assert.False(await IsTakenAsync(place, Tamper(place, how)), place);
        }
    }

    [Fact]
    public async Task Token_SignedAgainUnderTheSameHeader_IsTaken()
    {
        foreach (string place in Places)
        {
            Assert.True(await IsTakenAsync(place, SignAgain(TokenFor(place), kid: null)), place);
        }
    }

    [Theory]
    [InlineData("signed out")]
    [InlineData("disabled")]
    [InlineData("deleted")]
    public async Task Token_OfAUserWhoMayNoLonger_IsTakenUntilItExpiresButByThePoolItself(string how)
    {
        LocalUserPool pool = _harness!.Backend.UserPool;
        switch (how)
        {
            case "signed out":
                pool.SignOutUser("jane");
                break;
            case "disabled":
                pool.SetEnabled("jane", false);
                break;
            default:
                pool.DeleteUser("jane");
                break;
        }

        foreach (string place in Places)
        {
            Assert.Equal(place != "user pool", await IsTakenAsync(place, TokenFor(place)));
        }
    }

    [Fact]
    public async Task Token_Expired_IsTakenNowhere()
    {
        _time.Advance(TimeSpan.FromHours(1));

        foreach (string place in Places)
        {
            Assert.False(await IsTakenAsync(place, TokenFor(place)), place);
        }
    }

    [Fact]
    public async Task AccessToken_ForAnIdToken_IsNotTaken()
    {
        Assert.False(await IsTakenAsync("REST", _accessToken));
        Assert.False(await IsTakenAsync("identity pool", _accessToken));
        Assert.False(await IsTakenAsync("user pool", _idToken));
    }

    private string TokenFor(string place) => place == "user pool" ? _accessToken : _idToken;

    private string Tamper(string place, string how)
    {
        string token = TokenFor(place);
        LocalTokenIssuer issuer = _harness!.Backend.UserPoolTokens;
        using var key = RSA.Create(2048);
        LocalTokenOptions options = how switch
        {
            "another key" => new() { Key = key },
            "another issuer" => new() { Claims = new Dictionary<string, object?> { ["iss"] = "https://cognito-idp.us-east-1.amazonaws.com/us-east-1_AbCdEfGhI" } },
            "another client" => new() { ClientId = "another" },
            "not valid yet" => new() { Claims = new Dictionary<string, object?> { ["nbf"] = _time.GetUtcNow().AddSeconds(1).ToUnixTimeSeconds() } },
            "another use" => new() { Claims = new Dictionary<string, object?> { ["token_use"] = "refresh" } },
            _ => new(),
        };
        return how switch
        {
            "no algorithm" => ForgedToken.Unsigned(token),
            "published key as a secret" => ForgedToken.WithSecret(token, issuer.Keys.Id.Id, issuer.Keys.ToJwks().ToArray()),
            "another user" => ForgedToken.WithClaim(token, "sub", "11111111-2222-3333-4444-555555555555"),
            "unknown key id" => SignAgain(token, kid: "unknown"),
            "critical header" => SignAgain(token, kid: null, ("crit", new[] { "exp" })),
            "signature left out" => token[..(token.LastIndexOf('.') + 1)],
            _ => place == "user pool" ? issuer.IssueAccessToken("jane", options) : issuer.IssueIdToken("jane", options),
        };
    }

    /// <summary>Signs a token's claims with the pool's own key, under another header.</summary>
    private string SignAgain(string token, string? kid, params (string Name, object Value)[] header)
    {
        IssuerKeys keys = _harness!.Backend.UserPoolTokens.Keys;
        IssuerKey own = token == _accessToken ? keys.Access : keys.Id;
        var key = new RsaSecurityKey(((RsaSecurityKey)own.Key).Parameters) { KeyId = kid ?? own.Id };
        return new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(
            Base64UrlEncoder.Decode(token.Split('.')[1]),
            new SigningCredentials(key, SecurityAlgorithms.RsaSha256),
            header.ToDictionary(static entry => entry.Name, static entry => entry.Value));
    }

    private async Task<bool> IsTakenAsync(string place, string token) => place switch
    {
        "GraphQL" => await IsServedAsync("POST", "/graphql", token, """{"query":"{ listEvents { items { id } } }"}"""),
        "subscription" => await IsAcknowledgedAsync(token),
        "REST" => await IsServedAsync("GET", "/Api/prod/x", token),
        "identity pool" => (await CognitoAsync("AWSCognitoIdentityService.GetId", new
        {
            _harness!.Backend.IdentityPoolId,
            Logins = new Dictionary<string, string> { [$"cognito-idp.us-east-1.amazonaws.com/{_harness.Backend.UserPool.PoolId}"] = token },
        })).Code == 200,
        _ => (await CognitoAsync("AWSCognitoIdentityProviderService.GetUser", new { AccessToken = token })).Code == 200,
    };

    private async Task<bool> IsServedAsync(string method, string target, string token, string? body = null)
    {
        HttpRequestMessage request = _harness!.Request(method, target, body);
        request.Headers.TryAddWithoutValidation("Authorization", token);
        return (await _harness.SendAsync(request)).Code == 200;
    }

    private async Task<bool> IsAcknowledgedAsync(string token)
    {
        LocalBackend backend = _harness!.Backend;
        try
        {
            using FrameSocket socket = await FrameSocket.ConnectAsync(
                backend.AppSync.RealtimeEndpoint, "graphql-ws", new Dictionary<string, string> { ["host"] = backend.Endpoint.Authority, ["Authorization"] = token });
            await socket.SendAsync(new { type = "connection_init" });
            return (await socket.ReceiveAsync()).Contains("connection_ack", StringComparison.Ordinal);
        }
        catch (WebSocketException)
        {
            return false;
        }
    }

    private Task<Reply> CognitoAsync(string target, object input)
    {
        HttpRequestMessage request = _harness!.Request("POST", "/");
        request.Content = new StringContent(JsonSerializer.Serialize(input), Encoding.UTF8, "application/x-amz-json-1.1");
        request.Headers.Add("X-Amz-Target", target);
        return _harness.SendAsync(request);
    }
}
