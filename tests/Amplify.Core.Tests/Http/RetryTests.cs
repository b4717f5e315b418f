using System.Globalization;
using System.Net;
using Amplify.Core.Http;
using Amplify.Testing;

namespace Amplify.Core.Tests.Http;

public sealed class RetryTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    private readonly SkippingTime _time = new(Now);

    [Theory]
    [InlineData(408)]
    [InlineData(429)]
    [InlineData(500)]
    [InlineData(502)]
    [InlineData(503)]
    [InlineData(504)]
    public async Task Answer_Transient_IsFollowedByAnotherAttempt(int status)
    {
        StubHandler stub = Answers(status, 200);

        HttpAnswer answer = await Fixture(stub).SendAsync(HttpMethod.Get);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(2, answer.Attempts);
        Assert.Equal(2, stub.Requests.Count);
    }

    [Theory]
    [InlineData(200)]
    [InlineData(304)]
    [InlineData(400)]
    [InlineData(401)]
    [InlineData(403)]
    [InlineData(404)]
    [InlineData(409)]
    [InlineData(501)]
    public async Task Answer_Other_IsFinal(int status)
    {
        StubHandler stub = Answers(status, 200);

        HttpAnswer answer = await Fixture(stub).SendAsync(HttpMethod.Get);

        Assert.Equal((status, 1), ((int)answer.StatusCode, answer.Attempts));
        Assert.Single(stub.Requests);
    }

    [Fact]
    public async Task Answer_503Thrice_IsGivenAfterTwoWaitsThatDouble()
    {
        StubHandler stub = Answers(503);

        HttpAnswer answer = await Fixture(stub, random: 0.5).SendAsync(HttpMethod.Get);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        Assert.Equal(3, answer.Attempts);
        Assert.Equal(3, stub.Requests.Count);
        Assert.Equal([TimeSpan.FromMilliseconds(50), TimeSpan.FromMilliseconds(100)], _time.Waits);
    }

    [Fact]
    public async Task Wait_NeverExceedsMaxDelay()
    {
        await Fixture(Answers(503), random: 1, new() { MaxAttempts = 9 }).SendAsync(HttpMethod.Get);

        Assert.Equal([0.1, 0.2, 0.4, 0.8, 1.6, 3.2, 5, 5], _time.Waits.Select(wait => wait.TotalSeconds));
    }

    [Theory]
    [InlineData("GET", 3)]
    [InlineData("HEAD", 3)]
    [InlineData("PUT", 3)]
    [InlineData("DELETE", 3)]
    [InlineData("OPTIONS", 3)]
    [InlineData("POST", 1)]
    [InlineData("PATCH", 1)]
    [InlineData("LOCK", 1)]
    public async Task Method_DecidesWhetherARequestIsRepeated(string method, int attempts)
    {
        StubHandler refusing = Answers(503);
        StubHandler failing = StubHandler.Throwing(new HttpRequestException(HttpRequestError.ResponseEnded));

        HttpAnswer answer = await Fixture(refusing).SendAsync(new HttpMethod(method));
        var error = await Assert.ThrowsAsync<AmplifyNetworkException>(() => Fixture(failing).SendAsync(new HttpMethod(method)));

        Assert.Equal((attempts, attempts), (refusing.Requests.Count, failing.Requests.Count));
        Assert.Equal((attempts, attempts), (answer.Attempts, error.Attempts));
    }

    [Fact]
    public async Task Post_MarkedRepeatable_IsRepeated()
    {
        StubHandler stub = Answers(503, 200);
        using HttpPipeline pipeline = Fixture(stub).Create();

        await pipeline.SendAsync(
            new HttpCall("MyApi", HttpMethod.Post, "/graphql"),
            _ =>
            {
                var request = new HttpRequestMessage(HttpMethod.Post, "https://api.example/graphql") { Content = new ByteArrayContent([1]) };
                request.Options.Set(RetryPolicy.Repeatable, true);
                return new(request);
            },
            TestContext.Current.CancellationToken);

        Assert.Equal(2, stub.Requests.Count);
    }

    [Fact]
    public async Task Failure_ThatPasses_IsForgotten()
    {
        int calls = 0;
        var stub = new StubHandler((_, _) => ++calls == 1
            ? throw new HttpRequestException(HttpRequestError.ConnectionError)
            : Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK)));

        Assert.Equal(2, (await Fixture(stub).SendAsync(HttpMethod.Get)).Attempts);
    }

    [Fact]
    public async Task Failure_OfTls_IsFinal()
    {
        StubHandler stub = StubHandler.Throwing(new HttpRequestException(HttpRequestError.SecureConnectionError));

        await Assert.ThrowsAsync<AmplifyNetworkException>(() => Fixture(stub).SendAsync(HttpMethod.Get));

        Assert.Single(stub.Requests);
    }

    [Theory]
    [InlineData("7", 7)]
    [InlineData("0", 0.05)]
    [InlineData("Fri, 02 Jan 2026 03:04:16 GMT", 11)]
    [InlineData("Fri, 02 Jan 2026 03:04:00 GMT", 0.05)]
    [InlineData("-5", 0.05)]
    [InlineData("soon", 0.05)]
    [InlineData("7.5", 0.05)]
    [InlineData("99999999999999999999", 0.05)]
    [InlineData("Fri, 45 Jan 2026 03:04:16 GMT", 0.05)]
    public async Task RetryAfter_IsWaitedForWhereItMakesSense(string value, double seconds)
    {
        await Fixture(Answers(429, 200, ("Retry-After", value))).SendAsync(HttpMethod.Get);

        Assert.Equal(TimeSpan.FromSeconds(seconds), Assert.Single(_time.Waits));
    }

    [Fact]
    public async Task RetryAfter_Date_CountsFromTheServersDate()
    {
        StubHandler stub = Answers(429, 200, ("Retry-After", "Wed, 01 Jan 2020 00:00:09 GMT"), ("Date", "Wed, 01 Jan 2020 00:00:00 GMT"));

        await Fixture(stub).SendAsync(HttpMethod.Get);

        Assert.Equal(TimeSpan.FromSeconds(9), Assert.Single(_time.Waits));
    }

    [Theory]
    [InlineData("th-TH")]
    [InlineData("tr-TR")]
    [InlineData("ar-SA")]
    public async Task RetryAfter_Date_IsReadAlikeInEveryCulture(string culture)
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(culture);
        try
        {
            StubHandler stub = Answers(429, 200, ("Retry-After", "Fri, 02 Jan 2026 03:04:16 GMT"), ("Date", "Fri, 02 Jan 2026 03:04:05 GMT"));

            await Fixture(stub).SendAsync(HttpMethod.Get);
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }

        Assert.Equal(TimeSpan.FromSeconds(11), Assert.Single(_time.Waits));
    }

    [Theory]
    [InlineData("100")]
    [InlineData("86400")]
    [InlineData("Sat, 03 Jan 2026 03:04:16 GMT")]
    public async Task RetryAfter_BeyondTheDeadline_GivesTheAnswerNow(string value)
    {
        StubHandler stub = Answers(503, 200, ("Retry-After", value));

        HttpAnswer answer = await Fixture(stub).SendAsync(HttpMethod.Get);

        Assert.Equal((503, 1), ((int)answer.StatusCode, answer.Attempts));
        Assert.Empty(_time.Waits);
    }

    [Theory]
    [InlineData("120", 1)]
    [InlineData("121", 0)]
    public async Task RetryAfter_WithoutDeadline_IsWaitedForUpToTwoMinutes(string value, int waits)
    {
        StubHandler stub = Answers(503, 200, ("Retry-After", value));
        using HttpPipeline pipeline = Fixture(stub).Create(Timeout.InfiniteTimeSpan);

        await pipeline.SendAsync(
            new HttpCall("MyApi", HttpMethod.Get, "/"), _ => new(new HttpRequestMessage(HttpMethod.Get, "https://api.example/")), TestContext.Current.CancellationToken);

        Assert.Equal(waits, _time.Waits.Count);
    }

    [Fact]
    public async Task Options_None_SendsOnce()
    {
        StubHandler stub = Answers(503);

        await Fixture(stub, retry: RetryOptions.None).SendAsync(HttpMethod.Get);

        Assert.Single(stub.Requests);
    }

    [Fact]
    public async Task Options_OfTheCall_Win()
    {
        StubHandler stub = Answers(503);
        using HttpPipeline pipeline = Fixture(stub).Create();

        await pipeline.SendAsync(
            new HttpCall("MyApi", HttpMethod.Get, "/", Retry: new() { MaxAttempts = 5 }),
            _ => new(new HttpRequestMessage(HttpMethod.Get, "https://api.example/")),
            TestContext.Current.CancellationToken);

        Assert.Equal(5, stub.Requests.Count);
    }

    [Fact]
    public void Options_OutOfRange_AreRefused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new RetryOptions { MaxAttempts = 0 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new RetryOptions { BaseDelay = TimeSpan.FromTicks(-1) });
        Assert.Throws<ArgumentOutOfRangeException>(() => new RetryOptions { MaxDelay = TimeSpan.FromTicks(-1) });
        Assert.Equal((3, 0.1, 5), (new RetryOptions().MaxAttempts, new RetryOptions().BaseDelay.TotalSeconds, new RetryOptions().MaxDelay.TotalSeconds));
    }

    [Fact]
    public async Task Body_Seekable_IsSentWholeEachTime()
    {
        StubHandler stub = Answers(503);
        var stream = new MemoryStream([0, 1, 2, 3, 4]) { Position = 2 };

        await Fixture(stub).SendAsync(HttpMethod.Put, body: new StreamContent(stream));

        Assert.Equal(3, stub.Requests.Count);
        Assert.All(stub.Requests, request => Assert.Equal([2, 3, 4], request.Body!));
    }

    [Fact]
    public async Task Body_ThatCannotRewind_IsSentOnce()
    {
        var transport = new WritingHandler();

        HttpAnswer answer = await Fixture(transport).SendAsync(HttpMethod.Put, body: new StreamContent(new ForwardOnlyStream()));

        Assert.Equal(503, (int)answer.StatusCode);
        Assert.Equal((1, 1), (answer.Attempts, transport.Requests));
    }

    [Fact]
    public async Task Handlers_SeeAFreshRequestEachTime()
    {
        StubHandler stub = Answers(503);

        await new PipelineFixture(stub, new AddingHandler()) { Time = _time, Retry = new() }.SendAsync(HttpMethod.Get);

        Assert.Equal(["1", "1", "1"], stub.Requests.Select(request => request["x-added"]));
    }

    [Fact]
    public async Task Cancellation_WithinAWait_EndsAtOnceAndForGood()
    {
        var time = new SkippingTime(Now, skips: false);
        using var cancellation = new CancellationTokenSource();
        StubHandler stub = Answers(503);

        Task<HttpAnswer> sending = new PipelineFixture(stub) { Time = time, Retry = new() }.SendAsync(HttpMethod.Get, cancellationToken: cancellation.Token);
        await time.FirstWait;
        await cancellation.CancelAsync();

        var error = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => sending);
        Assert.Equal(cancellation.Token, error.CancellationToken);
        time.Advance(TimeSpan.FromMinutes(5));
        Assert.Single(stub.Requests);
    }

    [Fact]
    public async Task Dispose_WithinAWait_EndsTheCall()
    {
        var time = new SkippingTime(Now, skips: false);
        StubHandler stub = Answers(503);
        HttpPipeline pipeline = new PipelineFixture(stub) { Time = time, Retry = new() }.Create();

        Task<HttpAnswer> sending = pipeline.SendAsync(
            new HttpCall("MyApi", HttpMethod.Get, "/"), _ => new(new HttpRequestMessage(HttpMethod.Get, "https://api.example/")), TestContext.Current.CancellationToken);
        await time.FirstWait;
        pipeline.Dispose();

        await Assert.ThrowsAsync<ObjectDisposedException>(() => sending);
        Assert.Single(stub.Requests);
    }

    [Fact]
    public async Task Log_TellsOfEachRetry()
    {
        var answered = Fixture(Answers(503));
        await answered.SendAsync(HttpMethod.Get);
        var failed = Fixture(StubHandler.Throwing(new IOException("x")));
        await Assert.ThrowsAsync<AmplifyNetworkException>(() => failed.SendAsync(HttpMethod.Get));

        Assert.Equal([1, 5, 1, 5, 1, 2], answered.Loggers.Events.Select(e => e.Id));
        Assert.Equal([1, 6, 1, 6, 1, 3], failed.Loggers.Events.Select(e => e.Id));
        Assert.DoesNotContain("secret", answered.Loggers.All + failed.Loggers.All, StringComparison.Ordinal);
    }

    private static StubHandler Answers(int status) => Answers(status, status);

    private static StubHandler Answers(int first, int then, params (string Name, string Value)[] headers)
    {
        int calls = 0;
        return new StubHandler((_, _) =>
        {
            bool isFirst = Interlocked.Increment(ref calls) == 1;
            var response = new HttpResponseMessage((HttpStatusCode)(isFirst ? first : then));
            foreach ((string name, string value) in isFirst ? headers : [])
            {
                response.Headers.TryAddWithoutValidation(name, value);
            }

            return Task.FromResult(response);
        });
    }

    private PipelineFixture Fixture(HttpMessageHandler transport, double random = 0.5, RetryOptions? retry = null) =>
        new(transport) { Time = _time, Retry = retry ?? new(), Random = random };

    private sealed class AddingHandler : DelegatingHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            request.Headers.TryAddWithoutValidation("x-added", "1");
            return base.SendAsync(request, cancellationToken);
        }
    }

    /// <summary>Writes the body on as a socket does, without buffering it.</summary>
    private sealed class WritingHandler : HttpMessageHandler
    {
        public int Requests { get; private set; }

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Requests++;
            await request.Content!.CopyToAsync(Stream.Null, cancellationToken);
            return new HttpResponseMessage(HttpStatusCode.ServiceUnavailable);
        }
    }

    private sealed class ForwardOnlyStream() : MemoryStream([1, 2, 3])
    {
        public override bool CanSeek => false;
    }
}
