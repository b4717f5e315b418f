using System.Buffers.Text;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;

namespace Amplify.Benchmarks.Realtime;

/// <summary>The floor: a ClientWebSocket with subscriptions on it, and one parse for each frame.</summary>
internal sealed class BareSubscriber : IDisposable
{
    private readonly ClientWebSocket _socket = new();
    private readonly byte[] _buffer = new byte[4096];

    public static async Task<BareSubscriber> OpenAsync(Uri realtime, int subscriptions)
    {
        var subscriber = new BareSubscriber();
        ClientWebSocket socket = subscriber._socket;
        socket.Options.KeepAliveInterval = TimeSpan.Zero;
        socket.Options.AddSubProtocol("graphql-ws");
        socket.Options.AddSubProtocol("header-" + Base64Url.EncodeToString("""{"host":"127.0.0.1","x-api-key":"da2-0123456789abcdefghijklmnop"}"""u8));
        await socket.ConnectAsync(realtime, CancellationToken.None);
        await subscriber.SendAsync("""{"type":"connection_init"}""");
        string data = JsonEncodedText.Encode("""{"query":"subscription OnComment { onComment { content } }"}""").ToString();
        for (int i = 0; i < subscriptions; i++)
        {
            await subscriber.SendAsync($$"""{"id":"{{Guid.NewGuid()}}","type":"start","payload":{"data":"{{data}}","extensions":{"authorization":{"x-api-key":"da2-0123456789abcdefghijklmnop"} } } }""");
        }

        // The acknowledgement of the connection comes first.
        for (int frames = 0; frames < subscriptions + 1; frames++)
        {
            await subscriber.ReceiveAsync();
        }

        return subscriber;
    }

    /// <summary>Reads messages and does nothing with them.</summary>
    public async Task ReadAsync(int messages)
    {
        for (int i = 0; i < messages; i++)
        {
            int length = await ReceiveAsync();
            if (JsonSerializer.Deserialize(_buffer.AsSpan(0, length), RealtimeJson.Default.CommentFrame)?.Payload.Data.OnComment is null)
            {
                throw new InvalidOperationException("There is no comment.");
            }
        }
    }

    public void Dispose() => _socket.Dispose();

    /// <summary>Receives a frame, which fits the buffer.</summary>
    public async ValueTask<int> ReceiveAsync()
    {
        int length = 0;
        while (true)
        {
            ValueWebSocketReceiveResult result = await _socket.ReceiveAsync(_buffer.AsMemory(length), CancellationToken.None);
            length += result.Count;
            if (result.EndOfMessage)
            {
                return length;
            }
        }
    }

    private Task SendAsync(string frame) =>
        _socket.SendAsync(Encoding.UTF8.GetBytes(frame), WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None);
}
