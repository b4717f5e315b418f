using Amplify.Testing;
using Microsoft.AspNetCore.Http;

namespace Amplify.Tests.Client;

/// <summary>Client or handler are disposed of while calls are under way, over sockets.</summary>
public sealed class DisposalTests : IAsyncLifetime
{
    private readonly TaskCompletionSource _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _requests;
    private SocketServer _server = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _server = await SocketServer.StartAsync(AnswerAsync);

    public async ValueTask DisposeAsync()
    {
        _answer.TrySetResult();
        await _server.DisposeAsync();
    }

    [Theory]
    [InlineData("GET")]
    [InlineData("POST")]
    public async Task Client_DisposedOf_EndsCallsUnderWayAndSendsNothingMore(string method)
    {
        AmplifyClient amplify = Client();

        Task calling = amplify.Rest.SendAsync(new HttpMethod(method), "MyApi", "/wait", cancellationToken: Token);
        await _reached.Task.WaitAsync(Token);
        await amplify.DisposeAsync();

        var error = await Assert.ThrowsAsync<ObjectDisposedException>(() => calling);
        Assert.Equal(typeof(AmplifyClient).FullName, error.ObjectName);
        Assert.StartsWith($"{method} /wait on MyApi was under way when its client was disposed of.", error.Message, StringComparison.Ordinal);
        Assert.Equal(1, Volatile.Read(ref _requests));
    }

    [Fact]
    public async Task Client_DisposedOf_EndsReadingAStreamingBody()
    {
        AmplifyClient amplify = Client();
        using RestResponse response = await amplify.Rest.SendAsync(HttpMethod.Get, "MyApi", "/stream", options: new() { Streaming = true }, cancellationToken: Token);
        Stream body = response.OpenBody();
        await body.ReadExactlyAsync(new byte[1], Token);

        ValueTask<int> reading = body.ReadAsync(new byte[1], Token);
        await amplify.DisposeAsync();

        await Assert.ThrowsAsync<ObjectDisposedException>(async () => await reading);
    }

    [Fact]
    public async Task Handler_DisposedOfUnderWay_LetsTheCallEndAndIsNamedByTheNext()
    {
        var handler = new SocketsHttpHandler();
        await using AmplifyClient amplify = Client(handler);

        Task<string> calling = amplify.Rest.GetAsync<string>("MyApi", "/wait", cancellationToken: Token);
        await _reached.Task.WaitAsync(Token);
        handler.Dispose();
        _answer.SetResult();

        Assert.Equal("done", await calling);
        var error = await Assert.ThrowsAsync<ObjectDisposedException>(() => amplify.Rest.GetAsync("MyApi", "/", cancellationToken: Token));
        Assert.Contains(nameof(SocketsHttpHandler), error.ObjectName, StringComparison.Ordinal);
    }

    private AmplifyClient Client(HttpMessageHandler? handler = null) => AmplifyClient.Create(
        new() { Api = { Endpoints = { new() { Name = "MyApi", Endpoint = _server.Root.AbsoluteUri } } } }, new() { HttpMessageHandler = handler });

    private async Task AnswerAsync(HttpContext context)
    {
        Interlocked.Increment(ref _requests);
        if (context.Request.Path == "/stream")
        {
            await context.Response.WriteAsync("x", Token);
            await context.Response.Body.FlushAsync(Token);
        }

        _reached.TrySetResult();
        await _answer.Task.WaitAsync(context.RequestAborted);
        await context.Response.WriteAsync("done", Token);
    }
}
