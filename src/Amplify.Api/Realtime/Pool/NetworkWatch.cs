using Amplify.Api.Realtime.Connection;
using Amplify.Core.Network;

namespace Amplify.Api.Realtime.Pool;

/// <summary>
/// Tells a pool when the network comes and goes, and when the machine has slept: then the time of day has moved on further than it should have
/// between two ticks.
/// </summary>
internal sealed class NetworkWatch : IDisposable
{
    private static readonly TimeSpan Tick = TimeSpan.FromSeconds(5);

    private readonly Lock _lock = new();
    private readonly INetworkStatus _status;
    private readonly TimeProvider _timeProvider;
    private readonly TimeSpan _longSleep;
    private readonly RealtimePool _pool;
    private readonly ITimer _timer;
    private DateTimeOffset _lastTick;
    private bool _wasOnline;
    private bool _isOn;

    public NetworkWatch(INetworkStatus status, RealtimeContext context, RealtimePool pool)
    {
        _status = status;
        _timeProvider = context.TimeProvider;
        _longSleep = context.LongSleep;
        _pool = pool;
        _timer = _timeProvider.CreateTimer(static state => ((NetworkWatch)state!).Look(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public bool IsOnline => _status.IsAvailable;

    /// <summary>Gets or sets whether anybody wants to know.</summary>
    public bool IsOn
    {
        get => _isOn;
        set
        {
            lock (_lock)
            {
                if (_isOn == value)
                {
                    return;
                }

                _isOn = value;
                if (value)
                {
                    _lastTick = _timeProvider.GetUtcNow();
                    _wasOnline = _status.IsAvailable;
                    _status.Changed += OnChanged;
                    _timer.Change(Tick, Tick);
                }
                else
                {
                    _status.Changed -= OnChanged;
                    _timer.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
                }
            }
        }
    }

    public void Dispose()
    {
        IsOn = false;
        _timer.Dispose();
    }

    private void OnChanged(bool online)
    {
        lock (_lock)
        {
            if (_wasOnline == online)
            {
                return;
            }

            _wasOnline = online;
        }

        _pool.NetworkChanged(online);
    }

    private void Look()
    {
        DateTimeOffset now = _timeProvider.GetUtcNow();
        TimeSpan passed;
        lock (_lock)
        {
            passed = now - _lastTick;
            _lastTick = now;
        }

        if (passed > Tick + _longSleep)
        {
            _pool.Woke();
        }
    }
}
