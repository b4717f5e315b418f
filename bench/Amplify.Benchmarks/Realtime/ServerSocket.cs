using System.Buffers.Binary;
using System.Net.Sockets;
using System.Net.WebSockets;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Amplify.Benchmarks.Realtime;

/// <summary>A connection of the server.</summary>
internal sealed class ServerSocket(Socket socket)
{
    // RFC 6455, 1.3.
    private const string HandshakeKey = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

    private readonly List<string> _ids = [];

    /// <summary>Writes down frames to send later: to each subscription in turn, so many to each.</summary>
    /// <param name="payload">The payload of each.</param>
    /// <param name="count">How many each gets.</param>
    public byte[] Prepare(string payload, int count)
    {
        using var frames = new MemoryStream();
        for (int i = 0; i < count; i++)
        {
            foreach (string id in _ids)
            {
                Write(frames, Encoding.UTF8.GetBytes($$"""{"id":"{{id}}","type":"data","payload":{{payload}}}"""));
            }
        }

        return frames.ToArray();
    }

    public ValueTask<int> SendAsync(byte[] frames) => socket.SendAsync(frames.AsMemory());

    public void Cut() => socket.Close(0);

    public async Task ServeAsync()
    {
        try
        {
            socket.NoDelay = true;
            await using var stream = new NetworkStream(socket, ownsSocket: true);
            await UpgradeAsync(stream);
            using var webSocket = WebSocket.CreateFromStream(stream, isServer: true, "graphql-ws", Timeout.InfiniteTimeSpan);
            byte[] buffer = new byte[4096];
            while (await ReceiveAsync(webSocket, buffer) is { } frame)
            {
                await AnswerAsync(webSocket, frame.GetProperty("type").GetString(), frame);
            }
        }
        catch (Exception e) when (e is WebSocketException or IOException or SocketException or ObjectDisposedException)
        {
            // Cut, or the client has gone.
        }
    }

    private async Task AnswerAsync(WebSocket webSocket, string? type, JsonElement frame)
    {
        switch (type)
        {
            case "connection_init":
                await SendAsync(webSocket, """{"type":"connection_ack","payload":{"connectionTimeoutMs":300000}}""");
                break;
            case "start":
                string id = frame.GetProperty("id").GetString()!;
                _ids.Add(id);
                await SendAsync(webSocket, $$"""{"id":"{{id}}","type":"start_ack"}""");
                break;
        }
    }

    private static async Task UpgradeAsync(Stream stream)
    {
        byte[] head = new byte[8192];
        int length = 0;
        while (!head.AsSpan(0, length).EndsWith("\r\n\r\n"u8))
        {
            int count = await stream.ReadAsync(head.AsMemory(length));
            length += count > 0 ? count : throw new IOException("The client has gone.");
        }

        const string Field = "Sec-WebSocket-Key: ";
        string key = Encoding.ASCII.GetString(head, 0, length).Split("\r\n").First(line => line.StartsWith(Field, StringComparison.OrdinalIgnoreCase))[Field.Length..];

        // The algorithm is the protocol's.
#pragma warning disable CA5350
        string accept = Convert.ToBase64String(SHA1.HashData(Encoding.ASCII.GetBytes(key + HandshakeKey)));
#pragma warning restore CA5350
        await stream.WriteAsync(Encoding.ASCII.GetBytes(
            $"HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Accept: {accept}\r\nSec-WebSocket-Protocol: graphql-ws\r\n\r\n"));
    }

    private static async Task<JsonElement?> ReceiveAsync(WebSocket webSocket, byte[] buffer)
    {
        int length = 0;
        while (true)
        {
            ValueWebSocketReceiveResult result = await webSocket.ReceiveAsync(buffer.AsMemory(length), CancellationToken.None);
            if (result.MessageType == WebSocketMessageType.Close)
            {
                return null;
            }

            length += result.Count;
            if (result.EndOfMessage)
            {
                return JsonElement.Parse(buffer.AsSpan(0, length));
            }
        }
    }

    private static ValueTask SendAsync(WebSocket webSocket, string frame) =>
        webSocket.SendAsync(Encoding.UTF8.GetBytes(frame).AsMemory(), WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None);

    // A whole text frame, of 126 to 65,535 bytes.
    private static void Write(MemoryStream frames, byte[] message)
    {
        Span<byte> head = [0x81, 126, 0, 0];
        BinaryPrimitives.WriteUInt16BigEndian(head[2..], checked((ushort)message.Length));
        frames.Write(head);
        frames.Write(message);
    }
}
