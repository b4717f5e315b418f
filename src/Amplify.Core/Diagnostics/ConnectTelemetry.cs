using System.Diagnostics;

namespace Amplify.Core.Diagnostics;

/// <summary>The span and the measurement of one attempt to open a realtime connection; nothing at all while nobody listens.</summary>
internal readonly struct ConnectTelemetry
{
    private static readonly ActivitySource Source = new(AmplifyTelemetry.Name, typeof(ConnectTelemetry).Assembly.GetName().Version?.ToString(3));

    private readonly Activity? _activity;

    private ConnectTelemetry(Activity? activity) => _activity = activity;

    public static ConnectTelemetry Start(Uri address)
    {
        Activity? activity = Source.StartActivity("realtime connect", ActivityKind.Client);
        activity?.SetTag("server.address", address.IdnHost);
        activity?.SetTag("server.port", address.Port);
        return new ConnectTelemetry(activity);
    }

    public void End(TimeSpan elapsed, Exception? failure)
    {
        if (RealtimeMetrics.ConnectDuration.Enabled)
        {
            var tags = new TagList { { "amplify.outcome", failure is null ? "ok" : "error" } };
            if (failure is not null)
            {
                tags.Add("error.type", failure.GetType().FullName);
            }

            RealtimeMetrics.ConnectDuration.Record(elapsed.TotalSeconds, tags);
        }

        if (_activity is not null && failure is not null)
        {
            _activity.SetTag("error.type", failure.GetType().FullName);
            _activity.SetStatus(ActivityStatusCode.Error);
        }

        _activity?.Dispose();
    }
}
