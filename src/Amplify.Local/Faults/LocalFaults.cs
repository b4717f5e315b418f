using System.Collections.Immutable;

namespace Amplify.Local;

/// <summary>What goes wrong on purpose, so that a client's retries, time-outs and messages can be tested.</summary>
/// <remarks>
/// Safe for concurrent use. A request takes one step of the first script that is for it, in the order in which the scripts were set; the
/// others wait. Latencies come on top.
/// </remarks>
/// <example><code>backend.Faults.Sequence(new() { Path = "/items*" }, Fault.Status(503).Times(2), Fault.Pass, Fault.CutBeforeAnswer);</code></example>
public sealed class LocalFaults
{
    /// <summary>The name of the Lambda service in <see cref="FaultFilter.Api"/>.</summary>
    public const string Lambda = "lambda";

    /// <summary>The name of the identity pool service in <see cref="FaultFilter.Api"/>.</summary>
    public const string IdentityPool = "cognito-identity";

    /// <summary>The name of the user pool service in <see cref="FaultFilter.Api"/>.</summary>
    public const string UserPool = "cognito-idp";

    /// <summary>The name of the user pool's hosted pages in <see cref="FaultFilter.Api"/>.</summary>
    public const string HostedUi = "hosted-ui";

    /// <summary>The name of the AppSync service in <see cref="FaultFilter.Api"/>.</summary>
    public const string AppSync = "AppSync";

    /// <summary>The name of AppSync Events in <see cref="FaultFilter.Api"/>.</summary>
    public const string Events = "AppSyncEvents";

    /// <summary>The name of the discovery documents and keys of token issuers in <see cref="FaultFilter.Api"/>.</summary>
    public const string TokenIssuer = "token-issuer";

    /// <summary>The name of the GraphiQL page and its files in <see cref="FaultFilter.Api"/>.</summary>
    public const string GraphiQL = "graphiql";

    private readonly Lock _gate = new();
    private volatile ImmutableList<FaultScript> _scripts = [];
    private volatile ImmutableDictionary<FaultFilter, TimeSpan> _latencies = ImmutableDictionary<FaultFilter, TimeSpan>.Empty;
    private long _clockSkewTicks;

    internal LocalFaults()
    {
    }

    /// <summary>
    /// Gets or sets how far the backend's clock is ahead of the real one (negative: behind). The <c>Date</c> header, the verification of
    /// signatures and the expiry of credentials follow it.
    /// </summary>
    /// <value>Default: zero.</value>
    public TimeSpan ClockSkew
    {
        get => new(Interlocked.Read(ref _clockSkewTicks));
        set => Interlocked.Exchange(ref _clockSkewTicks, value.Ticks);
    }

    /// <summary>Gets what goes wrong with realtime connections and their frames.</summary>
    public LocalRealtimeFaults Realtime { get; } = new();

    /// <summary>Gives the next requests one step each; those behind the last step are served as usual.</summary>
    /// <param name="steps">The steps.</param>
    /// <returns>The script, to watch it or to take it back.</returns>
    /// <exception cref="ArgumentException">There is no step, or one that never comes.</exception>
    public FaultScript Sequence(params ReadOnlySpan<Fault> steps) => Add(null, steps);

    /// <summary>Gives the next requests that match one step each; those behind the last step are served as usual.</summary>
    /// <param name="filter">Which requests take a step.</param>
    /// <param name="steps">The steps.</param>
    /// <returns>The script, to watch it or to take it back.</returns>
    /// <exception cref="ArgumentException">There is no step, or one that never comes.</exception>
    public FaultScript Sequence(FaultFilter filter, params ReadOnlySpan<Fault> steps)
    {
        ArgumentNullException.ThrowIfNull(filter);
        return Add(filter, steps);
    }

    /// <summary>Makes requests wait before they are looked at. Latencies of several filters that match a request add up.</summary>
    /// <param name="latency">How long, by the backend's clock; zero takes the latency of that filter back.</param>
    /// <param name="filter">Which requests wait; all when <see langword="null"/>. An equal filter's latency is replaced.</param>
    /// <exception cref="ArgumentOutOfRangeException">The latency is negative.</exception>
    public void SetLatency(TimeSpan latency, FaultFilter? filter = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(latency, TimeSpan.Zero);
        filter ??= new FaultFilter();
        lock (_gate)
        {
            _latencies = latency == TimeSpan.Zero ? _latencies.Remove(filter) : _latencies.SetItem(filter, latency);
        }
    }

    /// <summary>Takes every script and latency back and sets the clock right.</summary>
    public void Clear()
    {
        ClockSkew = TimeSpan.Zero;
        Realtime.Clear();
        foreach (FaultScript script in _scripts)
        {
            script.Remove();
        }

        lock (_gate)
        {
            _latencies = _latencies.Clear();
        }
    }

    internal void Forget(FaultScript script)
    {
        lock (_gate)
        {
            _scripts = _scripts.Remove(script);
        }
    }

    /// <summary>Takes what the request is due, or <see langword="null"/> when that is nothing.</summary>
    internal Fault? Take(string api, string method, string path)
    {
        // The usual case, and the hot path: nothing is set.
        if (_scripts.IsEmpty && _latencies.IsEmpty)
        {
            return null;
        }

        Fault? step = TakeStep(api, method, path);
        TimeSpan latency = TimeSpan.Zero;
        foreach (KeyValuePair<FaultFilter, TimeSpan> entry in _latencies)
        {
            latency += entry.Key.Matches(api, method, path) ? entry.Value : TimeSpan.Zero;
        }

        return latency == TimeSpan.Zero ? step : (step ?? Fault.Pass).After(latency + (step?.Delay ?? TimeSpan.Zero));
    }

    private Fault? TakeStep(string api, string method, string path)
    {
        lock (_gate)
        {
            foreach (FaultScript script in _scripts)
            {
                if (script.Filter.Matches(api, method, path) && script.Next() is { } step)
                {
                    _scripts = script.IsOver ? _scripts.Remove(script) : _scripts;
                    return step;
                }
            }

            return null;
        }
    }

    private FaultScript Add(FaultFilter? filter, ReadOnlySpan<Fault> steps)
    {
        var script = new FaultScript(this, filter, steps);
        lock (_gate)
        {
            _scripts = _scripts.Add(script);
        }

        return script;
    }
}
