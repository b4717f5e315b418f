using System.Diagnostics.CodeAnalysis;
using System.Net.WebSockets;
using System.Threading.Channels;
using Amplify.Api.Realtime.Protocols;
using Amplify.Core.Diagnostics;

namespace Amplify.Api.Realtime.Connection;

/// <summary>
/// One socket: a loop that reads, a loop that writes, and a watch over silence. A frame that is being sent is never cancelled: half of one would make
/// the rest unreadable.
/// </summary>
[SuppressMessage("Design", "CA1001", Justification = "When it is closed, it disposes of what it holds itself.")]
internal sealed class RealtimeSocket
{
    private static readonly TimeSpan CloseTimeout = TimeSpan.FromSeconds(5);

    private readonly WebSocket _socket;
    private readonly IRealtimeProtocol _protocol;
    private readonly RealtimeContext _context;
    private readonly ISocketOwner _owner;
    private readonly Channel<byte[]> _outgoing = Channel.CreateUnbounded<byte[]>(new UnboundedChannelOptions { SingleReader = true });
    private readonly TaskCompletionSource<ConnectionTimeouts> _ack = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly KeepAliveWatch _watch;
    private SocketClosure? _closure;
    private volatile Task? _stall;
    private int _pongs;
    private Task<SocketClosure> _completion = null!;

    private RealtimeSocket(WebSocket socket, IRealtimeProtocol protocol, RealtimeContext context, ISocketOwner owner, FrameAuthorization authorization)
    {
        _socket = socket;
        _protocol = protocol;
        _context = context;
        _owner = owner;
        Authorization = authorization;
        _watch = new KeepAliveWatch(this, protocol, context, healthy => owner.KeepAliveChanged(this, healthy));
    }

    /// <summary>Gets what the connect was authorized with.</summary>
    public FrameAuthorization Authorization { get; }

    /// <summary>Gets a task that completes when the socket is closed and nothing of it is left. It never fails.</summary>
    public Task<SocketClosure> Completion => _completion;

    /// <summary>Gets when the last frame came.</summary>
    public DateTimeOffset LastReceived => _watch.LastReceived;

    /// <summary>Gets when the server acknowledged the connection, as a timestamp.</summary>
    public long AcknowledgedAt { get; private set; }

    /// <summary>Gets what it waited for last before it received more; <see langword="null"/> when it never had to wait.</summary>
    public Task? Stall => _stall;

    /// <summary>Gets whether no frame can be sent any longer.</summary>
    public bool IsClosing => Volatile.Read(ref _closure) is not null;

    /// <summary>Begins to work with a socket whose handshake is done, and sends the first frame.</summary>
    public static RealtimeSocket Start(WebSocket socket, ConnectTarget target, IRealtimeProtocol protocol, RealtimeContext context, ISocketOwner owner)
    {
        var started = new RealtimeSocket(socket, protocol, context, owner, target.Authorization);
        started.TrySend(target.Init);
        // Not on the caller's thread, and not in its synchronization context.
        started._completion = Task.Run(started.RunAsync);
        return started;
    }

    /// <summary>Waits until the server acknowledges the connection.</summary>
    /// <exception cref="SocketClosedException">The socket was closed instead.</exception>
    public async Task AcknowledgedAsync(CancellationToken cancellationToken)
    {
        Task<ConnectionTimeouts> ack = _ack.Task;
        try
        {
            await ack.WaitAsync(_context.Options.AckTimeout, _context.TimeProvider, cancellationToken).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            Abort(new SocketClosure(ClosureReason.AckTimeout));
            throw new SocketClosedException(await Completion.ConfigureAwait(false));
        }
        catch (OperationCanceledException)
        {
            Close();
            throw;
        }

        AcknowledgedAt = _context.TimeProvider.GetTimestamp();
    }

    /// <summary>Puts a frame behind those that wait to be sent.</summary>
    /// <returns>Whether it may still be sent.</returns>
    public bool TrySend(byte[] frame) => _outgoing.Writer.TryWrite(frame);

    /// <summary>Sends what waits, says goodbye and closes.</summary>
    public void Close()
    {
        SetClosure(new SocketClosure(ClosureReason.Requested));
        if (_outgoing.Writer.TryComplete())
        {
            _ = EndAsync(Completion);
        }
    }

    /// <summary>Closes at once: nothing that waits is sent.</summary>
    public void Abort(SocketClosure closure)
    {
        SetClosure(closure);
        _outgoing.Writer.TryComplete();
        _socket.Abort();
    }

    /// <summary>Looks now whether the connection is alive.</summary>
    public void Probe() => _watch.Probe();

    private void SetClosure(SocketClosure closure) => Interlocked.CompareExchange(ref _closure, closure, null);

