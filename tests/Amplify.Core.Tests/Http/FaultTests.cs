using System.Net;
using System.Net.Sockets;
using Amplify.Core.Http;
using Amplify.Testing;
using Microsoft.AspNetCore.Http;

namespace Amplify.Core.Tests.Http;

/// <summary>What real sockets do to a call.</summary>
public sealed class FaultTests : IDisposable
{
    private readonly HttpMessageHandler _transport = HttpTransport.Create();
    private readonly SkippingTime _time = new();

    public enum Cut
    {
        BeforeBody,
        WithinBody,
        AfterBody,
        WithinAnswer,
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _transport.Dispose();

    [Theory]
    [InlineData("PUT", Cut.BeforeBody, 3)]
    [InlineData("PUT", Cut.WithinBody, 3)]
    [InlineData("PUT", Cut.AfterBody, 3)]
    [InlineData("PUT", Cut.WithinAnswer, 3)]
    [InlineData("POST", Cut.BeforeBody, 1)]
    [InlineData("POST", Cut.WithinBody, 1)]
    [InlineData("POST", Cut.AfterBody, 1)]
    [InlineData("POST", Cut.WithinAnswer, 1)]
    public async Task Cut_IsRepeatedForIdempotentMethodsOnly(string method, Cut cut, int requests)
    {
        await using var server = new FaultServer(async (connection, _) =>
        {
            int length = await connection.ReadHeadAsync();
            await connection.ReadAsync(cut == Cut.BeforeBody ? 0 : cut == Cut.WithinBody ? length / 2 : length);
            if (cut == Cut.WithinAnswer)
            {
                await connection.WriteAsync("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf");
            }

            connection.Cut();
        });

        // More than the buffers of the system take, so that the client is still writing when the connection is cut.
        var error = await Assert.ThrowsAsync<AmplifyNetworkException>(
            () => Fixture().SendAsync(new HttpMethod(method), server.Root, new ByteArrayContent(new byte[4_000_000])));

        Assert.Equal(NetworkFailure.Cut, error.Failure);
        Assert.Equal(requests, error.Attempts);
        Assert.Equal(requests, server.Heads.Count);
    }

