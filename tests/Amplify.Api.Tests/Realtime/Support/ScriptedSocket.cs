using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using System.Threading.Channels;

namespace Amplify.Api.Tests.Realtime;

/// <summary>A WebSocket in memory, whose other end is the test.</summary>
internal sealed class ScriptedSocket(WebSocketRequest request) : WebSocket
{
    private readonly Channel<(byte[] Bytes, WebSocketMessageType Type, bool End)> _incoming = Channel.CreateUnbounded<(byte[], WebSocketMessageType, bool)>();
    private readonly Channel<string> _sent = Channel.CreateUnbounded<string>();
    private readonly TaskCompletionSource _gone = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private (byte[] Bytes, WebSocketMessageType Type, bool End) _rest;
    private WebSocketState _state = WebSocketState.Open;
    private WebSocketCloseStatus? _closeStatus;
    private string? _closeText;
    private int _sending;

    public WebSocketRequest Request => request;

    /// <summary>Gets a task that completes when the client has let go of the socket.</summary>
    public Task Gone => _gone.Task;

    public bool Disposed { get; private set; }

    /// <summary>Gets how many frames the client has not received yet.</summary>
    public int Pending => _incoming.Reader.Count;

    public bool IsOpen => _state == WebSocketState.Open;

    /// <summary>Gets or sets whether the client's sends never end, as on a connection whose other side has vanished.</summary>
    public bool Stalls { get; set; }

    /// <summary>Gets or sets what the client's sends wait for, as on a connection whose other side does not read.</summary>
    public Task Reads { get; set; } = Task.CompletedTask;

    /// <summary>Gets or sets whether a close is answered, as a server does.</summary>
    public bool AnswersClose { get; set; } = true;

    public override WebSocketCloseStatus? CloseStatus => _closeStatus;

    public override string? CloseStatusDescription => _closeText;

    public override WebSocketState State => _state;

    public override string? SubProtocol => request.SubProtocols[0];

    /// <summary>Gets whether two sends ever ran at the same time, which a socket does not allow.</summary>
    public bool Overlapped { get; private set; }

    public void Send(string frame) => Send(Encoding.UTF8.GetBytes(frame));

    public void Send(byte[] frame, bool end = true) => _incoming.Writer.TryWrite((frame, WebSocketMessageType.Text, end));

    /// <summary>Sends a close frame.</summary>
    public void SendClose(int status, string? text = null)
    {
        _closeStatus = (WebSocketCloseStatus)status;
        _closeText = text;
        _state = WebSocketState.CloseReceived;
        _incoming.Writer.TryWrite(([], WebSocketMessageType.Close, true));
    }

    /// <summary>Breaks the connection off.</summary>
    public void Cut()
    {
        _state = WebSocketState.Aborted;
        _incoming.Writer.TryComplete(new WebSocketException(WebSocketError.ConnectionClosedPrematurely));
    }

    /// <summary>Waits for the next frame of the client.</summary>
    public async Task<JsonElement> NextAsync()
    {
        string frame = await _sent.Reader.ReadAsync(TestContext.Current.CancellationToken);
        return JsonElement.Parse(frame);
    }

    /// <summary>Waits for the next frame of the client, which has to be of this type.</summary>
    public async Task<JsonElement> NextAsync(string type)
    {
        JsonElement frame = await NextAsync();
        Assert.Equal(type, frame.GetProperty("type").GetString());
        return frame;
    }

    /// <summary>Gives the frames that the client has sent and nobody has looked at.</summary>
    public IReadOnlyList<string> Unread()
    {
        var frames = new List<string>();
        while (_sent.Reader.TryRead(out string? frame))
        {
            frames.Add(frame);
        }

        return frames;
    }

    public override void Abort()
    {
        _state = WebSocketState.Aborted;
        _incoming.Writer.TryComplete(new WebSocketException(WebSocketError.ConnectionClosedPrematurely));
        _sent.Writer.TryComplete();
        _gone.TrySetResult();
    }

    public override Task CloseAsync(WebSocketCloseStatus closeStatus, string? statusDescription, CancellationToken cancellationToken) =>
        CloseOutputAsync(closeStatus, statusDescription, cancellationToken);

    public override Task CloseOutputAsync(WebSocketCloseStatus closeStatus, string? statusDescription, CancellationToken cancellationToken)
    {
        bool first = _state == WebSocketState.Open;
        _state = WebSocketState.CloseSent;
        if (first && AnswersClose)
        {
            _closeStatus ??= closeStatus;
            _incoming.Writer.TryWrite(([], WebSocketMessageType.Close, true));
        }

        return Task.CompletedTask;
    }

    public override void Dispose()
    {
        Disposed = true;
        _incoming.Writer.TryComplete();
        _sent.Writer.TryComplete();
        _gone.TrySetResult();
    }

    public override Task<WebSocketReceiveResult> ReceiveAsync(ArraySegment<byte> buffer, CancellationToken cancellationToken) => throw new NotSupportedException();

    public override async ValueTask<ValueWebSocketReceiveResult> ReceiveAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        if (_rest.Bytes is null)
        {
            try
            {
                _rest = await _incoming.Reader.ReadAsync(cancellationToken);
            }
            catch (ChannelClosedException e)
            {
                throw e.InnerException ?? new ObjectDisposedException(nameof(ScriptedSocket));
            }
        }

        if (_rest.Type == WebSocketMessageType.Close)
        {
            return new ValueWebSocketReceiveResult(0, WebSocketMessageType.Close, true);
        }

        int count = Math.Min(buffer.Length, _rest.Bytes!.Length);
        _rest.Bytes.AsSpan(0, count).CopyTo(buffer.Span);
        bool whole = count == _rest.Bytes.Length;
        var result = new ValueWebSocketReceiveResult(count, _rest.Type, whole && _rest.End);
        _rest = whole ? default : (_rest.Bytes[count..], _rest.Type, _rest.End);
        return result;
    }

    public override Task SendAsync(ArraySegment<byte> buffer, WebSocketMessageType messageType, bool endOfMessage, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public override async ValueTask SendAsync(ReadOnlyMemory<byte> buffer, WebSocketMessageType messageType, bool endOfMessage, CancellationToken cancellationToken)
    {
        Overlapped |= Interlocked.Increment(ref _sending) > 1;
        if (Stalls)
        {
            await Gone;
        }

        await Reads;
        Interlocked.Decrement(ref _sending);
        if (!_sent.Writer.TryWrite(Encoding.UTF8.GetString(buffer.Span)))
        {
            throw new WebSocketException(WebSocketError.InvalidState);
        }
    }
}
