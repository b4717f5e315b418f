using System.Text;
using System.Text.Json;
using Amplify.Local.AppSync.Authorization;
using Amplify.Local.Hosting;

namespace Amplify.Local.Realtime;

/// <summary>The credentials of a connection or a frame: headers, and the body that a signature covers with them.</summary>
internal sealed class SignedFrame(IReadOnlyList<KeyValuePair<string, string>> headers, string body)
{
    public IReadOnlyList<KeyValuePair<string, string>> Headers => headers;

    public static SignedFrame Of(JsonElement authorization, string body) => new(
    [
        .. authorization.EnumerateObject()
            .Where(static member => member.Value.ValueKind == JsonValueKind.String)
            .Select(static member => new KeyValuePair<string, string>(member.Name, member.Value.GetString()!)),
    ], body);

    public bool Has(string name)
    {
        foreach (KeyValuePair<string, string> header in headers)
        {
            if (header.Key.Equals(name, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Gives what authorization looks at.</summary>
    /// <param name="target">The path that clients sign for.</param>
    /// <param name="sourceIp">Where the connection comes from.</param>
    /// <param name="clock">What a signature's time is held against.</param>
    public AppSyncAuthorizationRequest ToRequest(string target, string sourceIp, ServerClock clock) => new()
    {
        Method = "POST",
        Target = target,
        Headers = headers,
        Body = Encoding.UTF8.GetBytes(body),
        SourceIp = sourceIp,
        ReceivedAt = clock.UtcNow,
        RequestId = Guid.NewGuid().ToString(),
    };
}
