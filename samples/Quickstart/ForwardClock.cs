namespace Quickstart;

/// <summary>The clock of this computer, which can be put forward: so a day passes at once.</summary>
internal sealed class ForwardClock : TimeProvider
{
    private long _ahead;

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + TimeSpan.FromTicks(Volatile.Read(ref _ahead));

    public void PutForward(TimeSpan time) => Interlocked.Add(ref _ahead, time.Ticks);
}
