using System.Collections.Concurrent;

namespace Amplify.Local.Hosting;

/// <summary>What was found out once, by a key, for as long as it stands.</summary>
internal sealed class ExpiringCache<T>(TimeProvider timeProvider)
    where T : class
{
    private const int Most = 1000;

    private readonly ConcurrentDictionary<string, Entry> _entries = new(StringComparer.Ordinal);

    public T? Find(string key) => _entries.TryGetValue(key, out Entry? entry) && IsFresh(entry) ? entry.Value : null;

    public void Keep(string key, T value, TimeSpan ttl)
    {
        if (ttl == TimeSpan.Zero)
        {
            return;
        }

        if (_entries.Count >= Most)
        {
            MakeRoom();
        }

        _entries[key] = new Entry(value, ttl, timeProvider.GetTimestamp());
    }

    private void MakeRoom()
    {
        foreach (KeyValuePair<string, Entry> entry in _entries)
        {
            if (!IsFresh(entry.Value))
            {
                _entries.TryRemove(entry);
            }
        }

        // All still stand: they are found out again sooner than they would have to be, and memory stays bounded.
        if (_entries.Count >= Most)
        {
            _entries.Clear();
        }
    }

    private bool IsFresh(Entry entry) => timeProvider.GetElapsedTime(entry.Since) < entry.Ttl;

    private sealed record Entry(T Value, TimeSpan Ttl, long Since);
}
