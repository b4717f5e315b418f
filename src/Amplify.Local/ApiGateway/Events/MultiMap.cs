namespace Amplify.Local.ApiGateway.Events;

/// <summary>Names with one or more values each, in the order in which the names first occur.</summary>
internal sealed class MultiMap(StringComparer comparer)
{
    private readonly List<KeyValuePair<string, List<string>>> _entries = [];

    public int Count => _entries.Count;

    public IReadOnlyList<KeyValuePair<string, List<string>>> Entries => _entries;

    public void Add(string name, string value)
    {
        if (Find(name) is { } values)
        {
            values.Add(value);
        }
        else
        {
            _entries.Add(new(name, [value]));
        }
    }

    /// <summary>Puts one value in the place of all others.</summary>
    public void Set(string name, string value)
    {
        if (Find(name) is { } values)
        {
            values.Clear();
            values.Add(value);
        }
        else
        {
            _entries.Add(new(name, [value]));
        }
    }

    public List<string>? Find(string name)
    {
        foreach (KeyValuePair<string, List<string>> entry in _entries)
        {
            if (comparer.Equals(entry.Key, name))
            {
                return entry.Value;
            }
        }

        return null;
    }

    /// <summary>Gives the last value of each name, as the single-value maps of an event have it.</summary>
    public IReadOnlyDictionary<string, string> LastValues()
    {
        var map = new Dictionary<string, string>(_entries.Count, comparer);
        foreach (KeyValuePair<string, List<string>> entry in _entries)
        {
            map.Add(entry.Key, entry.Value[^1]);
        }

        return map;
    }

    public IReadOnlyDictionary<string, IReadOnlyList<string>> AllValues()
    {
        var map = new Dictionary<string, IReadOnlyList<string>>(_entries.Count, comparer);
        foreach (KeyValuePair<string, List<string>> entry in _entries)
        {
            map.Add(entry.Key, entry.Value);
        }

        return map;
    }
}
