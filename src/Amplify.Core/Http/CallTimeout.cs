using System.Runtime.CompilerServices;

namespace Amplify.Core.Http;

/// <summary>The bounds of a time-out.</summary>
internal static class CallTimeout
{
    public static readonly TimeSpan Default = TimeSpan.FromSeconds(100);

    public static readonly TimeSpan Attempt = TimeSpan.FromSeconds(30);

    // What a timer of the platform can wait for.
    private static readonly TimeSpan Longest = TimeSpan.FromMilliseconds(uint.MaxValue - 1);

    /// <summary>Refuses what no timer can wait for.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The time is negative, zero or longer than 49 days, and not <see cref="Timeout.InfiniteTimeSpan"/>.</exception>
    public static TimeSpan Checked(TimeSpan value, [CallerArgumentExpression(nameof(value))] string? name = null)
    {
        bool valid = value == Timeout.InfiniteTimeSpan || (value > TimeSpan.Zero && value <= Longest);
        return valid
            ? value
            : throw new ArgumentOutOfRangeException(name, value, "A time-out is longer than zero and at most 49 days, or Timeout.InfiniteTimeSpan for none.");
    }
}
