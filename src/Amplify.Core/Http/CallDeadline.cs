namespace Amplify.Core.Http;

/// <summary>
/// The time that a call has, and within it each attempt. One token tells of both, and of the caller's and the client's end; its source is replaced
/// when only an attempt is over.
/// </summary>
internal sealed class CallDeadline : IDisposable
{
    // What a timer counts in.
    private static readonly TimeSpan Least = TimeSpan.FromMilliseconds(1);

    private readonly Lock _lock = new();
    private readonly TimeProvider _timeProvider;
    private readonly TimeSpan _total;
    private readonly long _started;
    private readonly CancellationToken _caller;
    private readonly CancellationToken _lifetime;
    private readonly CancellationTokenRegistration _callerRegistration;
    private readonly CancellationTokenRegistration _lifetimeRegistration;
    private readonly ITimer _timer;

    // Never disposed of: it owns nothing without a timer of its own, and a timer that fires late must find it alive.
    private volatile CancellationTokenSource _source = new();
    private volatile bool _fired;
    private volatile bool _endsWithAttempt;
    private TimeSpan _attemptEnd;

    public CallDeadline(TimeProvider timeProvider, TimeSpan total, CancellationToken caller, CancellationToken lifetime)
    {
        _timeProvider = timeProvider;
        _total = total;
        _started = timeProvider.GetTimestamp();
        _caller = caller;
        _lifetime = lifetime;
        _timer = timeProvider.CreateTimer(
            static state => ((CallDeadline)state!).Fire(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _callerRegistration = caller.UnsafeRegister(static state => ((CallDeadline)state!).Abandon(), this);
        _lifetimeRegistration = lifetime.UnsafeRegister(static state => ((CallDeadline)state!).Abandon(), this);
    }

    public CancellationToken Token => _source.Token;

    public CancellationToken CallerToken => _caller;

    /// <summary>Gets whether the whole time is used up.</summary>
    public bool IsOver => _fired && !_endsWithAttempt;

    /// <summary>Gets whether the time of this attempt is used up, and not that of the call.</summary>
    public bool IsAttemptOver => _fired && _endsWithAttempt;

    public TimeSpan Elapsed => _timeProvider.GetElapsedTime(_started);

    /// <summary>Tells whether there is time for a wait, with some left.</summary>
    public bool HasTimeFor(TimeSpan wait) => _total == Timeout.InfiniteTimeSpan || wait < _total - Elapsed;

    /// <summary>Starts an attempt that may take so long, and never longer than what is left of the call's time.</summary>
    public void BeginAttempt(TimeSpan limit)
    {
        lock (_lock)
        {
            if (_fired || _source.IsCancellationRequested)
            {
                _source = new CancellationTokenSource();
                _fired = false;

                // Whoever cancelled before the source was replaced has cancelled the old one.
                if (_caller.IsCancellationRequested || _lifetime.IsCancellationRequested)
                {
                    _source.Cancel();
                }
            }

            TimeSpan elapsed = Elapsed;
            TimeSpan left = _total == Timeout.InfiniteTimeSpan ? _total : Max(_total - elapsed, TimeSpan.Zero);
            _endsWithAttempt = limit != Timeout.InfiniteTimeSpan && (left == Timeout.InfiniteTimeSpan || limit < left);
            _attemptEnd = elapsed + limit;
            _timer.Change(_endsWithAttempt ? limit : left, Timeout.InfiniteTimeSpan);
        }
    }

    /// <summary>Gives what goes on the rest of the call's time.</summary>
    public void EndAttemptLimit()
    {
        lock (_lock)
        {
            if (!_fired)
            {
                // The timer is left as it is: most calls end before it fires, and setting it again is felt where many do so at once.
                _endsWithAttempt = false;
            }
        }
    }

    /// <summary>Joins the token of one read of a streaming answer; <see langword="null"/> when it adds nothing.</summary>
    public CancellationTokenSource? Join(CancellationToken readToken) =>
        readToken.CanBeCanceled && readToken != _caller ? CancellationTokenSource.CreateLinkedTokenSource(Token, readToken) : null;

    /// <summary>Ends what is under way, because nobody wants its result any more.</summary>
    public void Abandon()
    {
        CancellationTokenSource source;
        lock (_lock)
        {
            source = _source;
        }

        // Outside of the lock: whatever waits for the token may go on within this call.
        source.Cancel();
    }

    public void Dispose()
    {
        _callerRegistration.Dispose();
        _lifetimeRegistration.Dispose();
        _timer.Dispose();
    }

    private static TimeSpan Max(TimeSpan one, TimeSpan other) => one > other ? one : other;

    private void Fire()
    {
        CancellationTokenSource source;
        lock (_lock)
        {
            // Set for an attempt that is over by now, or whose limit has been lifted since; or a little early, as timers are.
            TimeSpan end = _endsWithAttempt ? _attemptEnd : _total;
            if (end == Timeout.InfiniteTimeSpan)
            {
                return;
            }

            TimeSpan left = end - Elapsed;
            if (left > TimeSpan.Zero)
            {
                _timer.Change(Max(left, Least), Timeout.InfiniteTimeSpan);
                return;
            }

            _fired = true;
            source = _source;
        }

        source.Cancel();
    }
}
