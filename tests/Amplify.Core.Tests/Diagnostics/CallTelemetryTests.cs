using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Net;
using Amplify.Core.Diagnostics;
using Amplify.Core.Http;
using Amplify.Core.Tests.Http;
using Amplify.Testing;

namespace Amplify.Core.Tests.Diagnostics;

/// <summary>Listeners hear the whole process, so nothing runs beside these tests.</summary>
[CollectionDefinition("Telemetry", DisableParallelization = true)]
public sealed class TelemetryGroup;

[Collection("Telemetry")]
public sealed class CallTelemetryTests
{
    private readonly SkippingTime _time = new();

    [Fact]
    public async Task Span_TellsOfTheCallAndNothingSecret()
    {
        using var traces = new Traces();
        var answers = new Queue<HttpStatusCode>([HttpStatusCode.ServiceUnavailable, HttpStatusCode.NotFound]);
        var stub = new StubHandler((_, _) => Task.FromResult(new HttpResponseMessage(answers.Dequeue())));

        await Fixture(stub).SendAsync(HttpMethod.Get, new Uri("https://api.example:8443/items?secret=1"));

        Activity span = Assert.Single(traces.Spans);
        Assert.Equal(("GET MyApi", ActivityKind.Client, ActivityStatusCode.Error), (span.DisplayName, span.Kind, span.Status));
        Assert.Equal(
            new Dictionary<string, object?>
            {
                ["http.request.method"] = "GET",
                ["amplify.api"] = "MyApi",
                ["server.address"] = "api.example",
                ["server.port"] = 8443,
                ["http.response.status_code"] = 404,
                ["error.type"] = "404",
                ["amplify.attempts"] = 2,
            },
            span.TagObjects.ToDictionary());
    }

