using Amplify.Local.AppSync.Authorization;
using Amplify.Local.AppSync.Authorization.ApiKeys;
using Amplify.Local.AppSync.EventApp;
using Amplify.Local.AppSync.Execution;
using Amplify.Local.AppSync.Realtime;
using Amplify.Local.AppSync.Resolvers;
using Amplify.Local.AppSync.Schema;
using Amplify.Local.Hosting;
using Amplify.Local.Realtime;
using Amplify.Local.Storage;
using Microsoft.Extensions.Logging;

namespace Amplify.Local.AppSync;

/// <summary>Puts the local AppSync together.</summary>
internal sealed class AppSyncBuilder
{
    private readonly LocalAppSyncOptions _options;
    private readonly ResolverTable _resolvers = new();
    private readonly MutationFeed _mutations = new();
    private readonly AppSyncApiKeys _keys;
    private readonly Lazy<ExecutableSchema> _schema;

    public AppSyncBuilder(LocalAppSyncOptions options, LocalDatabase database, ApiKeyStore keys, ServerClock clock)
    {
        _options = options;
        _keys = new AppSyncApiKeys(keys, clock);
         _schema = new Lazy<ExecutableSchema>(() => ExecutableSchema.Create(
            options.Schema ?? EventAppSchema.TextFor(options.Modes), options.Modes, _resolvers));
        if (options.Schema is null)
        {
            new EventAppResolvers(new EventStore(database), new CommentStore(database)).AddTo(_resolvers);
        }
    }

    public IReadOnlyList<AppSyncAuthMode> Modes => [_options.DefaultMode, .. _options.AdditionalModes];

    /// <summary>Gives a key that is accepted now, where the API takes keys.</summary>
    public string? CurrentKey() => _options.Modes.Has(AppSyncAuthMode.ApiKey) ? _keys.Current().Id : null;

    /// <exception cref="AppSyncSchemaException">The schema of the options is not one.</exception>
    public AppSyncEndpoint BuildEndpoint(
        AppSyncAuthorizer authorizer, RealtimeHost realtime, ServerClock clock, TimeProvider timeProvider, ILogger logger)
    {
        // The Event App's schema is known to be right, and need not be ready before the rest is.
        if (_options.Schema is not null)
        {
            _ = _schema.Value;
        }

        var runner = new Lazy<OperationRunner>(() => new OperationRunner(_schema.Value, _options, _mutations, timeProvider, logger));
        var hub = new SubscriptionHub(_schema, runner, logger);
        _mutations.Subscriber = hub.PublishAsync;
        _mutations.Invalidator = hub.Invalidate;
        var subscriptions = new SubscriptionEndpoint(
            new RealtimeGate(SubscriptionEndpoint.SubProtocol, SubscriptionEndpoint.ConnectTarget, authorizer, realtime, clock, logger),
            new SubscriptionStarter(runner, authorizer, clock),
            hub,
            _options.MaxSubscriptionsPerConnection);
        return new AppSyncEndpoint(runner, authorizer, subscriptions, _options.MaxRequestBytes, logger);
    }

    /// <summary>Makes what the user of the backend gets, once it is being served.</summary>
    public LocalAppSync Build(Uri root)
    {
        // So that the first request need not wait for it.
        _ = Task.Run(() => _schema.Value);
        return new LocalAppSync(new Uri(root, AppSyncEndpoint.PathPrefix), _options.Modes, _keys, _schema, _resolvers);
    }
}
