using System.Diagnostics.Metrics;

namespace Amplify.Core.Diagnostics;

/// <summary>The instruments of realtime connections.</summary>
internal static class RealtimeMetrics
{
    private static readonly Meter Meter = new(AmplifyTelemetry.Name, typeof(RealtimeMetrics).Assembly.GetName().Version?.ToString(3));

    public static readonly UpDownCounter<int> Connections = Meter.CreateUpDownCounter<int>(
        "amplify.realtime.connections", unit: "{connection}", description: "Realtime connections that are open.");

    public static readonly UpDownCounter<int> Subscriptions = Meter.CreateUpDownCounter<int>(
        "amplify.realtime.subscriptions", unit: "{subscription}", description: "Subscriptions that are wanted, established or not.");

    public static readonly Histogram<double> ConnectDuration = Meter.CreateHistogram(
        "amplify.realtime.connect.duration",
        unit: "s",
        description: "Time from the beginning of a handshake to the server's acknowledgement, or to the failure.",
        tags: null,
        advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 15, 30] });

    public static readonly Counter<long> Reconnects = Meter.CreateCounter<long>(
        "amplify.realtime.reconnects", unit: "{connection}", description: "Connections made in place of one that was lost or grew old.");

    public static readonly Counter<long> Messages = Meter.CreateCounter<long>(
        "amplify.realtime.messages", unit: "{message}", description: "Messages of subscriptions that were received.");

    public static readonly Counter<long> Dropped = Meter.CreateCounter<long>(
        "amplify.realtime.messages.dropped", unit: "{message}", description: "Messages thrown away because a subscriber did not keep up.");

    private static readonly Counter<long> Rejected = Meter.CreateCounter<long>(
        "amplify.realtime.frames.rejected", unit: "{frame}", description: "Frames that could not be used.");

    public static void FrameRejected(string reason)
    {
        if (Rejected.Enabled)
        {
            Rejected.Add(1, new KeyValuePair<string, object?>("amplify.reason", reason));
        }
    }
}
