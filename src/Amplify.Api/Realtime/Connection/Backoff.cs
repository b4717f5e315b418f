namespace Amplify.Api.Realtime.Connection;

/// <summary>How long to wait before the next attempt: a random time, so that clients that were cut off together do not come back together.</summary>
internal static class Backoff
{
    private static readonly TimeSpan Base = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);

    /// <param name="attempts">How many attempts in a row the next one makes, from 1.</param>
    /// <param name="random">A number from 0 to below 1.</param>
    public static TimeSpan WaitBefore(int attempts, double random) =>
        TimeSpan.FromMilliseconds(Math.Min(Longest.TotalMilliseconds, Base.TotalMilliseconds * Math.Pow(2, Math.Min(attempts, 30) - 1)) * random);
}
