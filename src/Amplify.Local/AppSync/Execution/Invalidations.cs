using System.Text.Json;

namespace Amplify.Local.AppSync.Execution;

/// <summary>Counts the invalidations of a request: AppSync takes five that differ.</summary>
internal sealed class Invalidations
{
    private const int Most = 5;

    private readonly Lock _lock = new();
    private readonly HashSet<(string Field, string Payload)> _asked = [];

    /// <returns>Whether it has not been asked for yet.</returns>
    /// <exception cref="AppSyncException">It is one too many.</exception>
    public bool TryAdd(string field, JsonElement payload)
    {
        lock (_lock)
        {
            (string, string) invalidation = (field, payload.GetRawText());
            if (_asked.Contains(invalidation))
            {
                return false;
            }

            if (_asked.Count == Most)
            {
                throw new AppSyncException($"A request invalidates subscriptions at most {Most} times.");
            }

            return _asked.Add(invalidation);
        }
    }
}
