using Amplify.Local.Hosting;

namespace Amplify.Local.Realtime;

/// <summary>The sub-protocols that a client offers.</summary>
internal static class SubProtocols
{
    public static IReadOnlyList<string> Of(LocalRequest request) =>
    [
        .. request.Headers
            .Where(static header => header.Key.Equals("Sec-WebSocket-Protocol", StringComparison.OrdinalIgnoreCase))
            .SelectMany(static header => header.Value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)),
    ];
}
