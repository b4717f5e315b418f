using Amplify.Local.AppSync.Authorization.ApiKeys;
using Amplify.Local.Hosting;

namespace Amplify.Local;

/// <summary>
/// The keys of the local AppSync API, for mode <see cref="AppSyncAuthMode.ApiKey"/>: as many as in AWS, with an end each. They are kept in
/// the data file.
/// </summary>
public sealed class AppSyncApiKeys
{
    private const int Most = 50;

    private static readonly TimeSpan Shortest = TimeSpan.FromDays(1);
    private static readonly TimeSpan Longest = TimeSpan.FromDays(365);

    private readonly ApiKeyStore _store;
    private readonly ServerClock _clock;

    internal AppSyncApiKeys(ApiKeyStore store, ServerClock clock)
    {
        _store = store;
        _clock = clock;
    }

    /// <summary>Creates a key.</summary>
    /// <param name="lifetime">
    /// How long it is accepted, 1 to 365 days; 7 days when <see langword="null"/>. As in AWS, the end is then put back to the full hour.
    /// </param>
    /// <param name="description">What it is for.</param>
    /// <returns>The key.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="lifetime"/> is not one that AppSync gives.</exception>
    /// <exception cref="InvalidOperationException">The API has 50 keys already.</exception>
    public AppSyncApiKey Create(TimeSpan? lifetime = null, string? description = null)
    {
        TimeSpan life = lifetime ?? TimeSpan.FromDays(7);
        ArgumentOutOfRangeException.ThrowIfLessThan(life, Shortest, nameof(lifetime));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(life, Longest, nameof(lifetime));
        return _store.All.Count < Most
            ? _store.Create(description, WholeHour(_clock.UtcNow + life))
            : throw new InvalidOperationException($"The API has {Most} keys already; delete one.");
    }

    /// <summary>Gives the keys, those that have expired too.</summary>
    /// <returns>The keys, the first to expire first.</returns>
    public IReadOnlyList<AppSyncApiKey> List() => [.. _store.All.OrderBy(static key => key.Expires).ThenBy(static key => key.Id, StringComparer.Ordinal)];

    /// <summary>Ends a key's time now, so that it is refused as one that has expired. AWS cannot do this; a test can.</summary>
    /// <param name="id">The key.</param>
    /// <returns>The key as it is now.</returns>
    /// <exception cref="ArgumentException">There is no such key.</exception>
    public AppSyncApiKey Expire(string id)
    {
        ArgumentNullException.ThrowIfNull(id);
        return _store.Move(id, WholeHour(_clock.UtcNow)) ?? throw new ArgumentException("The API has no such key.", nameof(id));
    }

    /// <summary>Deletes a key, which is refused from now on.</summary>
    /// <param name="id">The key.</param>
    /// <returns>Whether there was such a key.</returns>
    public bool Delete(string id)
    {
        ArgumentNullException.ThrowIfNull(id);
        return _store.Delete(id);
    }

    /// <summary>Gives a key that is accepted, making one that lives as long as possible where there is none.</summary>
    internal AppSyncApiKey Current()
    {
        DateTimeOffset now = _clock.UtcNow;
        AppSyncApiKey? last = _store.All.MaxBy(static key => key.Expires);
        return last is not null && now < last.Expires ? last : Create(Longest, "made by the local backend");
    }

    private static DateTimeOffset WholeHour(DateTimeOffset time) => new(time.UtcTicks - (time.UtcTicks % TimeSpan.TicksPerHour), TimeSpan.Zero);
}
