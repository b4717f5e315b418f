using System.Collections.Concurrent;

namespace Amplify.Signing.Keys;

/// <summary>Keeps derived keys, since deriving costs four HMACs and a client uses the same key all day.</summary>
internal sealed class DerivedKeyCache(int capacity)
{
    private readonly ConcurrentDictionary<DerivedKeyId, DerivedKey> _keys = new();
    private DerivedKey? _latest;

    public int Count => _keys.Count;

    public DerivedKey Get(DateTimeOffset time, SigV4Scope scope, AwsCredentials credentials)
    {
        // One client signs with one key all day: comparing with the latest is cheaper than hashing four strings.
        DerivedKey? latest = Volatile.Read(ref _latest);
        if (latest is not null && latest.IsFor(time, scope, credentials))
        {
            return latest;
        }

        DerivedKeyId id = DerivedKeyId.For(time, scope, credentials);
        if (!_keys.TryGetValue(id, out DerivedKey? key))
        {
            if (_keys.Count >= capacity)
            {
                // A server that sees more callers than this in a day derives some keys again; that is cheaper than keeping an order of use.
                _keys.Clear();
            }

            key = _keys.GetOrAdd(id, static id => new DerivedKey(id));
        }

        Volatile.Write(ref _latest, key);
        return key;
    }
}
