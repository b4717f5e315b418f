namespace Amplify.Core.Http;

/// <summary>The time of a call that sends more than one request.</summary>
internal readonly struct CallClock(TimeProvider timeProvider, TimeSpan total)
{
    private static readonly TimeSpan Least = TimeSpan.FromMilliseconds(1);

    private readonly long _started = timeProvider.GetTimestamp();

    /// <summary>Gets the time that is left.</summary>
    public TimeSpan Remaining
    {
        get
        {
            if (total == Timeout.InfiniteTimeSpan)
            {
                return total;
            }

            TimeSpan left = total - timeProvider.GetElapsedTime(_started);
            return left > Least ? left : Least;
        }
    }

    /// <summary>Gives the call with the time that is left for it.</summary>
    public HttpCall Left(HttpCall call) => total == Timeout.InfiniteTimeSpan ? call : call with { Timeout = Remaining };
}
