using System.Collections;
using Amplify.Core.Http;

namespace Amplify;

/// <summary>The query parameters of a call, beside those that stand in its path.</summary>
/// <remarks>
/// The indexer replaces every parameter of a name, also those in the path; <see cref="Add"/> repeats a name.
/// Names and values stand for themselves: they are percent-encoded when sent, a plus as <c>%2B</c>.
/// </remarks>
public sealed class QueryParameters : IEnumerable<KeyValuePair<string, string?>>, IWireQuery
{
    private readonly List<KeyValuePair<string, string?>> _items = [];
    private readonly HashSet<string> _replaced = new(StringComparer.Ordinal);

    IReadOnlyList<KeyValuePair<string, string?>> IWireQuery.Items => _items;

    /// <summary>
    /// Gets the first value of a name, or sets the only one, in place of those given before and of those in the path.
    /// <see langword="null"/> removes the parameter.
    /// </summary>
    /// <param name="name">The name; case matters.</param>
    /// <returns>The first value, or <see langword="null"/> when there is none.</returns>
    public string? this[string name]
    {
        get => _items.Find(item => item.Key == name).Value;
        set
        {
            ArgumentNullException.ThrowIfNull(name);
            _items.RemoveAll(item => item.Key == name);
            _items.Add(new(name, value));
            _replaced.Add(name);
        }
    }

    /// <summary>Adds a parameter and keeps those that have the same name.</summary>
    /// <param name="name">The name; case matters.</param>
    /// <param name="value">The value.</param>
    public void Add(string name, string value)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(value);
        _items.Add(new(name, value));
    }

    bool IWireQuery.Replaces(string name) => _replaced.Contains(name);

    /// <inheritdoc/>
    public IEnumerator<KeyValuePair<string, string?>> GetEnumerator() => _items.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
