using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using Amplify.Testing;

namespace Amplify.Tests.Realtime;

/// <summary>A server of AppSync's protocol that accepts every subscription, and then does with the first one of a connection what a test says.</summary>
internal sealed class FrameServer : IAsyncDisposable
{
    private readonly SocketServer _server;

    private FrameServer(SocketServer server) => _server = server;

    public static async Task<FrameServer> StartAsync(Func<WebSocket, string, Task> serve) => new(await SocketServer.StartAsync(async context =>
    {
        using WebSocket socket = await context.AcceptAsync("graphql-ws");
        bool serves = false;
        while (await socket.ReceiveAsync() is { } text)
        {
            JsonElement frame = JsonElement.Parse(text);
            if (frame.GetProperty("type").GetString() == "connection_init")
            {
                await socket.SendAsync("""{"type":"connection_ack","payload":{"connectionTimeoutMs":300000}}""");
            }
            else if (frame.GetProperty("type").GetString() == "start")
            {
                string id = frame.GetProperty("id").GetString()!;
                await socket.SendAsync($$"""{"type":"start_ack","id":"{{id}}"}""");
                if (!serves)
                {
                    serves = true;
                    await serve(socket, id);
                }
            }
        }
    }));

    public static string Data(string id, string content) =>
        $$$"""{"id":"{{{id}}}","type":"data","payload":{"data":{"subscribeToEventComments":{"eventId":"1","commentId":"2","content":"{{{content}}}","createdAt":"now"} } } }""";

    /// <summary>Sends a message in so many WebSocket frames of about the same size.</summary>
    public static async Task SendAsync(WebSocket socket, string message, int fragments)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(message);
        int size = (bytes.Length / fragments) + 1;
        for (int start = 0; start < bytes.Length; start += size)
        {
            int length = Math.Min(size, bytes.Length - start);
            await socket.SendAsync(
                bytes.AsMemory(start, length), WebSocketMessageType.Text, endOfMessage: start + length == bytes.Length, TestContext.Current.CancellationToken);
        }
    }

    public AmplifyClient CreateClient() => AmplifyClient.Create(new AmplifyConfiguration
    {
        Api =
        {
            AppSync =
            {
                GraphQLEndpoint = new Uri(_server.Root, "/graphql").AbsoluteUri,
                RealtimeEndpoint = new UriBuilder(_server.Root) { Scheme = "ws", Path = "/graphql/realtime" }.Uri.AbsoluteUri,
                ApiKey = "da2-0123456789abcdefghijklmnop",
            },
        },
    });

    public ValueTask DisposeAsync() => _server.DisposeAsync();
}
