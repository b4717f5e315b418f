using Amplify.Api.Realtime.Protocols;

namespace Amplify.Api.Realtime.Connection;

/// <summary>
/// Watches over a socket's silence. Any frame is a sign of life. After a while without one the host is asked whether it is there; a connection that
/// stays silent is given up in the end, whatever the host says.
/// </summary>
internal sealed class KeepAliveWatch : IDisposable
{
    private static readonly TimeSpan PongTimeout = TimeSpan.FromSeconds(15);

    private readonly RealtimeSocket _socket;
    private readonly IRealtimeProtocol _protocol;
    private readonly RealtimeContext _context;
    private readonly Action<bool> _report;
    private readonly CancellationTokenSource _end = new();
    private readonly CancellationToken _ended;
    private readonly ITimer _timer;
    private readonly Lock _lock = new();
    private long _received;
    private bool _paused;
    private bool _started;
    private bool _healthy = true;
    private bool _probing;
    private TimeSpan _connectionTimeout;

    public KeepAliveWatch(RealtimeSocket socket, IRealtimeProtocol protocol, RealtimeContext context, Action<bool> report)
    {
        _socket = socket;
        _protocol = protocol;
        _context = context;
        _report = report;
        _ended = _end.Token;
        _received = context.TimeProvider.GetTimestamp();
        _timer = context.TimeProvider.CreateTimer(static state => ((KeepAliveWatch)state!).Check(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public DateTimeOffset LastReceived => _context.TimeProvider.GetUtcNow() - Silence;

    // A server may give up sooner than this side looks into its silence.
    private TimeSpan FirstLook => _connectionTimeout < _context.Options.KeepAliveTimeout ? _connectionTimeout : _context.Options.KeepAliveTimeout;

    private TimeSpan Silence => _context.TimeProvider.GetElapsedTime(Volatile.Read(ref _received));

    /// <summary>Begins to watch.</summary>
    public void Start(TimeSpan connectionTimeout)
    {
        lock (_lock)
        {
            _connectionTimeout = connectionTimeout;
            _started = true;
        }

        Arm(FirstLook);
    }

    public void Received()
    {
        Volatile.Write(ref _received, _context.TimeProvider.GetTimestamp());
        if (!Volatile.Read(ref _healthy) || Volatile.Read(ref _paused))
        {
            Recover();
        }
    }

    /// <summary>Stops counting until the next frame, while this side does not receive.</summary>
    public void Pause() => Volatile.Write(ref _paused, true);

    /// <summary>Asks now, without waiting for silence.</summary>
    public void Probe()
    {
        lock (_lock)
        {
            if (!_started || _probing)
            {
                return;
            }

            _probing = true;
        }

        _ = ProbeAsync();
    }

    public void Dispose()
    {
        _end.Cancel();
        _timer.Dispose();
        _end.Dispose();
    }

    private void Recover()
    {
        bool report;
        lock (_lock)
        {
            report = !_healthy;
            _healthy = true;
            _paused = false;
        }

        if (report)
        {
            _report(true);
            Arm(FirstLook);
        }
    }

    private void Check()
    {
        TimeSpan silence = Silence;
        TimeSpan alert = _context.Options.KeepAliveTimeout;
        if (Volatile.Read(ref _paused))
        {
            Arm(alert);
        }
        else if (silence >= _connectionTimeout)
        {
            _socket.Abort(new SocketClosure(ClosureReason.Silent));
        }
        else if (silence < alert)
        {
            Arm(FirstLook - silence);
        }
        else
        {
            BecomeUnhealthy();
            TimeSpan rest = _connectionTimeout - silence;
            Arm(rest < alert ? rest : alert);
        }
    }

    private void BecomeUnhealthy()
    {
        bool report;
        lock (_lock)
        {
            report = _healthy;
            _healthy = false;
        }

        if (report)
        {
            _report(false);
        }

        Probe();
    }

    private async Task ProbeAsync()
    {
        try
        {
            long before = Volatile.Read(ref _received);
            bool alive = _protocol.Ping is { } ping ? await AnswersAsync(ping, before).ConfigureAwait(false) : await IsReachableAsync().ConfigureAwait(false);
            if (!alive && Volatile.Read(ref _received) == before)
            {
                _socket.Abort(new SocketClosure(ClosureReason.Silent));
            }
        }
        catch (OperationCanceledException)
        {
            // The socket is closed.
        }
        finally
        {
            lock (_lock)
            {
                _probing = false;
            }
        }
    }

    private async Task<bool> AnswersAsync(byte[] ping, long before)
    {
        _socket.TrySend(ping);
        await Task.Delay(PongTimeout, _context.TimeProvider, _ended).ConfigureAwait(false);
        return Volatile.Read(ref _received) != before;
    }

    private async Task<bool> IsReachableAsync() =>
        _protocol.HealthAddress is not { } address || await _context.IsReachable(address, _ended).ConfigureAwait(false);

    private void Arm(TimeSpan time)
    {
        try
        {
            _timer.Change(time, Timeout.InfiniteTimeSpan);
        }
        catch (ObjectDisposedException)
        {
            // The socket was closed meanwhile.
        }
    }
}
