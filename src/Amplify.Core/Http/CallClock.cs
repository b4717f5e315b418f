namespace Amplify.Core.Http;

/// <summary>The time of a call that sends more than one request.</summary>
internal readonly struct CallClock(TimeProvider timeProvider, TimeSpan total)
{
    private static readonly TimeSpan Least = TimeSpan.FromMilliseconds(1);

    private readonly long _started = timeProvider.GetTimestamp();

    /// <summary>Gives the call with the time that is left for it.</summary>
    public HttpCall Left(HttpCall call)
    {
        if (total == Timeout.InfiniteTimeSpan)
        {
            return call;
        }

        TimeSpan left = total - timeProvider.GetElapsedTime(_started);
        return call with { Timeout = left > Least ? left : Least };
    }
}