    private async Task<SocketClosure> RunAsync()
    {
        RealtimeMetrics.Connections.Add(1);
        Task writing = WriteAsync();
        try
        {
            await ReadAsync().ConfigureAwait(false);
        }
        catch (Exception e)
        {
            SetClosure(new SocketClosure(ClosureReason.Cut, Failure: e));
        }

        _outgoing.Writer.TryComplete();
        if (_closure!.Reason != ClosureReason.Requested && _closure.Reason != ClosureReason.ClosedByServer)
        {
            _socket.Abort();
        }

        await EndAsync(writing).ConfigureAwait(false);
        _watch.Dispose();
        _socket.Dispose();
        RealtimeMetrics.Connections.Add(-1);
        _ack.TrySetException(new SocketClosedException(_closure));
        _ = _ack.Task.Exception;
        return _closure;
    }

    private async Task ReadAsync()
    {
        using var buffer = new ReceiveBuffer(_context.Options.MaxMessageBytes);
        while (await buffer.ReceiveAsync(_socket).ConfigureAwait(false) is { } message)
        {
            _watch.Received();
            if (message.IsTooLarge)
            {
                RealtimeMetrics.FrameRejected("too_large");
                _context.Logger.MessageTooLarge(_context.Options.MaxMessageBytes);
                continue;
            }

            ValueTask handling = Handle(message.Bytes.Span);
            if (!handling.IsCompletedSuccessfully)
            {
                // Nothing is received meanwhile, which is not the server's silence.
                _watch.Pause();
                _stall = handling.AsTask();
                await _stall.ConfigureAwait(false);
                _watch.Received();
            }
        }

        SetClosure(new SocketClosure(ClosureReason.ClosedByServer, _socket.CloseStatus, Authorization.CutOut(_socket.CloseStatusDescription)));
    }

    private ValueTask Handle(ReadOnlySpan<byte> message)
    {
        IncomingFrame frame = _protocol.Read(message);
        switch (frame.Kind)
        {
            case FrameKind.Data:
                return _owner.ReceiveAsync(this, frame);
            case FrameKind.KeepAlive:
                break;
            case FrameKind.Ping when _protocol.Pong is { } pong:
                // One answers all that came before it: a server that asks and does not read would fill the memory.
                if (Interlocked.Exchange(ref _pongs, 1) == 0)
                {
                    TrySend(pong);
                }

                break;
            case FrameKind.ConnectionAck:
                ConnectionTimeouts timeouts = ConnectionTimeouts.Read(frame.Payload, _context.Options.ConnectionTimeout);
                _watch.Start(timeouts.Connection);
                _ack.TrySetResult(timeouts);
                break;
            case FrameKind.ConnectionError:
                Abort(new SocketClosure(ClosureReason.Refused) { Fault = ServerFault.Read(frame.Payload).Without(Authorization) });
                break;
            case FrameKind.Malformed:
                RealtimeMetrics.FrameRejected("malformed");
                _context.Logger.FrameMalformed(message.Length);
                break;
            case FrameKind.Unknown:
                RealtimeMetrics.FrameRejected("unknown");
                _context.Logger.FrameUnknown(Text(frame.Type));
                break;
            default:
                return _owner.ReceiveAsync(this, frame);
        }

        return ValueTask.CompletedTask;
    }

    private async Task WriteAsync()
    {
        try
        {
            await foreach (byte[] frame in _outgoing.Reader.ReadAllAsync().ConfigureAwait(false))
            {
                if (frame == _protocol.Pong)
                {
                    Volatile.Write(ref _pongs, 0);
                }

                await _socket.SendAsync(frame.AsMemory(), WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None).ConfigureAwait(false);
            }

            if (_socket.State is WebSocketState.Open or WebSocketState.CloseReceived)
            {
                await _socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, CancellationToken.None).ConfigureAwait(false);
            }
        }
        catch (Exception e)
        {
            Abort(new SocketClosure(ClosureReason.Cut, Failure: e));
        }
    }

    // A goodbye is answered, and what waits is sent, in a moment or never.
    private async Task EndAsync(Task task)
    {
        try
        {
            await task.WaitAsync(CloseTimeout, _context.TimeProvider).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            _socket.Abort();
            await task.ConfigureAwait(false);
        }
    }

    private static string Text(ReadOnlySpan<byte> type)
    {
        const int Longest = 40;
        string text = System.Text.Encoding.UTF8.GetString(type[..Math.Min(type.Length, Longest)]);
        return string.Create(text.Length, text, static (clean, source) =>
        {
            for (int i = 0; i < clean.Length; i++)
            {
                clean[i] = char.IsControl(source[i]) ? '?' : source[i];
            }
        });
    }
}
