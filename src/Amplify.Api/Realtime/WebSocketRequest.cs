using System.Net.WebSockets;
using Amplify.Api.Realtime.Protocols;

namespace Amplify;

/// <summary>A connection to make.</summary>
/// <remarks>Address and sub-protocols may hold what authorizes the connection: do not log them.</remarks>
public sealed class WebSocketRequest
{
    internal WebSocketRequest(Uri address, IReadOnlyList<string> subProtocols)
    {
        Address = address;
        SubProtocols = subProtocols;
    }

    /// <summary>Gets where to connect to.</summary>
    public Uri Address { get; }

    /// <summary>Gets the sub-protocols to offer, in this order. The server takes the first one.</summary>
    public IReadOnlyList<string> SubProtocols { get; }

    /// <summary>Adds the sub-protocols to the options of a socket.</summary>
    /// <param name="options">The options of a socket that is not connected yet.</param>
    public void ApplyTo(ClientWebSocketOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        foreach (string subProtocol in SubProtocols)
        {
            options.AddSubProtocol(subProtocol);
        }
    }

    /// <summary>Describes the request without what authorizes it.</summary>
    /// <returns>The host and the path.</returns>
    public override string ToString() => RealtimeAddress.WithoutQuery(Address);
}
