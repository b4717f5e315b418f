using Microsoft.Extensions.Time.Testing;

namespace Amplify.Testing;

/// <summary>A clock on which each wait is noted and over at once, with the time moved on as if it had been waited for.</summary>
internal sealed class SkippingTime : FakeTimeProvider
{
    private readonly TaskCompletionSource _firstWait = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly List<TimeSpan> _waits = [];
    private readonly bool _skips;

    public SkippingTime(DateTimeOffset? now = null, bool skips = true)
        : base(now ?? new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero)) => _skips = skips;

    /// <summary>Gets the waits so far. Time-outs, which are set on timers that exist already, are none.</summary>
    public IReadOnlyList<TimeSpan> Waits
    {
        get
        {
            lock (_waits)
            {
                return [.. _waits];
            }
        }
    }

    /// <summary>Gets a task that completes when something waits.</summary>
    public Task FirstWait => _firstWait.Task.WaitAsync(TestContext.Current.CancellationToken);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        ITimer timer = base.CreateTimer(callback, state, dueTime, period);
        if (dueTime > TimeSpan.Zero)
        {
            lock (_waits)
            {
                _waits.Add(dueTime);
            }

            if (_skips)
            {
                ThreadPool.QueueUserWorkItem(_ => Advance(dueTime));
            }

            _firstWait.TrySetResult();
        }

        return timer;
    }
}
