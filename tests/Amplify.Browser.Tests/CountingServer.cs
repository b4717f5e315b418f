using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Amplify.Browser.Tests;

/// <summary>A server of graphql-transport-ws: to each subscription it counts to three, and completes it.</summary>
internal static class CountingServer
{
    private const string Protocol = "graphql-transport-ws";

    public static async Task ServeAsync(HttpContext context)
    {
        if (!context.WebSockets.WebSocketRequestedProtocols.Contains(Protocol))
        {
            context.Response.StatusCode = StatusCodes.Status400BadRequest;
            return;
        }

        using WebSocket socket = await context.WebSockets.AcceptWebSocketAsync(Protocol);
        byte[] buffer = new byte[4096];
        while (await socket.ReceiveAsync(buffer.AsMemory(), context.RequestAborted) is { MessageType: WebSocketMessageType.Text } received)
        {
            JsonElement frame = JsonElement.Parse(buffer.AsSpan(0, received.Count));
            switch (frame.GetProperty("type").GetString())
            {
                case "connection_init":
                    await SendAsync(socket, """{"type":"connection_ack"}""");
                    break;
                case "subscribe":
                    await CountAsync(socket, frame.GetProperty("id").GetString()!);
                    break;
            }
        }

        await socket.CloseAsync(WebSocketCloseStatus.NormalClosure, null, context.RequestAborted);
    }

    private static async Task CountAsync(WebSocket socket, string id)
    {
        for (int count = 1; count <= 3; count++)
        {
            await SendAsync(socket, $$"""{"id":"{{id}}","type":"next","payload":{"data":{"count":{{count}} } } }""");
        }

        await SendAsync(socket, $$"""{"id":"{{id}}","type":"complete"}""");
    }

    private static Task SendAsync(WebSocket socket, string frame) =>
        socket.SendAsync(Encoding.UTF8.GetBytes(frame), WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None);
}
