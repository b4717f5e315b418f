namespace Amplify.Auth.Session;

/// <summary>
/// Results that several clients of a process have in common: work for a key is done once however many of them wait for it, and its result is kept for
/// those who come later. The work belongs to none of them: whoever stops waiting, or ends, disturbs no other. Failures are told to all who wait,
/// and forgotten.
/// </summary>
/// <param name="timeProvider">The clock.</param>
/// <param name="capacity">How many results are kept; beyond that, the oldest go.</param>
/// <param name="keptAtLeast">How long a result is kept however many there are.</param>
internal sealed class SharedResults<T>(TimeProvider timeProvider, int capacity, TimeSpan keptAtLeast)
    where T : class
{
    private static readonly TimeSpan KeptAtMost = TimeSpan.FromDays(1);

    private readonly Lock _lock = new();
    private readonly Dictionary<string, LinkedListNode<Entry>> _entries = new(StringComparer.Ordinal);
    private readonly LinkedList<Entry> _byAge = new();

    /// <summary>Gets the number of results that are kept or under way.</summary>
    public int Count
    {
        get
        {
            lock (_lock)
            {
                return _entries.Count;
            }
        }
    }

    /// <summary>Gives the result for a key, or <see langword="null"/> when there is none yet.</summary>
    public T? Find(string key)
    {
        lock (_lock)
        {
            return _entries.TryGetValue(key, out LinkedListNode<Entry>? node) ? node.Value.Kept : null;
        }
    }

    /// <summary>Tells whether there is a result for a key, or one under way, that was not forgotten.</summary>
    public bool Contains(string key)
    {
        lock (_lock)
        {
            return _entries.ContainsKey(key);
        }
    }

    /// <summary>Gives the result for a key.</summary>
    /// <param name="key">The key.</param>
    /// <param name="isUsable">Tells whether a result that is kept will do.</param>
    /// <param name="work">Makes the result, if nobody else does or has.</param>
    /// <param name="cancellationToken">Cancels waiting.</param>
    public Task<T> GetAsync(string key, Predicate<T> isUsable, Func<Task<T>> work, CancellationToken cancellationToken)
    {
        Task<T> result;
        lock (_lock)
        {
            DateTimeOffset now = timeProvider.GetUtcNow();
            Trim(now);
            if (_entries.TryGetValue(key, out LinkedListNode<Entry>? node))
            {
                if (!node.Value.Result.IsCompleted || (node.Value.Kept is { } kept && isUsable(kept)))
                {
                    return node.Value.Result.WaitAsync(cancellationToken);
                }

                Remove(node);
            }

            result = Task.Run(work, CancellationToken.None);
            _entries.Add(key, _byAge.AddLast(new Entry(key, now, result)));
        }

        return result.WaitAsync(cancellationToken);
    }

    /// <summary>Forgets results, those of work that is under way too.</summary>
    /// <param name="isMeant">Tells by the key, and the result if there is one already, whether it is to go.</param>
    public void Remove(Func<string, T?, bool> isMeant)
    {
        lock (_lock)
        {
            for (LinkedListNode<Entry>? node = _byAge.First, next; node is not null; node = next)
            {
                next = node.Next;
                if (isMeant(node.Value.Key, node.Value.Kept))
                {
                    Remove(node);
                }
            }
        }
    }

    private void Trim(DateTimeOffset now)
    {
        for (LinkedListNode<Entry>? node = _byAge.First, next; node is not null; node = next)
        {
            next = node.Next;
            TimeSpan age = now - node.Value.Start;
            bool isTooOld = age >= KeptAtMost;
            if (!isTooOld && (_entries.Count < capacity || age < keptAtLeast))
            {
                return;
            }

            // Work that is under way is forgotten only by who means to.
            if (isTooOld || node.Value.Result.IsCompleted)
            {
                Remove(node);
            }
        }
    }

    private void Remove(LinkedListNode<Entry> node)
    {
        _byAge.Remove(node);
        _entries.Remove(node.Value.Key);
    }

    private sealed record Entry(string Key, DateTimeOffset Start, Task<T> Result)
    {
        public T? Kept => Result.IsCompletedSuccessfully ? Result.Result : null;
    }
}
