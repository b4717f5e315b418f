using Amplify.Local.Accounts;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Amplify.Local.Hosting;

/// <summary>
/// A request as received, detached from the connection: a handler that outlives its time-out may still read it after the connection
/// has gone on to the next request.
/// </summary>
internal sealed class LocalRequest
{
    private const int SkipBuffer = 16 * 1024;

    private readonly HttpContext _context;
    private string? _requestId;

    public LocalRequest(HttpContext context, DateTimeOffset receivedAt)
    {
        _context = context;
        ReceivedAt = receivedAt;
        Method = context.Request.Method;
        Protocol = context.Request.Protocol;
        Target = RequestTarget.Parse(context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget);
        ServicePath = Target.Path;
        SourceIp = context.Connection.RemoteIpAddress?.ToString() ?? "127.0.0.1";
        Headers = Snapshot(context.Request.Headers);
    }

    /// <summary>The backend's time on arrival, skewed where a fault says so.</summary>
    public DateTimeOffset ReceivedAt { get; private set; }

    /// <summary>How far a fault has moved the clock for this request alone.</summary>
    public TimeSpan ClockSkew { get; private set; }

    public string Method { get; }

    public string Protocol { get; }

    public RequestTarget Target { get; }

    /// <summary>The path within the service that answers: for a REST API what follows the stage.</summary>
    public string ServicePath { get; set; }

    /// <summary>
    /// For a REST API, what follows the stage as received (<see cref="ServicePath"/> has a doubled first slash dropped), or
    /// <see langword="null"/> when the stage is not the API's.
    /// </summary>
    public string? StagePath { get; set; }

    public string SourceIp { get; }

    public IReadOnlyList<KeyValuePair<string, string>> Headers { get; }

    public ReadOnlyMemory<byte> Body { get; private set; }

    /// <summary>Who signed the request, once that is known.</summary>
    public Principal? Caller { get; set; }

    /// <summary>What a route's authorizer found out about the caller, once that is known.</summary>
    public ProxyAuthorizer? Authorizer { get; set; }

    /// <summary>The request id; the gateway's second id and the trace id come from the same random bits.</summary>
    public Guid Id { get; } = Guid.NewGuid();

    public string RequestId => _requestId ??= Id.ToString();

    public string? Header(string name)
    {
        foreach (KeyValuePair<string, string> header in Headers)
        {
            if (string.Equals(header.Key, name, StringComparison.OrdinalIgnoreCase))
            {
                return header.Value;
            }
        }

        return null;
    }

    /// <summary>Reads the body into <see cref="Body"/>.</summary>
    /// <returns><see langword="false"/> when it is longer than <paramref name="limit"/>; the rest is then left unread.</returns>
    public async ValueTask<bool> TryReadBodyAsync(int limit)
    {
        if (_context.Features.Get<IHttpRequestBodyDetectionFeature>() is { CanHaveBody: false })
        {
            return true;
        }

        BodyReading reading = await BodyReading.ReadAsync(_context.Request, limit, _context.RequestAborted).ConfigureAwait(false);
        Body = reading.Body;
        return !reading.IsTooLarge;
    }

    /// <summary>Reads so much of the body, or all of a shorter one, and forgets it.</summary>
    public async ValueTask SkipBodyAsync(long bytes)
    {
        byte[] buffer = new byte[SkipBuffer];
        int read = 1;
        for (long left = bytes; left > 0 && read > 0; left -= read)
        {
            read = await _context.Request.Body.ReadAsync(buffer.AsMemory(0, (int)Math.Min(left, buffer.Length)), _context.RequestAborted).ConfigureAwait(false);
        }
    }

    /// <summary>Sets the time of arrival by a clock of its own.</summary>
    public void MoveClock(DateTimeOffset now, TimeSpan skew)
    {
        ClockSkew = skew;
        ReceivedAt = now + skew;
    }

    private static KeyValuePair<string, string>[] Snapshot(IHeaderDictionary headers)
    {
        int count = 0;
        foreach (var header in headers)
        {
            count += header.Value.Count;
        }

        var snapshot = new KeyValuePair<string, string>[count];
        int index = 0;
        foreach (var header in headers)
        {
            foreach (string? value in header.Value)
            {
                snapshot[index++] = new(header.Key, value ?? "");
            }
        }

        return snapshot;
    }
}
