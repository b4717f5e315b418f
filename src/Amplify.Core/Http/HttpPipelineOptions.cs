using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Amplify.Core.Http;

/// <summary>How an <see cref="HttpPipeline"/> is set up.</summary>
internal sealed class HttpPipelineOptions
{
    /// <summary>Gets the type that a use after disposal is reported for.</summary>
    public required Type Owner { get; init; }

    public required TimeProvider TimeProvider { get; init; }

    /// <summary>Gets the handlers between deadline and transport, outermost first; authorization is the last.</summary>
    public IReadOnlyList<DelegatingHandler> Handlers { get; init; } = [];

    public ILogger Logger { get; init; } = NullLogger.Instance;

    public TimeSpan Timeout { get; init; } = CallTimeout.Default;

    /// <summary>Gets the time of one attempt, or <see langword="null"/> for <see cref="CallTimeout.Attempt"/> where another attempt may follow.</summary>
    public TimeSpan? AttemptTimeout { get; init; }

    public RetryOptions Retry { get; init; } = RetryOptions.Default;

    /// <summary>Gets what gives numbers from 0 to below 1, to spread waits with.</summary>
    public Func<double> Random { get; init; } = System.Random.Shared.NextDouble;
}
