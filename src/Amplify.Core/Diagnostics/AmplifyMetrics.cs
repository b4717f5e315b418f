using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Amplify.Core.Diagnostics;

/// <summary>The instruments. Every use looks first whether anybody listens.</summary>
internal static class AmplifyMetrics
{
    private static readonly Meter Meter = new(AmplifyTelemetry.Name, typeof(AmplifyMetrics).Assembly.GetName().Version?.ToString(3));

    public static readonly Histogram<double> CallDuration = Meter.CreateHistogram(
        "amplify.call.duration",
        unit: "s",
        description: "Time from a call to its answer or failure, all attempts and waits included.",
        tags: null,
        advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10, 30, 60, 100] });

    public static readonly Counter<long> CallAttempts = Meter.CreateCounter<long>(
        "amplify.call.attempts", unit: "{attempt}", description: "Attempts to send a request.");

    private static readonly Counter<long> Replays = Meter.CreateCounter<long>(
        "amplify.call.replays", unit: "{replay}", description: "Requests sent again after a refusal, with renewed credentials or a corrected clock.");

    private static readonly Counter<long> Refreshes = Meter.CreateCounter<long>(
        "amplify.credentials.refreshes", unit: "{refresh}", description: "Times that credentials were asked for.");

    private static readonly Gauge<double> Remaining = Meter.CreateGauge<double>(
        "amplify.credentials.remaining", unit: "s", description: "Time until the credentials last signed with expire.");

    private static readonly Gauge<double> ClockOffset = Meter.CreateGauge<double>(
        "amplify.clock.offset", unit: "s", description: "How far a host's clock is ahead of this machine's.");

    public static void Replayed(string reason)
    {
        if (Replays.Enabled)
        {
            Replays.Add(1, new KeyValuePair<string, object?>("amplify.reason", reason));
        }
    }

    public static void CredentialsRefreshed(string? error)
    {
        if (Refreshes.Enabled)
        {
            var tags = new TagList { { "amplify.outcome", error is null ? "ok" : "error" } };
            if (error is not null)
            {
                tags.Add("error.type", error);
            }

            Refreshes.Add(1, tags);
        }
    }

    public static void CredentialsUsed(DateTimeOffset? expiration, DateTimeOffset now)
    {
        if (Remaining.Enabled && expiration is { } end)
        {
            Remaining.Record((end - now).TotalSeconds);
        }
    }

    public static void ClockCorrected(Uri address, TimeSpan offset)
    {
        if (ClockOffset.Enabled)
        {
            ClockOffset.Record(offset.TotalSeconds, new TagList { { "server.address", address.IdnHost }, { "server.port", address.Port } });
        }
    }
}
