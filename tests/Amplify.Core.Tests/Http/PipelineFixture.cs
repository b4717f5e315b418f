using Amplify.Core.Http;
using Amplify.Testing;
using Microsoft.Extensions.Time.Testing;

namespace Amplify.Core.Tests.Http;

/// <summary>A pipeline over a transport, and a call to send through it.</summary>
internal sealed class PipelineFixture(HttpMessageHandler transport, params DelegatingHandler[] handlers)
{
    public FakeTimeProvider Time { get; init; } = new();

    public RetryOptions Retry { get; init; } = RetryOptions.None;

    public TimeSpan? AttemptTimeout { get; init; }

    /// <summary>Gets what part of the longest wait is waited.</summary>
    public double Random { get; init; } = 0.5;

    public RecordingLoggers Loggers { get; } = new();

    public HttpPipeline Create(TimeSpan? timeout = null) => new(transport, new HttpPipelineOptions
    {
        Owner = typeof(PipelineFixture),
        TimeProvider = Time,
        Handlers = handlers,
        Logger = Loggers.CreateLogger("x"),
        Timeout = timeout ?? CallTimeout.Default,
        AttemptTimeout = AttemptTimeout,
        Retry = Retry,
        Random = () => Random,
    });

    public Task<HttpAnswer> SendAsync(Uri? address = null, TimeSpan? timeout = null) =>
        SendCancellableAsync(TestContext.Current.CancellationToken, address, timeout);

    public Task<HttpAnswer> SendCancellableAsync(CancellationToken cancellationToken, Uri? address = null, TimeSpan? timeout = null) =>
        Create().SendAsync(
            new HttpCall("MyApi", HttpMethod.Get, "/items", timeout),
            _ => new(new HttpRequestMessage(HttpMethod.Get, address ?? new Uri("https://api.example/items?secret=1"))),
            cancellationToken);

    public Task<HttpAnswer> SendAsync(HttpMethod method, Uri? address = null, HttpContent? body = null, CancellationToken? cancellationToken = null) =>
        Create().SendAsync(
            new HttpCall("MyApi", method, "/items"),
            _ => new(new HttpRequestMessage(method, address ?? new Uri("https://api.example/items?secret=1")) { Content = body }),
            cancellationToken ?? TestContext.Current.CancellationToken);
}
