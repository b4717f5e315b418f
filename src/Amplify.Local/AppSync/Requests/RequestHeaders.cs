using System.Collections;
using System.Diagnostics.CodeAnalysis;

namespace Amplify.Local.AppSync.Requests;

/// <summary>Headers by name in any case. Resolvers seldom look at them, so that nothing is made of them before that.</summary>
internal sealed class RequestHeaders(IReadOnlyList<KeyValuePair<string, string>> headers) : IReadOnlyDictionary<string, string>
{
    private Dictionary<string, string> ByName => field ??= Read(headers);

    public IEnumerable<string> Keys => ByName.Keys;

    public IEnumerable<string> Values => ByName.Values;

    public int Count => ByName.Count;

    public string this[string key] => ByName[key];

    public bool ContainsKey(string key) => ByName.ContainsKey(key);

    public bool TryGetValue(string key, [MaybeNullWhen(false)] out string value) => ByName.TryGetValue(key, out value);

    public IEnumerator<KeyValuePair<string, string>> GetEnumerator() => ByName.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private static Dictionary<string, string> Read(IReadOnlyList<KeyValuePair<string, string>> headers)
    {
        var byName = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach ((string name, string value) in headers)
        {
            byName[name] = byName.TryGetValue(name, out string? earlier) ? $"{earlier}, {value}" : value;
        }

        return byName;
    }
}
