using System.Net.WebSockets;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Amplify.Testing;

/// <summary>Answers WebSocket handshakes.</summary>
internal static class WebSocketUpgrade
{
    // RFC 6455, 1.3.
    private const string HandshakeKey = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

    /// <summary>Gives the stream that frames are written to, for a server that writes them byte by byte.</summary>
    public static async Task<Stream> UpgradeAsync(this HttpContext context, string subProtocol)
    {
        string key = context.Request.Headers.SecWebSocketKey.ToString();

        // The algorithm is the protocol's.
#pragma warning disable CA5350
        context.Response.Headers.SecWebSocketAccept = Convert.ToBase64String(SHA1.HashData(Encoding.ASCII.GetBytes(key + HandshakeKey)));
#pragma warning restore CA5350
        context.Response.Headers.SecWebSocketProtocol = subProtocol;
        context.Response.Headers.Connection = "Upgrade";
        context.Response.Headers.Upgrade = "websocket";
        return await context.Features.GetRequiredFeature<IHttpUpgradeFeature>().UpgradeAsync();
    }

    /// <summary>Accepts a WebSocket.</summary>
    public static async Task<WebSocket> AcceptAsync(this HttpContext context, string subProtocol) =>
        WebSocket.CreateFromStream(await context.UpgradeAsync(subProtocol), isServer: true, subProtocol, Timeout.InfiniteTimeSpan);

    public static ValueTask SendAsync(this WebSocket socket, string frame) =>
        socket.SendAsync(Encoding.UTF8.GetBytes(frame).AsMemory(), WebSocketMessageType.Text, endOfMessage: true, TestContext.Current.CancellationToken);

    /// <summary>Receives a frame, or nothing when the other side has closed.</summary>
    public static async Task<string?> ReceiveAsync(this WebSocket socket)
    {
        byte[] buffer = new byte[64 * 1024];
        int length = 0;
        while (true)
        {
            ValueWebSocketReceiveResult result = await socket.ReceiveAsync(buffer.AsMemory(length), TestContext.Current.CancellationToken);
            if (result.MessageType == WebSocketMessageType.Close)
            {
                return null;
            }

            length += result.Count;
            if (result.EndOfMessage)
            {
                return Encoding.UTF8.GetString(buffer, 0, length);
            }
        }
    }
}
