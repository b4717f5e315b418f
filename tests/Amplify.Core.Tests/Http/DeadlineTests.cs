using System.Net;
using System.Threading.Channels;
using Amplify.Core.Http;
using Amplify.Testing;
using Microsoft.Extensions.Time.Testing;

namespace Amplify.Core.Tests.Http;

/// <summary>The time of a call and of its attempts. Random is 0, so that no attempt waits for the next one.</summary>
public sealed class DeadlineTests
{
    private readonly Channel<int> _requests = Channel.CreateUnbounded<int>();
    private readonly FakeTimeProvider _time = new();
    private int _count;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task AttemptTimeout_Repeats_ThenTellsTheTimeOfAnAttempt()
    {
        Task<HttpAnswer> sending = Fixture(TimeSpan.FromSeconds(2)).SendAsync(HttpMethod.Get);
        for (int attempt = 1; attempt <= 3; attempt++)
        {
            await _requests.Reader.ReadAsync(Token);
            _time.Advance(TimeSpan.FromSeconds(2));
        }

        var error = await Assert.ThrowsAsync<AmplifyTimeoutException>(() => sending);
        Assert.Equal((TimeSpan.FromSeconds(2), 3), (error.Timeout, error.Attempts));
        Assert.Contains("AttemptTimeout", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AttemptTimeout_SetExplicitly_HoldsForPostToo()
    {
        Task<HttpAnswer> sending = Fixture(TimeSpan.FromSeconds(2)).SendAsync(HttpMethod.Post);
        await _requests.Reader.ReadAsync(Token);
        _time.Advance(TimeSpan.FromSeconds(2));

        Assert.Equal(1, (await Assert.ThrowsAsync<AmplifyTimeoutException>(() => sending)).Attempts);
    }

    [Fact]
    public async Task AttemptTimeout_Default_Is30SecondsAndTheRestForTheLastAttempt()
    {
        Task<HttpAnswer> sending = Fixture().SendAsync(HttpMethod.Get);
        for (int attempt = 1; attempt <= 2; attempt++)
        {
            await _requests.Reader.ReadAsync(Token);
            _time.Advance(TimeSpan.FromSeconds(29.9));
            Assert.False(_requests.Reader.TryRead(out _));
            _time.Advance(TimeSpan.FromSeconds(0.1));
        }

        await _requests.Reader.ReadAsync(Token);
        _time.Advance(TimeSpan.FromSeconds(39.9));
        Assert.False(sending.IsCompleted);
        _time.Advance(TimeSpan.FromSeconds(0.1));

        var error = await Assert.ThrowsAsync<AmplifyTimeoutException>(() => sending);
        Assert.Equal((TimeSpan.FromSeconds(100), 3), (error.Timeout, error.Attempts));
    }

    [Fact]
    public async Task AttemptTimeout_Default_LeavesAPostTheWholeTime()
    {
        Task<HttpAnswer> sending = Fixture().SendAsync(HttpMethod.Post);
        await _requests.Reader.ReadAsync(Token);
        _time.Advance(TimeSpan.FromSeconds(99));
        Assert.False(sending.IsCompleted);
        _time.Advance(TimeSpan.FromSeconds(1));

        await Assert.ThrowsAsync<AmplifyTimeoutException>(() => sending);
        Assert.Equal(1, _count);
    }

    [Theory]
    [InlineData(null, 100)]
    [InlineData(2, 2)]
    public async Task AttemptTimeout_OfABodyThatCannotRewind_IsTheWholeTimeUnlessSet(int? limit, int seconds)
    {
        var transport = new HoldingHandler();
        var fixture = new PipelineFixture(transport)
        {
            Time = _time,
            Retry = new(),
            Random = 0,
            AttemptTimeout = limit is { } set ? TimeSpan.FromSeconds(set) : null,
        };

        Task<HttpAnswer> sending = fixture.SendAsync(HttpMethod.Put, body: new StreamContent(new ForwardOnlyStream()));
        CancellationToken attempt = await transport.Attempts.ReadAsync(Token);
        _time.Advance(TimeSpan.FromSeconds(seconds - 0.1));
        Assert.False(attempt.IsCancellationRequested);
        _time.Advance(TimeSpan.FromSeconds(0.1));

        var error = await Assert.ThrowsAsync<AmplifyTimeoutException>(() => sending);
        Assert.Equal((TimeSpan.FromSeconds(seconds), 1), (error.Timeout, error.Attempts));
    }

    [Fact]
    public async Task AttemptTimeout_Infinite_LeavesTheDeadlineAlone()
    {
        Task<HttpAnswer> sending = Fixture(Timeout.InfiniteTimeSpan).SendAsync(HttpMethod.Get);
        await _requests.Reader.ReadAsync(Token);
        _time.Advance(TimeSpan.FromSeconds(100));

        await Assert.ThrowsAsync<AmplifyTimeoutException>(() => sending);
        Assert.Equal(1, _count);
    }

    [Theory]
    [InlineData(9, true)]
    [InlineData(10, false)]
    public async Task SlowBody_MayTakeTheTimeOfTheCallAndNoMore(int seconds, bool complete)
    {
        var body = new DrippingStream();
        var fixture = new PipelineFixture(new StubHandler((_, _) =>
            Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK) { Content = new StreamContent(body) })))
        { Time = _time, Retry = new(), Random = 0, AttemptTimeout = TimeSpan.FromSeconds(1) };

        Task<HttpAnswer> sending = fixture.SendAsync(timeout: TimeSpan.FromSeconds(10));
        for (int second = 0; second < seconds; second++)
        {
            await body.WantedAsync(Token);
            _time.Advance(TimeSpan.FromSeconds(1));
            body.Drip();
        }

        if (complete)
        {
            await body.WantedAsync(Token);
            body.End();
            Assert.Equal(seconds, (await sending).Body.Length);
        }
        else
        {
            Assert.Equal(TimeSpan.FromSeconds(10), (await Assert.ThrowsAsync<AmplifyTimeoutException>(() => sending)).Timeout);
        }
    }

