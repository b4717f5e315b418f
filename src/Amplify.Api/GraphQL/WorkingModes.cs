using System.Collections.Concurrent;

namespace Amplify.Api.GraphQL;

/// <summary>Remembers, for each API that has modes to fall back on, which of them its server took after refusing another one.</summary>
internal sealed class WorkingModes
{
    // Made when there is something to remember.
    private ConcurrentDictionary<string, AuthMode>? _byApi;

    /// <summary>Gives the modes of an API in the order in which to try them.</summary>
    /// <param name="api">The API.</param>
    /// <param name="configured">The mode that comes first as long as nothing is known.</param>
    public IReadOnlyList<AuthMode> Order(GraphQLEndpointEntry api, AuthMode configured)
    {
        List<AuthMode> modes = [configured, .. api.FallbackModes];
        if (_byApi is { } known && known.TryGetValue(api.Name, out AuthMode mode) && modes.Contains(mode))
        {
            modes.Insert(0, mode);
        }

        return [.. modes.Distinct()];
    }

    public void Remember(GraphQLEndpointEntry api, AuthMode mode) =>
        LazyInitializer.EnsureInitialized(ref _byApi, static () => new(StringComparer.Ordinal))[api.Name] = mode;
}