    [Theory]
    [InlineData("POST", false, false)]
    [InlineData("POST", false, true)]
    [InlineData("POST", true, false)]
    [InlineData("POST", true, true)]
    [InlineData("PATCH", false, true)]
    public async Task Cut_OfAConnectionThatWasUsedBefore_NeverRepeatsAPost(string method, bool hasBody, bool reset)
    {
        await using var server = new FaultServer(async (connection, number) =>
        {
            if (number == 1)
            {
                await connection.ReadRequestAsync();
                await connection.AnswerAsync(200);
            }

            await connection.ReadRequestAsync();
            if (reset)
            {
                connection.Cut();
            }
        });
        PipelineFixture fixture = Fixture();
        await fixture.SendAsync(HttpMethod.Get, server.Root);

        await Assert.ThrowsAsync<AmplifyNetworkException>(
            () => fixture.SendAsync(new HttpMethod(method), server.Root, hasBody ? new ByteArrayContent([1, 2, 3]) : null));

        Assert.Single(server.Heads, head => head.StartsWith(method, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Cut_OfAConnectionThatWasUsedBefore_NeverRepeatsAnEmptyPostThatExpects100Continue()
    {
        await using var server = new FaultServer(async (connection, number) =>
        {
            if (number == 1)
            {
                await connection.ReadRequestAsync();
                await connection.AnswerAsync(200);
            }

            await connection.ReadRequestAsync();
        });
        using HttpPipeline pipeline = Fixture().Create();
        await pipeline.SendAsync(new HttpCall("MyApi", HttpMethod.Get, "/"), _ => new(new HttpRequestMessage(HttpMethod.Get, server.Root)), Token);

        await Assert.ThrowsAsync<AmplifyNetworkException>(() => pipeline.SendAsync(
            new HttpCall("MyApi", HttpMethod.Post, "/"),
            _ => new(new HttpRequestMessage(HttpMethod.Post, server.Root) { Headers = { ExpectContinue = true } }),
            Token));

        Assert.Single(server.Heads, head => head.StartsWith("POST", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Cut_WithinTheAnswer_IsForgottenWhenTheNextAttemptSucceeds()
    {
        await using var server = new FaultServer(async (connection, number) =>
        {
            await connection.ReadRequestAsync();
            await connection.WriteAsync(number == 1 ? "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf" : "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nwhole");
        });

        HttpAnswer answer = await Fixture().SendAsync(HttpMethod.Get, server.Root);

        Assert.Equal(("whole", 2), (answer.Text, answer.Attempts));
    }

    [Fact]
    public async Task HostUnknown_IsRepeatedThenTold()
    {
        var error = await Assert.ThrowsAsync<AmplifyNetworkException>(() => Fixture().SendAsync(HttpMethod.Get, new Uri("http://no-such-host.invalid/")));

        Assert.Equal((NetworkFailure.NameResolution, 3), (error.Failure, error.Attempts));
        Assert.Equal(2, _time.Waits.Count);
    }

    [Fact]
    public async Task BlackHole_DeadlineHolds()
    {
        var asked = new SemaphoreSlim(0);
        await using var server = new FaultServer(async (connection, _) =>
        {
            await connection.ReadRequestAsync();
            asked.Release();
            await connection.UntilClosedAsync();
        });

        Task<HttpAnswer> sending = Fixture().SendAsync(HttpMethod.Get, server.Root);
        await asked.WaitAsync(Token);
        _time.Advance(TimeSpan.FromSeconds(30));
        await asked.WaitAsync(Token);
        _time.Advance(TimeSpan.FromSeconds(30));
        await asked.WaitAsync(Token);
        _time.Advance(TimeSpan.FromSeconds(40));

        Assert.Equal(TimeSpan.FromSeconds(100), (await Assert.ThrowsAsync<AmplifyTimeoutException>(() => sending)).Timeout);
        await ClosedAsync(server);
    }

    [Fact]
    public async Task Redirect_IsToldAndNotFollowed()
    {
        await using var server = new FaultServer(async (connection, _) =>
        {
            await connection.ReadRequestAsync();
            await connection.AnswerAsync(302, headers: "Location: http://elsewhere.invalid/\r\n");
            await connection.UntilClosedAsync();
        });

        HttpAnswer answer = await Fixture().SendAsync(HttpMethod.Get, server.Root);

        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.Equal("elsewhere.invalid", answer.Location!.Host);
        Assert.Single(server.Heads);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task ExpectContinue_BodyFollowsOnlyWhenItIsWanted(bool wanted)
    {
        byte[]? body = null;
        await using var server = new FaultServer(async (connection, _) =>
        {
            int length = await connection.ReadHeadAsync();
            if (wanted)
            {
                await connection.WriteAsync("HTTP/1.1 100 Continue\r\n\r\n");
                body = await connection.ReadAsync(length);
            }

            await connection.AnswerAsync(wanted ? 200 : 413, headers: "Connection: close\r\n");
        });
        using HttpPipeline pipeline = Fixture().Create();

        HttpAnswer answer = await pipeline.SendAsync(
            new HttpCall("MyApi", HttpMethod.Post, "/"),
            _ => new(new HttpRequestMessage(HttpMethod.Post, server.Root) { Content = new ByteArrayContent([1, 2, 3]), Headers = { ExpectContinue = true } }),
            Token);

        Assert.Equal(wanted ? 200 : 413, (int)answer.StatusCode);
        Assert.Equal(wanted ? [1, 2, 3] : null, body);
    }

    [Theory]
    [InlineData("headers")]
    [InlineData("body")]
    [InlineData("upload")]
    public async Task Cancellation_ClosesTheConnectionAndTriesNoMore(string stage)
    {
        var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var server = new FaultServer(async (connection, _) =>
        {
            int length = await connection.ReadHeadAsync();
            if (stage != "upload")
            {
                await connection.ReadAsync(length);
            }

            if (stage == "body")
            {
                await connection.WriteAsync("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf");
            }

            reached.SetResult();
            await connection.UntilClosedAsync();
        });
        using var cancellation = new CancellationTokenSource();

        Task<HttpAnswer> sending = Fixture().SendAsync(
            HttpMethod.Put, server.Root, new ByteArrayContent(new byte[stage == "upload" ? 40_000_000 : 3]), cancellation.Token);
        await reached.Task.WaitAsync(Token);
        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => sending);
        await ClosedAsync(server);
        Assert.Equal(1, server.Connections);
        Assert.Empty(_time.Waits);
    }

    [Fact]
    public async Task Cancellation_WhileConnecting_TriesNoMore()
    {
        var connecting = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        int connects = 0;
        using var transport = new SocketsHttpHandler
        {
            ConnectCallback = async (_, token) =>
            {
                connects++;
                connecting.SetResult();
                await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, token);
                throw new SocketException((int)SocketError.ConnectionRefused);
            },
        };
        using var cancellation = new CancellationTokenSource();

        Task<HttpAnswer> sending = new PipelineFixture(transport) { Time = _time, Retry = new() }.SendAsync(HttpMethod.Get, cancellationToken: cancellation.Token);
        await connecting.Task.WaitAsync(Token);
        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => sending);
        Assert.Equal(1, connects);
        Assert.Empty(_time.Waits);
    }

    [Fact]
    public async Task Dispose_UnderWay_EndsTheCallAndItsConnection()
    {
        var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var server = new FaultServer(async (connection, _) =>
        {
            await connection.ReadRequestAsync();
            reached.SetResult();
            await connection.UntilClosedAsync();
        });
        HttpPipeline pipeline = Fixture().Create();

        Task<HttpAnswer> sending = pipeline.SendAsync(
            new HttpCall("MyApi", HttpMethod.Get, "/"), _ => new(new HttpRequestMessage(HttpMethod.Get, server.Root)), Token);
        await reached.Task.WaitAsync(Token);
        pipeline.Dispose();

        await Assert.ThrowsAsync<ObjectDisposedException>(() => sending);
        await ClosedAsync(server);
        Assert.Equal(1, server.Connections);
    }

    [Fact]
    public async Task Calls_TenThousandAtOnce_AllAreAnswered()
    {
        int served = 0;
        await using SocketServer server = await SocketServer.StartAsync(async context =>
        {
            bool busy = Interlocked.Increment(ref served) % 100 == 0;
            context.Response.StatusCode = busy ? 503 : 200;
            await context.Response.WriteAsync(context.Request.Query["n"].ToString());
        });
        using var transport = new SocketsHttpHandler { MaxConnectionsPerServer = 100 };
        using HttpPipeline pipeline = new PipelineFixture(transport) { Time = _time, Retry = new() { MaxAttempts = 20 } }.Create(Timeout.InfiniteTimeSpan);

        string[] answers = await Task.WhenAll(Enumerable.Range(0, 10_000).Select(async n =>
        {
            HttpAnswer answer = await pipeline.SendAsync(
                new HttpCall("MyApi", HttpMethod.Get, "/", AttemptTimeout: Timeout.InfiniteTimeSpan),
                _ => new(new HttpRequestMessage(HttpMethod.Get, new Uri(server.Root, FormattableString.Invariant($"/?n={n}")))),
                Token);
            Assert.True(answer.IsSuccess);
            return answer.Text;
        }));

        Assert.Equal(Enumerable.Range(0, 10_000).Select(n => n.ToString(System.Globalization.CultureInfo.InvariantCulture)), answers);
    }

    private static async Task ClosedAsync(FaultServer server)
    {
        while (server.Open > 0)
        {
            Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }

    private PipelineFixture Fixture() => new(_transport) { Time = _time, Retry = new() };
}
