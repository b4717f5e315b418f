using System.Buffers;
using System.Net.WebSockets;
using System.Threading.Channels;
using Amplify.Local.Hosting;
using Microsoft.Extensions.Logging;

namespace Amplify.Local.Realtime;

/// <summary>
/// One client's socket. Frames wait in a queue of its own and one writer sends them, so that a slow client holds up nobody; one that
/// falls too far behind is cut.
/// </summary>
internal sealed class RealtimeConnection : IDisposable
{
    private const int LargestBacklog = 100_000;
    private const long LargestBacklogBytes = 256L * 1024 * 1024;
    private const int ReadSize = 4 * 1024;

    private static readonly TimeSpan KeepAliveInterval = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Life = TimeSpan.FromHours(24);
    private static readonly TimeSpan CloseTimeout = TimeSpan.FromSeconds(5);

    private readonly UpgradedSocket _upgraded;
    private readonly WebSocket _socket;
    private readonly TimeProvider _timeProvider;
    private readonly ILogger _logger;
    private readonly FrameWriter _writer;
    private readonly CancellationTokenSource _over;
    private readonly CancellationTokenSource _allRead = new();
    private readonly Channel<OutgoingFrame> _outgoing = Channel.CreateBounded<OutgoingFrame>(
        new BoundedChannelOptions(LargestBacklog) { SingleReader = true });

    private CloseReason? _close;
    private long _waitingBytes;

    public RealtimeConnection(UpgradedSocket upgraded, LocalRealtimeFaults faults, TimeProvider timeProvider, ILogger logger)
    {
        _upgraded = upgraded;
        _socket = upgraded.Socket;
        _timeProvider = timeProvider;
        _logger = logger;
        _over = CancellationTokenSource.CreateLinkedTokenSource(upgraded.Aborted);
        _writer = new FrameWriter(this, _socket, faults, timeProvider, _over.Token);
    }

    /// <summary>Puts a frame into the queue. One for a connection that is closing is dropped.</summary>
    public void Send(OutgoingFrame frame)
    {
        long waiting = Interlocked.Add(ref _waitingBytes, frame.Length);
        if ((waiting > LargestBacklogBytes || !_outgoing.Writer.TryWrite(frame)) && Volatile.Read(ref _close) is null)
        {
            RealtimeLog.Overrun(_logger, _outgoing.Reader.Count, waiting);
            Abort();
        }
    }

    /// <summary>Closes the socket behind the frames that wait already.</summary>
    public void Close(WebSocketCloseStatus status, string reason)
    {
        Interlocked.CompareExchange(ref _close, new CloseReason(status, reason), null);
        _outgoing.Writer.TryComplete();
    }

    /// <summary>Cuts the connection: what has been sent still arrives, no close frame does.</summary>
    public void Cut() => _over.Cancel();

    /// <summary>Resets the connection.</summary>
    public void Abort()
    {
        Close(WebSocketCloseStatus.Empty, "");
        _upgraded.Abort();
    }

    public async Task RunAsync(IRealtimeSession session)
    {
        using ITimer keepAlive = Every(KeepAliveInterval, () => Send(session.KeepAlive));
        using ITimer life = Every(Life, () => Close(WebSocketCloseStatus.NormalClosure, "Connection expired"));
        Task writing = WriteAsync();
        try
        {
            await ReadAsync(session).ConfigureAwait(false);
        }
        catch (Exception exception) when (IsEnd(exception))
        {
            // The client is gone, or has been cut off.
        }
        finally
        {
            session.End();
            Close(_socket.CloseStatus is { } status and not WebSocketCloseStatus.Empty ? status : WebSocketCloseStatus.NormalClosure, "");
            await _allRead.CancelAsync().ConfigureAwait(false);
            await writing.ConfigureAwait(false);
        }
    }

    public void Dispose()
    {
        _over.Dispose();
        _allRead.Dispose();
    }

    private static bool IsEnd(Exception exception) =>
        exception is WebSocketException or OperationCanceledException or IOException or ObjectDisposedException;

    private ITimer Every(TimeSpan period, Action act) => _timeProvider.CreateTimer(static act => ((Action)act!)(), act, period, period);

    private async Task ReadAsync(IRealtimeSession session)
    {
        var buffer = new ArrayBufferWriter<byte>(ReadSize);
        bool isTooLarge = false;
        while (true)
        {
            ValueWebSocketReceiveResult part = await _socket.ReceiveAsync(buffer.GetMemory(ReadSize), _over.Token).ConfigureAwait(false);
            if (part.MessageType == WebSocketMessageType.Close)
            {
                return;
            }

            buffer.Advance(part.Count);
            if (buffer.WrittenCount > session.LargestMessage)
            {
                isTooLarge = true;
                buffer.ResetWrittenCount();
            }

            if (part.EndOfMessage)
            {
                await TakeAsync(session, buffer.WrittenMemory, isTooLarge).ConfigureAwait(false);
                buffer.ResetWrittenCount();
                isTooLarge = false;
            }
        }
    }

    private async ValueTask TakeAsync(IRealtimeSession session, ReadOnlyMemory<byte> message, bool isTooLarge)
    {
        // What comes behind our own close is only waited for, not heard.
        if (Volatile.Read(ref _close) is not null)
        {
            return;
        }

        if (isTooLarge)
        {
            session.RefuseTooLarge();
            return;
        }

        try
        {
            await session.ReceiveAsync(message).ConfigureAwait(false);
        }
#pragma warning disable CA1031 // One frame that goes wrong in here must not end the others of its connection.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            RealtimeLog.FrameFailed(_logger, exception);
        }
    }

    private async Task WriteAsync()
    {
        try
        {
            while (await _outgoing.Reader.WaitToReadAsync(_over.Token).ConfigureAwait(false))
            {
                while (!_writer.IsOver && _outgoing.Reader.TryRead(out OutgoingFrame frame))
                {
                    await _writer.SendAsync(frame).ConfigureAwait(false);
                    Interlocked.Add(ref _waitingBytes, -frame.Length);
                }

                if (_writer.IsOver)
                {
                    break;
                }
            }

            await CloseAsync().ConfigureAwait(false);
        }
        catch (Exception exception) when (IsEnd(exception))
        {
            // Nobody is left to write to.
        }
    }

    private async Task CloseAsync()
    {
        if (Volatile.Read(ref _close) is { Status: not WebSocketCloseStatus.Empty } close)
        {
            await _socket.CloseOutputAsync(close.Status, close.Reason, _over.Token).ConfigureAwait(false);

            // A connection that is closed while the client still sends would be reset, and the close frame lost.
            await Task.Delay(CloseTimeout, _timeProvider, _allRead.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        await _over.CancelAsync().ConfigureAwait(false);
    }

    private sealed record CloseReason(WebSocketCloseStatus Status, string Reason);
}
