using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Security.Cryptography;
using Amplify.Local.Hosting;

namespace Amplify.Local.Cognito.HostedUi;

/// <summary>Things that are kept for a while, in memory, under a key that cannot be guessed.</summary>
internal sealed class ShortLived<T>(TimeSpan lifetime, ServerClock clock)
    where T : class
{
    private const int KeyBytes = 32;
    private const int SweepAfter = 256;

    private readonly ConcurrentDictionary<string, Entry> _entries = new(StringComparer.Ordinal);
    private int _added;

    public string Add(T value)
    {
        if (Interlocked.Increment(ref _added) % SweepAfter == 0)
        {
            Sweep();
        }

        string key = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(KeyBytes));
        _entries[key] = new Entry(value, clock.UtcNow + lifetime);
        return key;
    }

    public T? Find(string key) => _entries.TryGetValue(key, out Entry? entry) && entry.Ends > clock.UtcNow ? entry.Value : null;

    private void Sweep()
    {
        DateTimeOffset now = clock.UtcNow;
        foreach (KeyValuePair<string, Entry> entry in _entries)
        {
            if (entry.Value.Ends <= now)
            {
                _entries.TryRemove(entry);
            }
        }
    }

    private sealed record Entry(T Value, DateTimeOffset Ends);
}
