using System.Net;

namespace Amplify.Core.Http;

/// <summary>Decides whether a request may be sent again, and when.</summary>
internal static class RetryPolicy
{
    /// <summary>The key under which a request whose method says nothing, such as a query in a POST, tells that repeating it does no harm.</summary>
    public static readonly HttpRequestOptionsKey<bool> Repeatable = new("Amplify.Repeatable");

    // Whoever asks for more does not expect that a caller waits for it.
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(2);

    /// <summary>Tells whether doing twice what the request asks for is as good as once.</summary>
    public static bool IsIdempotent(HttpRequestMessage request) =>
        IsIdempotent(request.Method) || (request.Options.TryGetValue(Repeatable, out bool repeatable) && repeatable);

    /// <summary>Tells whether the method alone makes a request repeatable.</summary>
    public static bool IsIdempotent(HttpMethod method) =>
        method == HttpMethod.Get || method == HttpMethod.Head || method == HttpMethod.Put || method == HttpMethod.Delete || method == HttpMethod.Options;

    /// <summary>Tells whether the same request may be answered differently a moment later.</summary>
    public static bool IsTransient(HttpStatusCode status) => status
        is HttpStatusCode.RequestTimeout
        or HttpStatusCode.TooManyRequests
        or HttpStatusCode.InternalServerError
        or HttpStatusCode.BadGateway
        or HttpStatusCode.ServiceUnavailable
        or HttpStatusCode.GatewayTimeout;

    /// <summary>Gives the wait before the next attempt.</summary>
    /// <param name="options">The call's options.</param>
    /// <param name="attempts">How many attempts there were.</param>
    /// <param name="random">A number from 0 to below 1.</param>
    /// <param name="answer">The answer, or <see langword="null"/> when none came.</param>
    /// <param name="now">The time.</param>
    /// <returns>The wait, or <see langword="null"/> when the server asks for one that is out of proportion.</returns>
    public static TimeSpan? WaitAfter(RetryOptions options, int attempts, double random, HttpAnswer? answer, DateTimeOffset now)
    {
        double longest = Math.Min(options.MaxDelay.TotalMilliseconds, options.BaseDelay.TotalMilliseconds * Math.Pow(2, attempts - 1));
        TimeSpan wait = TimeSpan.FromMilliseconds(longest * random);
        TimeSpan asked = answer is null ? TimeSpan.Zero : AskedFor(answer, now);
        return asked > LongestWait ? null : asked > wait ? asked : wait;
    }

    private static TimeSpan AskedFor(HttpAnswer answer, DateTimeOffset now) => answer.RetryAfter switch
    {
        { Delta: { } delta } => delta,

        // Where the answer tells the server's time, a wrong clock on this side makes the wait neither endless nor nothing.
        { Date: { } date } => date - (DateOf(answer) ?? now),
        _ => TimeSpan.Zero,
    };

    private static DateTimeOffset? DateOf(HttpAnswer answer) =>
        answer.Headers.TryGetValue("Date", out string? text) ? HttpDate.Parse(text) : null;
}
