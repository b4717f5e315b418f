using System.Buffers.Text;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;

namespace Amplify.Local.Tests.Support;

/// <summary>A bare WebSocket whose frames a test writes and reads itself.</summary>
internal sealed class FrameSocket : IDisposable
{
    private readonly ClientWebSocket _socket = new();
    private readonly byte[] _buffer = new byte[1024 * 1024];

    public WebSocketCloseStatus? CloseStatus => _socket.CloseStatus;

    public string? SubProtocol => _socket.SubProtocol;

    public WebSocketState State => _socket.State;

    public static async Task<FrameSocket> ConnectAsync(Uri url, Action<ClientWebSocketOptions> configure)
    {
        var opened = new FrameSocket();
        opened._socket.Options.KeepAliveInterval = Timeout.InfiniteTimeSpan;
        opened._socket.Options.CollectHttpResponseDetails = true;
        configure(opened._socket.Options);
        await opened._socket.ConnectAsync(url, Harness.Cancellation);
        return opened;
    }

    /// <summary>Connects with the credentials in the sub-protocol.</summary>
    public static Task<FrameSocket> ConnectAsync(Uri url, string subProtocol, object header) => ConnectAsync(url, options =>
    {
        options.AddSubProtocol(subProtocol);
        options.AddSubProtocol("header-" + Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(header)));
    });

    public Task SendAsync(object frame) => SendTextAsync(JsonSerializer.Serialize(frame));

    public Task SendTextAsync(string message) =>
        _socket.SendAsync(Encoding.UTF8.GetBytes(message), WebSocketMessageType.Text, endOfMessage: true, Harness.Cancellation);

    public async Task<string> ReceiveAsync() => (await ReceiveMessageAsync()).Text;

    /// <summary>Reads a message, and in how many WebSocket frames it came.</summary>
    public async Task<(string Text, int Parts)> ReceiveMessageAsync()
    {
        int length = 0;
        for (int parts = 1; ; parts++)
        {
            ValueWebSocketReceiveResult part = await _socket.ReceiveAsync(_buffer.AsMemory(length), Harness.Cancellation);
            if (part.MessageType == WebSocketMessageType.Close)
            {
                return ($"close {(int?)_socket.CloseStatus} {_socket.CloseStatusDescription}".TrimEnd(), parts);
            }

            length += part.Count;
            if (part.EndOfMessage)
            {
                return (Encoding.UTF8.GetString(_buffer, 0, length), parts);
            }
        }
    }

    /// <summary>Closes the socket as a client does, and waits for the answer.</summary>
    public Task CloseAsync() => _socket.CloseAsync(WebSocketCloseStatus.NormalClosure, "", Harness.Cancellation);

    public void Dispose() => _socket.Dispose();
}
