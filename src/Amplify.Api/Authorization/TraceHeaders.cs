namespace Amplify.Api.Authorization;

/// <summary>
/// The headers that the transport adds for distributed tracing, after the signature and outside of it. They stay on a request that is sent, and
/// have to go before it is signed again: proxies rewrite them.
/// </summary>
internal static class TraceHeaders
{
    private static readonly string[] Names = ["traceparent", "tracestate", "baggage", "Request-Id", "Correlation-Context"];

    /// <summary>Tells whether the application has set any of them itself, which then belong to the request.</summary>
    public static bool AreOn(HttpRequestMessage request)
    {
        foreach (string name in Names)
        {
            if (request.Headers.NonValidated.Contains(name))
            {
                return true;
            }
        }

        return false;
    }

    public static void Remove(HttpRequestMessage request)
    {
        foreach (string name in Names)
        {
            request.Headers.Remove(name);
        }
    }
}
