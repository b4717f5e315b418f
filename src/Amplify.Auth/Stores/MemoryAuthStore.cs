using System.Collections.Concurrent;

namespace Amplify;

/// <summary>Keeps values as long as the object lives.</summary>
public sealed class MemoryAuthStore : IAuthStore
{
    private readonly ConcurrentDictionary<string, string> _values = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    public ValueTask<string?> GetAsync(string key, CancellationToken cancellationToken = default) => new(_values.GetValueOrDefault(key));

    /// <inheritdoc/>
    public ValueTask SetAsync(string key, string value, CancellationToken cancellationToken = default)
    {
        _values[key] = value;
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public ValueTask RemoveAsync(string key, CancellationToken cancellationToken = default)
    {
        _values.TryRemove(key, out _);
        return ValueTask.CompletedTask;
    }
}
