using System.Text.Json;

namespace Amplify.Local.AppSync.Realtime.Filters;

/// <summary>An enhanced filter: one of the groups must match, and in it every filter.</summary>
internal sealed class FilterGroups(IEnumerable<IEnumerable<AppSyncFilter>> groups) : IPayloadFilter
{
    private readonly AppSyncFilter[][] _groups = [.. groups.Select(static group => group.ToArray())];

    public bool Matches(JsonElement payload) =>
        Array.Exists(_groups, group => Array.TrueForAll(group, filter => filter.Matches(payload)));
}
