using System.Net;
using System.Net.Sockets;
using System.Security.Authentication;
using Amplify.Core.Http;
using Amplify.Testing;

namespace Amplify.Core.Tests.Http;

public sealed class HttpPipelineTests
{
    [Fact]
    public async Task Send_Answer_IsReadToItsEnd()
    {
        var fixture = new PipelineFixture(StubHandler.Answering(HttpStatusCode.Accepted, "body", "text/plain", ("X-One", "1")));

        HttpAnswer answer = await fixture.SendAsync();

        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
        Assert.Equal("body", answer.Text);
        Assert.Equal("1", answer.Headers["x-one"]);
        Assert.StartsWith("text/plain", answer.Headers["content-type"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Send_NoAnswerInTime_IsTimeout()
    {
        var fixture = new PipelineFixture(StubHandler.Silent());

        Task<HttpAnswer> sending = fixture.SendAsync(timeout: TimeSpan.FromSeconds(7));
        fixture.Time.Advance(TimeSpan.FromSeconds(6.9));
        Assert.False(sending.IsCompleted);
        fixture.Time.Advance(TimeSpan.FromSeconds(0.1));

        var error = await Assert.ThrowsAsync<AmplifyTimeoutException>(() => sending);
        Assert.Equal(TimeSpan.FromSeconds(7), error.Timeout);
        Assert.True(error.IsTransient);
        Assert.Contains("GET /items on MyApi", error.Message, StringComparison.Ordinal);
        Assert.Contains("7 s", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Send_NoTimeoutGiven_HasHundredSeconds()
    {
        var fixture = new PipelineFixture(StubHandler.Silent());

        Task<HttpAnswer> sending = fixture.SendAsync();
        fixture.Time.Advance(TimeSpan.FromSeconds(99));
        Assert.False(sending.IsCompleted);
        fixture.Time.Advance(TimeSpan.FromSeconds(1));

        await Assert.ThrowsAsync<AmplifyTimeoutException>(() => sending);
    }

    [Fact]
    public async Task Send_BodyNotCompleteInTime_IsTimeout()
    {
        var body = new NeverEndingStream();
        var fixture = new PipelineFixture(new StubHandler((_, _) =>
            Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK) { Content = new StreamContent(body) })));

        Task<HttpAnswer> sending = fixture.SendAsync(timeout: TimeSpan.FromSeconds(5));
        await body.Reading;
        fixture.Time.Advance(TimeSpan.FromSeconds(5));

        await Assert.ThrowsAsync<AmplifyTimeoutException>(() => sending);
    }

    [Fact]
    public async Task Send_RequestNotMadeInTime_IsTimeout()
    {
        var fixture = new PipelineFixture(StubHandler.Answering(HttpStatusCode.OK));
        using HttpPipeline pipeline = fixture.Create();

        Task<HttpAnswer> sending = pipeline.SendAsync(
            new HttpCall("MyApi", HttpMethod.Get, "/items", TimeSpan.FromSeconds(5)),
            async token =>
            {
                await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, token);
                return new HttpRequestMessage();
            },
            TestContext.Current.CancellationToken);
        fixture.Time.Advance(TimeSpan.FromSeconds(5));

        await Assert.ThrowsAsync<AmplifyTimeoutException>(() => sending);
    }

    [Fact]
    public async Task Send_CallerCancels_IsCancellationWithCallersToken()
    {
        using var cancellation = new CancellationTokenSource();
        var fixture = new PipelineFixture(StubHandler.Silent());

        Task<HttpAnswer> sending = fixture.SendCancellableAsync(cancellation.Token);
        await cancellation.CancelAsync();

        var error = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => sending);
        Assert.Equal(cancellation.Token, error.CancellationToken);
        Assert.Equal([1, 4], fixture.Loggers.Events.Select(e => e.Id));
    }

    [Fact]
    public async Task Send_CancelledBefore_SendsNothing()
    {
        var stub = StubHandler.Answering(HttpStatusCode.OK);
        var fixture = new PipelineFixture(stub);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => fixture.SendCancellableAsync(new CancellationToken(true)));

        Assert.Empty(stub.Requests);
    }

    public static TheoryData<Exception, NetworkFailure, string> Failures => new()
    {
        { new HttpRequestException(HttpRequestError.NameResolutionError, "x"), NetworkFailure.NameResolution, "unknown" },
        { new HttpRequestException(HttpRequestError.ConnectionError, "x"), NetworkFailure.Connection, "server runs" },
        { new HttpRequestException(HttpRequestError.ProxyTunnelError, "x"), NetworkFailure.Connection, "proxy" },
        { new HttpRequestException(HttpRequestError.SecureConnectionError, "x"), NetworkFailure.SecureConnection, "certificate" },
        { new HttpRequestException(HttpRequestError.ResponseEnded, "x"), NetworkFailure.Cut, "cut" },
        { new HttpIOException(HttpRequestError.ResponseEnded, "x"), NetworkFailure.Cut, "cut" },
        { new HttpRequestException(HttpRequestError.InvalidResponse, "x"), NetworkFailure.InvalidAnswer, "not HTTP" },
        { new HttpRequestException("x", new AuthenticationException()), NetworkFailure.SecureConnection, "certificate" },
        { new HttpRequestException("x", new SocketException((int)SocketError.HostNotFound)), NetworkFailure.NameResolution, "unknown" },
        { new HttpRequestException("x", new SocketException((int)SocketError.ConnectionRefused)), NetworkFailure.Connection, "server runs" },
        { new SocketException((int)SocketError.ConnectionReset), NetworkFailure.Cut, "cut" },
        { new IOException("x"), NetworkFailure.Cut, "cut" },
        { new TaskCanceledException("connect", new TimeoutException()), NetworkFailure.Connection, "server runs" },
        { new HttpRequestException("x"), NetworkFailure.Unknown, "inner exception" },
    };