    private PipelineFixture Fixture(TimeSpan? attemptTimeout = null) => new(new StubHandler(async (_, token) =>
    {
        await _requests.Writer.WriteAsync(++_count, CancellationToken.None);
        await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, token);
        throw new InvalidOperationException("Unreachable.");
    }))
    { Time = _time, Retry = new(), Random = 0, AttemptTimeout = attemptTimeout };

    /// <summary>Takes requests, reads no body and never answers.</summary>
    private sealed class HoldingHandler : HttpMessageHandler
    {
        private readonly Channel<CancellationToken> _attempts = Channel.CreateUnbounded<CancellationToken>();

        public ChannelReader<CancellationToken> Attempts => _attempts.Reader;

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            await _attempts.Writer.WriteAsync(cancellationToken, CancellationToken.None);
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken);
            throw new InvalidOperationException("Unreachable.");
        }
    }

    private sealed class ForwardOnlyStream() : MemoryStream([1, 2, 3])
    {
        public override bool CanSeek => false;
    }

    /// <summary>A body that gives a byte when the test says so.</summary>
    private sealed class DrippingStream : MemoryStream
    {
        private readonly Channel<int> _wanted = Channel.CreateUnbounded<int>();
        private readonly Channel<int> _given = Channel.CreateUnbounded<int>();

        public override bool CanSeek => false;

        public async Task WantedAsync(CancellationToken cancellationToken) => await _wanted.Reader.ReadAsync(cancellationToken);

        public void Drip() => _given.Writer.TryWrite(1);

        public void End() => _given.Writer.TryWrite(0);

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            _wanted.Writer.TryWrite(1);
            return await _given.Reader.ReadAsync(cancellationToken);
        }

        public override async Task CopyToAsync(Stream destination, int bufferSize, CancellationToken cancellationToken)
        {
            byte[] one = new byte[1];
            while (await ReadAsync(one, cancellationToken) > 0)
            {
                await destination.WriteAsync(one, cancellationToken);
            }
        }
    }
}
