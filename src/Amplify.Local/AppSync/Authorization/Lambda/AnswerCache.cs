using System.Collections.Concurrent;

namespace Amplify.Local.AppSync.Authorization.Lambda;

/// <summary>What an authorizer answered, by token, for as long as it stands.</summary>
internal sealed class AnswerCache(TimeProvider timeProvider)
{
    private const int Most = 1000;

    private readonly ConcurrentDictionary<string, Entry> _entries = new(StringComparer.Ordinal);

    public AuthorizerAnswer? Find(string token) => _entries.TryGetValue(token, out Entry? entry) && IsFresh(entry) ? entry.Answer : null;

    public void Keep(string token, AuthorizerAnswer answer)
    {
        if (answer.Ttl == TimeSpan.Zero)
        {
            return;
        }

        if (_entries.Count >= Most)
        {
            MakeRoom();
        }

        _entries[token] = new Entry(answer, timeProvider.GetTimestamp());
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

        // All still stand: the function is asked again sooner than it would have to be, and memory stays bounded.
        if (_entries.Count >= Most)
        {
            _entries.Clear();
        }
    }

    private bool IsFresh(Entry entry) => timeProvider.GetElapsedTime(entry.Since) < entry.Answer.Ttl;

    private sealed record Entry(AuthorizerAnswer Answer, long Since);
}
