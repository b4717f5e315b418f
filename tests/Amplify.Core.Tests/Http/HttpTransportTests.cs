using Amplify.Core.Http;
using Amplify.Testing;

namespace Amplify.Core.Tests.Http;

public sealed class HttpTransportTests
{
    [Fact]
    public void Create_Handler_FollowsNothingAndRenewsConnections()
    {
        using var transport = Assert.IsType<DecompressionHandler>(HttpTransport.Create());

        var handler = Assert.IsType<SocketsHttpHandler>(transport.InnerHandler);
        Assert.False(handler.AllowAutoRedirect);
        Assert.False(handler.UseCookies);
        Assert.Equal(TimeSpan.FromMinutes(5), handler.PooledConnectionLifetime);
        Assert.Equal(System.Net.DecompressionMethods.None, handler.AutomaticDecompression);
    }

    [Fact]
    public void Prepare_ChainOfApplication_SwitchesRedirectsOffAtItsEnd()
    {
        var sockets = new SocketsHttpHandler();
        var client = new HttpClientHandler();

        HttpTransport.Prepare(new Link { InnerHandler = new Link { InnerHandler = sockets } });
        HttpTransport.Prepare(client);

        Assert.False(sockets.AllowAutoRedirect);
        Assert.False(client.AllowAutoRedirect);
    }

    [Fact]
    public void Prepare_ChainWithoutEnd_TellsWhatToDo()
    {
        var error = Assert.Throws<AmplifyConfigurationException>(() => HttpTransport.Prepare(new Link()));

        Assert.Equal("HttpMessageHandler", error.Key);
        Assert.Contains("AmplifyOptions.Handlers", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Prepare_HandlerInUseThatFollowsRedirects_IsRefused()
    {
        await using SocketServer server = await SocketServer.StartAsync(_ => Task.CompletedTask);
        using var handler = new SocketsHttpHandler();
        using var client = new HttpClient(handler, disposeHandler: false);
        await client.GetAsync(server.Root, TestContext.Current.CancellationToken);

        Assert.Contains("AllowAutoRedirect", Assert.Throws<AmplifyConfigurationException>(() => HttpTransport.Prepare(handler)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Send_PortNobodyListensOn_IsConnectionFailure()
    {
        var error = await Assert.ThrowsAsync<AmplifyNetworkException>(() => new PipelineFixture(HttpTransport.Create()).SendAsync(RawServer.Closed()));

        Assert.Equal(NetworkFailure.Connection, error.Failure);
        Assert.Contains("127.0.0.1:", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Send_UnknownHost_IsNameResolutionFailure()
    {
        var error = await Assert.ThrowsAsync<AmplifyNetworkException>(
            () => new PipelineFixture(HttpTransport.Create()).SendAsync(new Uri("https://no-such-host.invalid/")));

        Assert.Equal(NetworkFailure.NameResolution, error.Failure);
        Assert.Contains("no-such-host.invalid", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Send_CertificateNotTrusted_IsSecureConnectionFailure()
    {
        await using SocketServer server = await SocketServer.StartAsync(_ => Task.CompletedTask, tls: true);

        var error = await Assert.ThrowsAsync<AmplifyNetworkException>(() => new PipelineFixture(HttpTransport.Create()).SendAsync(server.Root));

        Assert.Equal(NetworkFailure.SecureConnection, error.Failure);
        Assert.False(error.IsTransient);
    }

    [Fact]
    public async Task Send_NotHttp_IsInvalidAnswer()
    {
        await using var server = new RawServer("SSH-2.0-OpenSSH_9.9\r\n\r\n");

        var error = await Assert.ThrowsAsync<AmplifyNetworkException>(() => new PipelineFixture(HttpTransport.Create()).SendAsync(server.Root));

        Assert.Equal(NetworkFailure.InvalidAnswer, error.Failure);
    }

    private sealed class Link : DelegatingHandler;
}
