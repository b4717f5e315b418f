using Amplify.Core.Http;

namespace Amplify.Core.Tests.Http;

/// <summary>A busy machine calls timers late: what was set for one attempt must not end what has begun since.</summary>
public sealed class CallDeadlineTests : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    private readonly HandTime _time = new();
    private readonly CallDeadline _deadline;

    public CallDeadlineTests() => _deadline = new CallDeadline(_time, TimeSpan.FromSeconds(100), CancellationToken.None, CancellationToken.None);

    public void Dispose() => _deadline.Dispose();

    [Fact]
    public void TimerOfAnAttempt_CalledWithinTheNext_EndsNothing()
    {
        _deadline.BeginAttempt(Limit);
        _time.Pass(Limit);
        _deadline.BeginAttempt(Limit);

        _time.CallTimer();
        Assert.False(_deadline.Token.IsCancellationRequested);

        _time.Pass(Limit);
        _time.CallTimer();
        Assert.True(_deadline.Token.IsCancellationRequested);
        Assert.True(_deadline.IsAttemptOver);
    }

    [Fact]
    public void TimerCalledEarly_IsSetForTheRest()
    {
        _deadline.BeginAttempt(Limit);
        _time.Pass(Limit - TimeSpan.FromMilliseconds(3));

        _time.CallTimer();

        Assert.False(_deadline.Token.IsCancellationRequested);
        Assert.Equal(TimeSpan.FromMilliseconds(3), _time.DueTime);
    }

    /// <summary>A clock with one timer, which is called when the test says so.</summary>
    private sealed class HandTime : TimeProvider, ITimer
    {
        private TimerCallback? _callback;
        private object? _state;
        private long _now;

        public TimeSpan DueTime { get; private set; }

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => _now;

        public void Pass(TimeSpan time) => _now += time.Ticks;

        public void CallTimer() => _callback!(_state);

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            (_callback, _state) = (callback, state);
            return this;
        }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            DueTime = dueTime;
            return true;
        }

        public void Dispose()
        {
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