    [Theory]
    [MemberData(nameof(Failures))]
    public async Task Send_TransportFails_TellsWhichFailureAndWhatToDo(Exception failure, NetworkFailure kind, string advice)
    {
        var fixture = new PipelineFixture(StubHandler.Throwing(failure));

        var error = await Assert.ThrowsAsync<AmplifyNetworkException>(() => fixture.SendAsync());

        Assert.Equal(kind, error.Failure);
        Assert.Same(failure, error.InnerException);
        Assert.Contains("GET /items on MyApi", error.Message, StringComparison.Ordinal);
        Assert.Contains(kind == NetworkFailure.Unknown ? "configuration" : "api.example", error.Message, StringComparison.Ordinal);
        Assert.Contains(advice, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", error.Message, StringComparison.Ordinal);
        Assert.Equal(kind != NetworkFailure.SecureConnection, error.IsTransient);
    }

    [Fact]
    public async Task Send_BodyCut_KeepsWhatCame()
    {
        await using var server = new RawServer("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{\"id\":");
        var fixture = new PipelineFixture(HttpTransport.Create());

        var error = await Assert.ThrowsAsync<AmplifyNetworkException>(() => fixture.SendAsync(server.Root));

        Assert.Equal(NetworkFailure.Cut, error.Failure);
        Assert.Equal("{\"id\":"u8.ToArray(), error.ReceivedBody.ToArray());
    }

    [Fact]
    public async Task Send_ApplicationsFunctionFails_IsLeftAlone()
    {
        var failure = new HttpRequestException("token server");
        using HttpPipeline pipeline = new PipelineFixture(StubHandler.Answering(HttpStatusCode.OK)).Create();

        Exception error = await Assert.ThrowsAsync<HttpRequestException>(() => pipeline.SendAsync(
            new HttpCall("MyApi", HttpMethod.Get, "/"), _ => throw failure, TestContext.Current.CancellationToken));

        Assert.Same(failure, error);
    }

    [Fact]
    public async Task Send_Disposed_IsRefused()
    {
        HttpPipeline pipeline = new PipelineFixture(StubHandler.Answering(HttpStatusCode.OK)).Create();
        pipeline.Dispose();
        pipeline.Dispose();

        await Assert.ThrowsAsync<ObjectDisposedException>(() => pipeline.SendAsync(
            new HttpCall("MyApi", HttpMethod.Get, "/"), _ => new(new HttpRequestMessage()), TestContext.Current.CancellationToken));
    }

    [Fact]
    public void Dispose_Transport_IsItsOwnersToDisposeOf()
    {
        var stub = StubHandler.Answering(HttpStatusCode.OK);

        new PipelineFixture(stub).Create().Dispose();

        Assert.False(stub.Disposed);
    }

    [Fact]
    public async Task Send_Handlers_RunInOrder()
    {
        var order = new List<string>();
        var fixture = new PipelineFixture(
            StubHandler.Answering(HttpStatusCode.OK), new NotingHandler("outer", order), new NotingHandler("inner", order));

        await fixture.SendAsync();

        Assert.Equal(["outer", "inner"], order);
    }

    [Fact]
    public async Task Send_Log_HasStableEventsAndNoQuery()
    {
        var fixture = new PipelineFixture(StubHandler.Answering(HttpStatusCode.OK));
        await fixture.SendAsync();
        var failing = new PipelineFixture(StubHandler.Throwing(new IOException("x")));
        await Assert.ThrowsAsync<AmplifyNetworkException>(() => failing.SendAsync());

        Assert.Equal([1, 2], fixture.Loggers.Events.Select(e => e.Id));
        Assert.Equal([1, 3], failing.Loggers.Events.Select(e => e.Id));
        Assert.Contains("GET /items on MyApi was answered 200", fixture.Loggers.All, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", fixture.Loggers.All + failing.Loggers.All, StringComparison.Ordinal);
    }

    private sealed class NotingHandler(string name, List<string> order) : DelegatingHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            order.Add(name);
            return base.SendAsync(request, cancellationToken);
        }
    }

    private sealed class NeverEndingStream : MemoryStream
    {
        private readonly TaskCompletionSource _reading = new();

        public Task Reading => _reading.Task;

        public override bool CanSeek => false;

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            _reading.TrySetResult();
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken);
            return 0;
        }

        public override async Task CopyToAsync(Stream destination, int bufferSize, CancellationToken cancellationToken) =>
            await ReadExactlyAsync(new byte[1], cancellationToken);
    }
}
