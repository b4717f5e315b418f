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
        _order.Enqueue((key, timeProvider.GetTimestamp()));
        _counts[key] = _counts.GetValueOrDefault(key) + 1;
        if (_order.Count > Most)
        {
            RemoveOldest();
        }
    }

    /// <summary>Lets go of those that come no more. Not while catching up: that may go back behind a gap of any length.</summary>
    public void Age()
    {
        long now = timeProvider.GetTimestamp();
        while (_order.TryPeek(out (string Key, long Time) oldest) && timeProvider.GetElapsedTime(oldest.Time, now) > Kept)
        {
            RemoveOldest();
        }
    }

    private void RemoveOldest()
    {
        (string key, _) = _order.Dequeue();
        int count = _counts[key] - 1;
        if (count == 0)
        {
            _counts.Remove(key);
        }
        else
        {
            _counts[key] = count;
        }
    }
}
