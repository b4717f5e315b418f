using System.Collections.Concurrent;

namespace Amplify.Local.AppSync.Resolvers;

/// <summary>The resolvers by field, as <c>Type.field</c>. They can change while requests are served.</summary>
internal sealed class ResolverTable
{
    private readonly ConcurrentDictionary<string, IResolver> _resolvers = new(StringComparer.Ordinal);

    public IResolver? Find(string field) => _resolvers.GetValueOrDefault(field);

    public void Set(string field, IResolver resolver) => _resolvers[field] = resolver;

    public bool Remove(string field) => _resolvers.TryRemove(field, out _);
}
