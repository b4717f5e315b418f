namespace Amplify.Api.Realtime.Subscriptions;

/// <summary>The keys of the messages that were delivered last, so far back as messages may come a second time.</summary>
internal sealed class RecentKeys(TimeProvider timeProvider)
{
    private const int Most = 100_000;
    private static readonly TimeSpan Kept = TimeSpan.FromMinutes(2);

    private readonly Queue<(string Key, long Time)> _order = new();
    private readonly Dictionary<string, int> _counts = new(StringComparer.Ordinal);

    public bool Contains(string key) => _counts.ContainsKey(key);

    public void Add(string key)
    {
        long now = timeProvider.GetTimestamp();
        _order.Enqueue((key, now));
        _counts[key] = _counts.GetValueOrDefault(key) + 1;
        while (_order.Count > Most || timeProvider.GetElapsedTime(_order.Peek().Time, now) > Kept)
        {
            (string oldest, _) = _order.Dequeue();
            int count = _counts[oldest] - 1;
            if (count == 0)
            {
                _counts.Remove(oldest);
            }
            else
            {
                _counts[oldest] = count;
            }
        }
    }
}
