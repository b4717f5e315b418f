using System.Collections.Frozen;
using Amplify.Local.Hosting;

namespace Amplify.Local.ApiGateway.Events;

/// <summary>The headers that a handler sees: the caller's without those the gateway keeps to itself, and with those it adds.</summary>
internal static class EventHeaders
{
    private static readonly FrozenSet<string> Removed = new[]
    {
        "Connection", "Content-Length", "Content-MD5", "Expect", "Max-Forwards", "Proxy-Authenticate", "Server", "TE", "Transfer-Encoding",
        "Trailer", "Upgrade", "WWW-Authenticate",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    public static MultiMap Of(LocalRequest request, bool signed)
    {
        var headers = new MultiMap(StringComparer.OrdinalIgnoreCase);
        foreach (KeyValuePair<string, string> header in request.Headers)
        {
            if (!Removed.Contains(header.Key) && !(signed && IsSignature(header.Key)))
            {
                headers.Add(header.Key, header.Value);
            }
        }

        headers.Set("X-Amzn-Trace-Id", RequestStamps.TraceId(request.Id, request.ReceivedAt, request.Header("X-Amzn-Trace-Id")));
        string? forwarded = headers.Find("X-Forwarded-For") is { } earlier ? string.Join(", ", earlier) : null;
        headers.Set("X-Forwarded-For", forwarded is null ? request.SourceIp : $"{forwarded}, {request.SourceIp}");
        headers.Set("X-Forwarded-Port", "443");
        headers.Set("X-Forwarded-Proto", "https");
        return headers;
    }

    private static bool IsSignature(string name) =>
        name.Equals("Authorization", StringComparison.OrdinalIgnoreCase) || name.Equals("X-Amz-Security-Token", StringComparison.OrdinalIgnoreCase);
}
