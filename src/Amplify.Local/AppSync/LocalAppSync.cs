using Amplify.Local.AppSync.Authorization;
using Amplify.Local.AppSync.Realtime;
using Amplify.Local.AppSync.Resolvers;
using Amplify.Local.AppSync.Schema;
using Amplify.Local.Configuration;
using Amplify.Local.Hosting;

namespace Amplify.Local;

/// <summary>The local AppSync of a <see cref="LocalBackend"/>.</summary>
public sealed class LocalAppSync
{
    private const int LargestBatch = 2000;

    private readonly Lazy<ExecutableSchema> _schema;
    private readonly ResolverTable _resolvers;
    private readonly AppSyncModes _modes;

    internal LocalAppSync(
        Uri endpoint, AppSyncModes modes, AppSyncApiKeys keys, Lazy<ExecutableSchema> schema, ResolverTable resolvers)
    {
        Endpoint = endpoint;
        RealtimeEndpoint = ServerAddress.Realtime(endpoint, SubscriptionEndpoint.Path);
        _modes = modes;
        ApiKeys = keys;
        _schema = schema;
        _resolvers = resolvers;
    }

    /// <summary>Gets the URL of the GraphQL endpoint: <c>http://127.0.0.1:port/graphql</c>.</summary>
    public Uri Endpoint { get; }

    /// <summary>Gets the URL that subscriptions are opened at: <c>ws://127.0.0.1:port/graphql/realtime</c>.</summary>
    public Uri RealtimeEndpoint { get; }

    /// <summary>Gets the API's keys, for mode <see cref="AppSyncAuthMode.ApiKey"/>.</summary>
    public AppSyncApiKeys ApiKeys { get; }

    /// <summary>Gets a key that is accepted now.</summary>
    /// <value><see langword="null"/> when the API has no mode <see cref="AppSyncAuthMode.ApiKey"/>.</value>
    public string? ApiKey => _modes.Has(AppSyncAuthMode.ApiKey) ? ApiKeys.Current().Id : null;

    /// <summary>Gives a field a resolver, in place of the one that it may have. It holds for requests from now on.</summary>
    /// <param name="field">The field: <c>Query.getEvent</c>.</param>
    /// <param name="resolver">
    /// Gives the value: an object (its members by their JSON names in camel case), a dictionary, a list, or JSON. An
    /// <see cref="AppSyncException"/> becomes an error of that type; any other exception one of type <c>Lambda:Unhandled</c>.
    /// </param>
    /// <exception cref="ArgumentException">The schema has no such field.</exception>
    public void Resolve(string field, Func<AppSyncContext, CancellationToken, ValueTask<object?>> resolver)
    {
        ArgumentNullException.ThrowIfNull(resolver);
        _resolvers.Set(Known(field), new SingleResolver(resolver));
    }

    /// <summary>Gives a field a resolver that has nothing to wait for.</summary>
    /// <param name="field">The field: <c>Query.getEvent</c>.</param>
    /// <param name="resolver">Gives the value, as with the other overload.</param>
    /// <exception cref="ArgumentException">The schema has no such field.</exception>
    public void Resolve(string field, Func<AppSyncContext, object?> resolver)
    {
        ArgumentNullException.ThrowIfNull(resolver);
        Resolve(field, (context, _) => new ValueTask<object?>(resolver(context)));
    }

    /// <summary>
    /// Gives a field one resolver call for all objects of a list, instead of one for each. It holds for requests from now on.
    /// </summary>
    /// <param name="field">The field: <c>Event.comments</c>.</param>
    /// <param name="resolver">
    /// Gives a value for each context, in their order. A value that is an <see cref="AppSyncException"/> is that one object's error.
    /// </param>
    /// <param name="maxBatchSize">How many objects go into one call at most. AppSync allows up to 2,000.</param>
    /// <exception cref="ArgumentException">The schema has no such field.</exception>
    public void ResolveBatch(
        string field,
        Func<IReadOnlyList<AppSyncContext>, CancellationToken, ValueTask<IReadOnlyList<object?>>> resolver,
        int maxBatchSize = LargestBatch)
    {
        ArgumentNullException.ThrowIfNull(resolver);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(maxBatchSize);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(maxBatchSize, LargestBatch);
        _resolvers.Set(Known(field), new BatchResolver(resolver, maxBatchSize));
    }

    /// <summary>Takes a field's resolver away: from now on it reads its object's member of that name.</summary>
    /// <param name="field">The field: <c>Query.getEvent</c>.</param>
    /// <returns>Whether it had a resolver.</returns>
    public bool RemoveResolver(string field) => _resolvers.Remove(field);

    internal GraphQLDescription Describe() =>
        new(Endpoint, RealtimeEndpoint, _modes.Default, [.. _modes.Additional.Distinct().Where(mode => mode != _modes.Default)], ApiKey);

    private string Known(string field)
    {
        ArgumentException.ThrowIfNullOrEmpty(field);
        return field.Split('.') is [var type, var name] && _schema.Value.Document.Names.Field(type, name) is not null
            ? field
            : throw new ArgumentException($"The schema has no field '{field}'; a field is written as 'Query.getEvent'.", nameof(field));
    }
}
