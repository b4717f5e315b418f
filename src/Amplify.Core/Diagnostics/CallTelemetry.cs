using System.Diagnostics;
using System.Globalization;
using Amplify.Core.Http;

namespace Amplify.Core.Diagnostics;

/// <summary>The span and the measurements of one call; nothing at all while nobody listens.</summary>
/// <remarks>See <see href="https://opentelemetry.io/docs/specs/semconv/http/">OpenTelemetry's names</see>.</remarks>
internal readonly struct CallTelemetry
{
    private static readonly ActivitySource Source = new(AmplifyTelemetry.Name, typeof(CallTelemetry).Assembly.GetName().Version?.ToString(3));

    private static readonly HashSet<string> KnownMethods =
        new(StringComparer.Ordinal) { "GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "CONNECT" };

    private readonly Activity? _activity;

    private CallTelemetry(Activity? activity) => _activity = activity;

    public static CallTelemetry Start(HttpCall call)
    {
        if (!Source.HasListeners())
        {
            return default;
        }

        string method = MethodOf(call);
        string verb = call.Operation?.Type ?? (method == "_OTHER" ? "HTTP" : method);
        Activity? activity = Source.StartActivity($"{verb} {call.Api}", ActivityKind.Client);
        activity?.SetTag("http.request.method", method);
        activity?.SetTag("amplify.api", call.Api);
        activity?.SetTag("graphql.operation.type", call.Operation?.Type);
        activity?.SetTag("graphql.operation.name", call.Operation?.Name);
        return new CallTelemetry(activity);
    }

    public void Attempt(HttpCall call, Uri address)
    {
        if (AmplifyMetrics.CallAttempts.Enabled)
        {
            AmplifyMetrics.CallAttempts.Add(1, TagsOf(call));
        }

        if (_activity is not null)
        {
            _activity.SetTag("server.address", address.IdnHost);
            _activity.SetTag("server.port", address.Port);
        }
    }

    public void Answered(HttpCall call, HttpAnswer answer, TimeSpan elapsed)
    {
        int status = (int)answer.StatusCode;
        if (_activity is not null || AmplifyMetrics.CallDuration.Enabled)
        {
            End(call, status, status >= 400 ? status.ToString(CultureInfo.InvariantCulture) : null, status >= 400 ? "refused" : "ok", answer.Attempts, elapsed);
        }
    }

    public void Failed(HttpCall call, Exception failure, HttpAttempt attempt, TimeSpan elapsed)
    {
        if (_activity is not null || AmplifyMetrics.CallDuration.Enabled)
        {
            string outcome = failure switch
            {
                OperationCanceledException => "cancelled",
                AmplifyTimeoutException => "timeout",
                AmplifyNetworkException => "network",
                _ => "error",
            };
            End(call, status: null, failure.GetType().FullName, outcome, attempt.Number, elapsed);
        }
    }

    private static string MethodOf(HttpCall call) => KnownMethods.Contains(call.Method.Method) ? call.Method.Method : "_OTHER";

    private static TagList TagsOf(HttpCall call)
    {
        var tags = new TagList { { "amplify.api", call.Api }, { "http.request.method", MethodOf(call) } };
        if (call.Operation is { } operation)
        {
            tags.Add("graphql.operation.type", operation.Type);
            tags.Add("graphql.operation.name", operation.Name);
        }

        return tags;
    }

    private void End(HttpCall call, int? status, string? error, string outcome, int attempts, TimeSpan elapsed)
    {
        if (AmplifyMetrics.CallDuration.Enabled)
        {
            TagList tags = TagsOf(call);
            tags.Add("amplify.outcome", outcome);
            if (status is not null)
            {
                tags.Add("http.response.status_code", status);
            }

            if (error is not null)
            {
                tags.Add("error.type", error);
            }

            AmplifyMetrics.CallDuration.Record(elapsed.TotalSeconds, tags);
        }

        if (_activity is null)
        {
            return;
        }

        _activity.SetTag("http.response.status_code", status);
        _activity.SetTag("error.type", error);
        _activity.SetTag("amplify.attempts", attempts);
        if (error is not null)
        {
            _activity.SetStatus(ActivityStatusCode.Error);
        }

        _activity.Dispose();
    }
}