    [Fact]
    public async Task GraphQLOperation_IsToldBySpanMetricsAndLog()
    {
        using var traces = new Traces();
        using var metrics = new Metrics();
        PipelineFixture fixture = Fixture(StubHandler.Answering(HttpStatusCode.OK));
        var call = new HttpCall("MyApi", HttpMethod.Post, "/graphql") { Operation = new HttpOperation("query", "GetEvent", IsRepeatable: true) };

        await fixture.Create().SendAsync(call, _ => new(new HttpRequestMessage(HttpMethod.Post, "https://api.example/graphql")), TestContext.Current.CancellationToken);

        Activity span = Assert.Single(traces.Spans);
        Assert.Equal("query MyApi", span.DisplayName);
        Assert.Equal(("POST", "query", "GetEvent"), (
            span.GetTagItem("http.request.method"), span.GetTagItem("graphql.operation.type"), span.GetTagItem("graphql.operation.name")));
        const string Tags = "amplify.api=MyApi http.request.method=POST graphql.operation.type=query graphql.operation.name=GetEvent";
        Assert.StartsWith($"{Tags} amplify.outcome=ok", Assert.Single(metrics.Of("amplify.call.duration")).Tags, StringComparison.Ordinal);
        Assert.Equal(Tags, Assert.Single(metrics.Of("amplify.call.attempts")).Tags);
        Assert.Contains("query GetEvent on MyApi was answered 200", fixture.Loggers.All, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Span_OfAFailure_NamesTheError()
    {
        using var traces = new Traces();

        await Assert.ThrowsAsync<AmplifyNetworkException>(() => Fixture(StubHandler.Throwing(new IOException("x"))).SendAsync(new HttpMethod("LOCK")));

        Activity span = Assert.Single(traces.Spans);
        Assert.Equal("HTTP MyApi", span.DisplayName);
        Assert.Equal("_OTHER", span.GetTagItem("http.request.method"));
        Assert.Equal("Amplify.AmplifyNetworkException", span.GetTagItem("error.type"));
        Assert.Equal(1, span.GetTagItem("amplify.attempts"));
        Assert.Null(Activity.Current);
    }

    [Theory]
    [InlineData(200, "ok")]
    [InlineData(404, "refused")]
    public async Task Metrics_TellDurationAndAttempts(int status, string outcome)
    {
        using var metrics = new Metrics();

        await Fixture(StubHandler.Answering((HttpStatusCode)status)).SendAsync(HttpMethod.Get);

        (double seconds, string tags) = Assert.Single(metrics.Of("amplify.call.duration"));
        Assert.InRange(seconds, 0, 60);
        Assert.StartsWith($"amplify.api=MyApi http.request.method=GET amplify.outcome={outcome} http.response.status_code={status}", tags, StringComparison.Ordinal);
        Assert.Equal((1, "amplify.api=MyApi http.request.method=GET"), Assert.Single(metrics.Of("amplify.call.attempts")));
    }

    [Fact]
    public async Task Metrics_TellOutcomesWithoutAnswer()
    {
        using var metrics = new Metrics();

        await Assert.ThrowsAsync<AmplifyNetworkException>(() => Fixture(StubHandler.Throwing(new IOException("x"))).SendAsync(HttpMethod.Get));
        using var cancellation = new CancellationTokenSource();
        var silent = StubHandler.Silent();
        Task<HttpAnswer> sending = Fixture(silent).SendAsync(HttpMethod.Get, cancellationToken: cancellation.Token);
        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => sending);
        Task<HttpAnswer> late = Fixture(StubHandler.Silent()).SendAsync(HttpMethod.Post);
        _time.Advance(TimeSpan.FromSeconds(100));
        await Assert.ThrowsAsync<AmplifyTimeoutException>(() => late);

        Assert.Equal(
            ["network", "cancelled", "timeout"],
            metrics.Of("amplify.call.duration").Select(measured => measured.Tags.Split("amplify.outcome=")[1].Split(' ')[0]));
        Assert.Equal(5, metrics.Of("amplify.call.attempts").Count());
    }

    [Fact]
    public void Metrics_OfCredentialsAndClock_HaveTheirUnits()
    {
        using var metrics = new Metrics();

        AmplifyMetrics.CredentialsUsed(_time.GetUtcNow().AddMinutes(2), _time.GetUtcNow());
        AmplifyMetrics.CredentialsUsed(expiration: null, _time.GetUtcNow());
        AmplifyMetrics.CredentialsRefreshed(error: null);
        AmplifyMetrics.CredentialsRefreshed("X");
        AmplifyMetrics.Replayed("clock");
        new ServerClock(_time).Learn(new Uri("https://api.example/"), _time.GetUtcNow().AddMinutes(-10));

        Assert.Equal((120, ""), Assert.Single(metrics.Of("amplify.credentials.remaining")));
        Assert.Equal([(1, "amplify.outcome=ok"), (1, "amplify.outcome=error error.type=X")], metrics.Of("amplify.credentials.refreshes"));
        Assert.Equal((1, "amplify.reason=clock"), Assert.Single(metrics.Of("amplify.call.replays")));
        Assert.Equal((-600, "server.address=api.example server.port=443"), Assert.Single(metrics.Of("amplify.clock.offset")));
    }

    [Fact]
    public async Task NobodyListens_NothingIsAllocated()
    {
        HttpAnswer answer = await Fixture(StubHandler.Answering(HttpStatusCode.OK)).SendAsync(HttpMethod.Get);
        var call = new HttpCall("MyApi", HttpMethod.Get, "/items");
        var address = new Uri("https://api.example/");
        DateTimeOffset now = _time.GetUtcNow();
        Measure(1);

        Assert.Equal(0, Measure(1000));

        long Measure(int rounds)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            for (int round = 0; round < rounds; round++)
            {
                CallTelemetry telemetry = CallTelemetry.Start(call);
                telemetry.Attempt(call, address);
                telemetry.Answered(call, answer, TimeSpan.FromSeconds(1));
                AmplifyMetrics.CredentialsUsed(now, now);
                AmplifyMetrics.CredentialsRefreshed(error: null);
                AmplifyMetrics.Replayed("clock");
                AmplifyMetrics.ClockCorrected(address, TimeSpan.Zero);
            }

            return GC.GetAllocatedBytesForCurrentThread() - before;
        }
    }

    private PipelineFixture Fixture(HttpMessageHandler transport) => new(transport) { Time = _time, Retry = new() };

    private sealed class Traces : IDisposable
    {
        private readonly ActivityListener _listener;

        public Traces()
        {
            _listener = new ActivityListener
            {
                ShouldListenTo = source => source.Name == AmplifyTelemetry.Name,
                Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
                ActivityStopped = Spans.Enqueue,
            };
            ActivitySource.AddActivityListener(_listener);
        }

        public ConcurrentQueue<Activity> Spans { get; } = new();

        public void Dispose() => _listener.Dispose();
    }

    private sealed class Metrics : IDisposable
    {
        private readonly ConcurrentQueue<(string Name, double Value, string Tags)> _measured = new();
        private readonly MeterListener _listener = new();

        public Metrics()
        {
            _listener.InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Meter.Name == AmplifyTelemetry.Name)
                {
                    listener.EnableMeasurementEvents(instrument);
                }
            };
            _listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Add(instrument, value, tags));
            _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Add(instrument, value, tags));
            _listener.Start();
        }

        public IEnumerable<(double Value, string Tags)> Of(string name) => _measured.Where(m => m.Name == name).Select(m => (m.Value, m.Tags));

        public void Dispose() => _listener.Dispose();

        private void Add(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags) =>
            _measured.Enqueue((instrument.Name, value, string.Join(' ', tags.ToArray().Select(tag => $"{tag.Key}={tag.Value}"))));
    }
}
