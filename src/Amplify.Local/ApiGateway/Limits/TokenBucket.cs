namespace Amplify.Local.ApiGateway.Limits;

/// <summary>Holds up to <paramref name="burst"/> tokens, one per request, and gains <paramref name="rate"/> a second.</summary>
internal sealed class TokenBucket(double rate, int burst, TimeProvider timeProvider)
{
    private readonly Lock _gate = new();
    private double _tokens = burst;
    private long _filled = timeProvider.GetTimestamp();

    /// <summary>Gives a bucket, or <see langword="null"/> where the rate is no limit.</summary>
    public static TokenBucket? Create(double rate, int burst, TimeProvider timeProvider) =>
        double.IsPositiveInfinity(rate) ? null : new TokenBucket(rate, burst, timeProvider);

    public bool TryTake()
    {
        lock (_gate)
        {
            long now = timeProvider.GetTimestamp();
            _tokens = Math.Min(burst, _tokens + (rate * timeProvider.GetElapsedTime(_filled, now).TotalSeconds));
            _filled = now;
            if (_tokens < 1)
            {
                return false;
            }

            _tokens--;
            return true;
        }
    }
}
