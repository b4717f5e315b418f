using System.Net.Security;
using System.Net.WebSockets;
using System.Security.Cryptography.X509Certificates;

namespace Amplify.Local.Tests.Hosting;

public sealed class TlsTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("localhost")]
    public async Task Tls_AuthorityTrusted_IsServed(string host)
    {
        await using LocalBackend backend = await StartAsync();
        using HttpClient http = Trusting(backend);

        using HttpResponseMessage answer = await http.GetAsync(new UriBuilder(backend.RestEndpoints["MyPublicApi"]) { Host = host }.Uri, Token);

        Assert.Equal("https", backend.Endpoint.Scheme);
        Assert.True(answer.IsSuccessStatusCode);
    }

    [Fact]
    public async Task Tls_AuthorityNotTrusted_IsRefusedByTheClient()
    {
        await using LocalBackend backend = await StartAsync();
        await using LocalBackend other = await StartAsync();
        using HttpClient http = Trusting(other);

        var refused = await Assert.ThrowsAsync<HttpRequestException>(() => http.GetAsync(backend.Endpoint, Token));

        Assert.Equal(HttpRequestError.SecureConnectionError, refused.HttpRequestError);
    }

    [Fact]
    public async Task Tls_Subscriptions_AreServedOverWss()
    {
        await using LocalBackend backend = await StartAsync();
        using HttpClient http = Trusting(backend);
        using var socket = new ClientWebSocket();
        socket.Options.AddSubProtocol("graphql-ws");

        await socket.ConnectAsync(backend.AppSync.RealtimeEndpoint, http, Token);

        Assert.Equal("wss", backend.AppSync.RealtimeEndpoint.Scheme);
        Assert.Equal("wss", backend.EventsRealtimeEndpoint.Scheme);
        Assert.Equal(WebSocketState.Open, socket.State);
    }

    [Fact]
    public async Task CaCertificateFile_IsThereForAsLongAsTheBackend()
    {
        LocalBackend backend = await StartAsync();
        string file = backend.CaCertificateFile!;
        using X509Certificate2 authority = X509Certificate2.CreateFromPem(await File.ReadAllTextAsync(file, Token));

        await backend.DisposeAsync();

        Assert.False(authority.HasPrivateKey);
        Assert.False(File.Exists(file));
    }

    [Fact]
    public async Task CaCertificateFile_WithoutTls_IsNone()
    {
        await using LocalBackend backend = await LocalBackend.StartAsync(cancellationToken: Token);

        Assert.Null(backend.CaCertificateFile);
        Assert.Equal("http", backend.Endpoint.Scheme);
    }

    private static Task<LocalBackend> StartAsync() => LocalBackend.StartAsync(new() { Tls = true }, Token);

    private static HttpClient Trusting(LocalBackend backend)
    {
        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        policy.CustomTrustStore.ImportFromPemFile(backend.CaCertificateFile!);
        return new HttpClient(new SocketsHttpHandler { SslOptions = new SslClientAuthenticationOptions { CertificateChainPolicy = policy } });
    }
}
