using System.Net.WebSockets;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Amplify.Local.Hosting;

/// <summary>Makes a WebSocket of a connection, by RFC 6455: what ASP.NET Core's middleware would do, which the server goes without.</summary>
internal static class SocketUpgrade
{
    private const string KeyGuid = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

    public static bool IsAskedFor(LocalRequest request) =>
        request.Method == "GET"
        && request.Header("Upgrade") is { } upgrade && upgrade.Equals("websocket", StringComparison.OrdinalIgnoreCase)
        && request.Header("Sec-WebSocket-Version") == "13"
        && request.Header("Sec-WebSocket-Key") is { Length: 24 };

    public static async Task ServeAsync(HttpContext context, SocketAnswer answer)
    {
        IHeaderDictionary headers = context.Response.Headers;
        headers.Connection = "Upgrade";
        headers.Upgrade = "websocket";
        headers.SecWebSocketAccept = AcceptOf(context.Request.Headers.SecWebSocketKey.ToString());
        if (answer.SubProtocol is not null)
        {
            headers.SecWebSocketProtocol = answer.SubProtocol;
        }

        Stream stream = await context.Features.GetRequiredFeature<IHttpUpgradeFeature>().UpgradeAsync().ConfigureAwait(false);
        using var socket = WebSocket.CreateFromStream(stream, new WebSocketCreationOptions
        {
            IsServer = true,
            SubProtocol = answer.SubProtocol,
            // The protocols have keep-alive frames of their own.
            KeepAliveInterval = Timeout.InfiniteTimeSpan,
        });
        await answer.ServeAsync(new UpgradedSocket(socket, context.Abort, context.RequestAborted)).ConfigureAwait(false);
    }

    private static string AcceptOf(string key) =>
#pragma warning disable CA5350 // The protocol asks for SHA-1; it protects nothing here.
        Convert.ToBase64String(SHA1.HashData(Encoding.ASCII.GetBytes(key + KeyGuid)));
#pragma warning restore CA5350
}
