using System.Security.Cryptography;
using System.Text;
using Amplify.Local.Cognito.UserPool.Clients;
using Amplify.Local.Tests.Support;

namespace Amplify.Local.Tests.Cognito.UserPool;

public sealed class ClientSecretTests
{
    [Fact]
    public void Matches_PublishedVector_IsTheHash()
    {
        var client = new AppClient("client-id", "client-secret", new LocalUserPoolClient("web"));

        Assert.True(client.Matches("jane", "cjgPnmwcoTV+6qfLUyjb+K84I2eH2Qnjiebb4fcPrT8="));
        Assert.False(client.Matches("john", "cjgPnmwcoTV+6qfLUyjb+K84I2eH2Qnjiebb4fcPrT8="));
        Assert.False(client.Matches("jane", null));
    }

    [Fact]
    public async Task Calls_OfAClientWithASecret_NeedItsHash()
    {
        await using PoolHarness harness = await PoolHarness.StartAsync(new() { Clients = [new("web"), new("server") { HasSecret = true }] });
        harness.Pool.AddUser("jane", PoolHarness.Password);
        string id = harness.ClientId = harness.Pool.ClientIdOf("server");
        string hash = Convert.ToBase64String(HMACSHA256.HashData(Encoding.UTF8.GetBytes(harness.Pool.ClientSecretOf("server")!), Encoding.UTF8.GetBytes("jane" + id)));

        Reply signIn = await harness.SignInAsync("jane", PoolHarness.Password, ("SECRET_HASH", hash));

        Assert.NotNull(signIn.AccessToken());
        (await harness.SignInAsync("jane")).ShouldBeNotAuthorized($"Client {id} is configured with secret but SECRET_HASH was not received");
        (await harness.SignInAsync("jane", PoolHarness.Password, ("SECRET_HASH", "wrong"))).ShouldBeNotAuthorized($"Unable to verify secret hash for client {id}");
        (await harness.SignUpAsync("jim")).ShouldBeNotAuthorized($"Client {id} is configured with secret but SECRET_HASH was not received");
        (await harness.CallAsync("ForgotPassword", new { Username = "jane", SecretHash = "wrong" })).ShouldBeNotAuthorized($"Unable to verify secret hash for client {id}");
        (await harness.RefreshAsync(signIn.RefreshToken(), ("SECRET_HASH", "wrong"))).ShouldBeNotAuthorized($"SecretHash does not match for the client: {id}");
        Assert.Equal(200, (await harness.RefreshAsync(signIn.RefreshToken(), ("SECRET_HASH", hash))).Code);
        Assert.Equal("NotAuthorizedException:", (await harness.CallAsync("GetTokensFromRefreshToken", new { RefreshToken = signIn.RefreshToken() })).ErrorType);
        Assert.Equal(200, (await harness.CallAsync(
            "GetTokensFromRefreshToken", new { RefreshToken = signIn.RefreshToken(), ClientSecret = harness.Pool.ClientSecretOf("server") })).Code);
        Assert.Equal("NotAuthorizedException:", (await harness.CallAsync("RevokeToken", new { Token = signIn.RefreshToken(), ClientSecret = "wrong" })).ErrorType);
        harness.ClientId = harness.Pool.ClientIdOf("web");
        (await harness.SignInAsync("jane", PoolHarness.Password, ("SECRET_HASH", hash))).ShouldBeNotAuthorized($"Unable to verify secret hash for client {harness.ClientId}");
        Assert.Null(harness.Pool.ClientSecretOf("web"));
    }
}
