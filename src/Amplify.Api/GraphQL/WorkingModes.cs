using System.Collections.Concurrent;

namespace Amplify.Api.GraphQL;

/// <summary>Remembers, for each API that has modes to fall back on, which of them its server took after refusing another one.</summary>
internal sealed class WorkingModes
{
    private readonly ConcurrentDictionary<string, AuthMode> _byApi = new(StringComparer.Ordinal);

    /// <summary>Gives the modes of an API in the order in which to try them.</summary>
    /// <param name="api">The API.</param>
    /// <param name="configured">The mode that comes first as long as nothing is known.</param>
    public IReadOnlyList<AuthMode> Order(GraphQLEndpointEntry api, AuthMode configured)
    {
        List<AuthMode> modes = [configured, .. api.FallbackModes];
        if (_byApi.TryGetValue(api.Name, out AuthMode known) && modes.Contains(known))
        {
            modes.Insert(0, known);
        }

        return [.. modes.Distinct()];
    }

    public void Remember(GraphQLEndpointEntry api, AuthMode mode) => _byApi[api.Name] = mode;
}
