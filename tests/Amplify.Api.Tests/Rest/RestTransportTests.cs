using System.Net;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using Amplify.Testing;
using Microsoft.AspNetCore.Http;

namespace Amplify.Api.Tests.Rest;

/// <summary>What the application's own handler and settings bring to the wire: certificates, proxies, keys and names.</summary>
public sealed class RestTransportTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task ClientCertificate_OfTheHandler_IsShown()
    {
        using X509Certificate2 certificate = SocketServer.SelfSigned();
        await using SocketServer server = await SocketServer.StartAsync(
            async context => await context.Response.WriteAsync((await context.Connection.GetClientCertificateAsync(Cancellation))!.Thumbprint),
            tls: true,
            clientCertificate: true);
        using var handler = new SocketsHttpHandler { SslOptions = Trusting() };
        handler.SslOptions.ClientCertificates = [certificate];
        var fixture = new RestFixture(handler) { Api = { Endpoint = server.Root.AbsoluteUri } };

        Assert.Equal(certificate.Thumbprint, await fixture.Create().GetAsync<string>("MyApi", "/", cancellationToken: Cancellation));
    }

    [Fact]
    public async Task ClientCertificate_MissingWhereOneIsWanted_IsNetworkError()
    {
        await using SocketServer server = await SocketServer.StartAsync(_ => Task.CompletedTask, tls: true, clientCertificate: true);
        using var handler = new SocketsHttpHandler { SslOptions = Trusting() };
        var fixture = new RestFixture(handler) { Api = { Endpoint = server.Root.AbsoluteUri } };

        await Assert.ThrowsAsync<AmplifyNetworkException>(() => fixture.Create().GetAsync("MyApi", "/", new() { Retry = RetryOptions.None }, Cancellation));
    }

    [Fact]
    public async Task Proxy_OfTheHandler_GetsTheSignedRequest()
    {
        await using VerifyingServer proxy = await VerifyingServer.StartAsync();
        using var handler = new SocketsHttpHandler { Proxy = new WebProxy(proxy.Root), UseProxy = true };
        RestFixture client = proxy.Client(handler);
        client.Api.Endpoint = "http://api.invalid/prod";

        await client.Create().GetAsync("MyApi", "/items?a=1", cancellationToken: Cancellation);

        // A proxy is asked for the whole address, while the signature is for path and host.
        Assert.Equal("http://api.invalid/prod/items?a=1", proxy.Only.Target);
        Assert.Equal("api.invalid", proxy.Only["Host"]);
        Assert.StartsWith("AWS4-HMAC-SHA256 ", proxy.Only["Authorization"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Proxy_OfTheHandler_TunnelsToAnApiBehindTls()
    {
        await using VerifyingServer server = await VerifyingServer.StartAsync(tls: true);
        await using var proxy = new FaultServer(async (connection, _) =>
        {
            await connection.ReadHeadAsync();
            await connection.WriteAsync("HTTP/1.1 200 Connection established\r\n\r\n");
            await connection.RelayAsync(server.Root);
        });
        using var handler = new SocketsHttpHandler { Proxy = new WebProxy(proxy.Root), SslOptions = Trusting() };
        RestFixture client = server.Client(handler);
        client.Api.Endpoint = "https://api.invalid/prod";

        await client.Create().PutAsync("MyApi", "/items?a=1", "body", cancellationToken: Cancellation);

        Assert.StartsWith("CONNECT api.invalid:443 HTTP/1.1\r\n", Assert.Single(proxy.Heads), StringComparison.Ordinal);
        Assert.DoesNotContain("Authorization", Assert.Single(proxy.Heads), StringComparison.OrdinalIgnoreCase);
        server.Only.AssertSigned();
        Assert.Equal(("/prod/items?a=1", "api.invalid"), (server.Only.Target, server.Only["Host"]));
    }

    [Fact]
    public async Task Proxy_ThatRefusesTheTunnel_IsNetworkErrorAndNothingGoesAroundIt()
    {
        await using VerifyingServer server = await VerifyingServer.StartAsync(tls: true);
        await using var proxy = new FaultServer(async (connection, _) =>
        {
            await connection.ReadHeadAsync();
            await connection.AnswerAsync(407);
        });
        using var handler = new SocketsHttpHandler { Proxy = new WebProxy(proxy.Root), SslOptions = Trusting() };

        var error = await Assert.ThrowsAsync<AmplifyNetworkException>(() => server.Client(handler).Create().GetAsync("MyApi", "/", cancellationToken: Cancellation));

        Assert.Equal(NetworkFailure.Connection, error.Failure);
        Assert.Empty(server.Requests);
    }

    [Fact]
    public async Task ApiKey_Alone_IsSent()
    {
        await using VerifyingServer server = await VerifyingServer.StartAsync();
        RestFixture client = server.Client();
        client.Api.ApiKey = "KEY";
        client.Api.AuthMode = AuthMode.ApiKey;

        await client.Create().GetAsync("MyApi", "/", cancellationToken: Cancellation);

        Assert.Equal("KEY", server.Only["x-api-key"]);
        Assert.Null(server.Only["Authorization"]);
    }

    [Fact]
    public async Task ApiKey_WithIam_IsSentAndSigned()
    {
        await using VerifyingServer server = await VerifyingServer.StartAsync();
        RestFixture client = server.Client();
        client.Api.ApiKey = "KEY";

        await client.Create().GetAsync("MyApi", "/", cancellationToken: Cancellation);

        server.Only.AssertSigned();
        Assert.Equal("KEY", server.Only["x-api-key"]);
        Assert.Contains("x-api-key", server.Only["Authorization"], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, "^amplify-dotnet/[0-9.]+$")]
    [InlineData(" ", "^amplify-dotnet/[0-9.]+$")]
    [InlineData("MyApp/1.2 (Linux)", @"^amplify-dotnet/[0-9.]+ MyApp/1\.2 \(Linux\)$")]
    public async Task UserAgent_NamesLibraryAndApplicationAndIsNotSigned(string? name, string pattern)
    {
        await using VerifyingServer server = await VerifyingServer.StartAsync();
        RestFixture client = server.Client();
        client.UserAgent = name;

        await client.Create().GetAsync("MyApi", "/", cancellationToken: Cancellation);

        server.Only.AssertSigned();
        Assert.Matches(pattern, server.Only["User-Agent"]);
        Assert.DoesNotContain("user-agent", server.Only["Authorization"], StringComparison.Ordinal);
    }

    [Fact]
    public void UserAgent_WithLineBreak_IsRefused()
    {
        var fixture = new RestFixture { UserAgent = "MyApp\r\nEvil: 1" };

        Assert.Equal("UserAgent", Assert.Throws<AmplifyConfigurationException>(() => { fixture.Create(); }).Key);
    }

    private static SslClientAuthenticationOptions Trusting() => new()
    {
        RemoteCertificateValidationCallback = (_, certificate, _, _) => certificate?.Subject == "CN=localhost",
    };
}
