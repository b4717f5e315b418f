using System.Text.Json;
using Amplify.Api.Authorization;
using Amplify.Api.Events;
using Amplify.Api.GraphQL;
using Amplify.Api.Json;
using Amplify.Api.Realtime;
using Amplify.Api.Rest;
using Amplify.Client;
using Amplify.Core.Diagnostics;
using Amplify.Core.Http;
using Amplify.Core.Json;
using Amplify.Diagnostics;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Amplify;

/// <summary>An application's backend: its APIs, and who it acts as.</summary>
/// <remarks>
/// Make one and keep it; it is safe for concurrent calls. Nothing is shared between clients, so two with two configurations live side by side.
/// </remarks>
public sealed class AmplifyClient : IAsyncDisposable, IDisposable
{
    private readonly Lock _lock = new();
    private readonly HttpPipeline _pipeline;
    private readonly HttpMessageHandler? _ownTransport;
    private readonly ClientStateFactory _states;
    private readonly ILogger _logger;
    private readonly GraphQLSender _graphQL;
    private readonly EventsSender _events;
    private readonly RealtimeFactory _realtimeFactory;
    private readonly ITokenProvider[] _tokens;
    private ClientState _state;
    private RealtimeClient? _realtime;
    private IDisposable? _watch;
    private bool _disposed;

    private AmplifyClient(AmplifyConfiguration configuration, AmplifyOptions options)
    {
        _ownTransport = options.HttpMessageHandler is null ? HttpTransport.Create() : null;
        HttpMessageHandler transport = _ownTransport ?? HttpTransport.Prepare(options.HttpMessageHandler!);
        ILogger httpLogger = LoggerOf(options, HttpLog.Category);
        _states = new ClientStateFactory(options, transport, httpLogger);
        _state = _states.Create(configuration, previous: null);
        _logger = LoggerOf(options, ClientLog.Category);
        _pipeline = new HttpPipeline(transport, new HttpPipelineOptions
        {
            Owner = typeof(AmplifyClient),
            TimeProvider = options.TimeProvider,
            Handlers = HandlersOf(options),
            Timeout = options.Timeout,
            AttemptTimeout = options.AttemptTimeout,
            Retry = options.Retry,
            Logger = httpLogger,
        });
        JsonSerializerOptions json = JsonOptions.Create(options.JsonSerializerOptions, ApiJsonContext.Default);
        Sender = new RestSender(_state.Rest.Catalog, _pipeline, _state.Rest.Authorization, json, options.UserAgent);
        _realtimeFactory = new RealtimeFactory(options, _pipeline, _states.Clock, LoggerOf(options, RealtimeLog.Category));
        _graphQL = new GraphQLSender(_state.GraphQL, _pipeline, json, Sender.UserAgent) { Realtime = Realtime };
        _events = new EventsSender(_state.Events, _pipeline, Realtime, json, Sender.UserAgent);
        Rest = new RestApi(Sender);
        GraphQL = new GraphQLApi(_graphQL);
        Events = new EventsApi(_events);
        Auth = new AmplifyAuth(_state.Credentials, _state.UserPool, _states.AuthEvents, _states.Federated);
        Auth.IdentityChanged += OnIdentityChanged;
        _tokens = [.. new[] { options.UserPoolTokenProvider, options.OidcTokenProvider, options.LambdaTokenProvider }.OfType<ITokenProvider>().Distinct()];
        foreach (ITokenProvider tokens in _tokens)
        {
            tokens.IdentityChanged += OnIdentityChanged;
        }
    }

    /// <summary>Gets the REST APIs.</summary>
    public RestApi Rest { get; }

    /// <summary>Gets the GraphQL APIs: the default one, and others by <see cref="GraphQLApi.Named"/>.</summary>
    public GraphQLApi GraphQL { get; }

    /// <summary>Gets the channels of the AppSync Events API.</summary>
    public EventsApi Events { get; }

    /// <summary>Gets who the application acts as.</summary>
    public AmplifyAuth Auth { get; }

    internal RestSender Sender { get; }

    /// <summary>Creates a client. Nothing is sent yet.</summary>
    /// <param name="configuration">The settings; later changes to them have no effect.</param>
    /// <param name="options">What to work with.</param>
    /// <returns>The client; dispose of it to close its connections.</returns>
    /// <exception cref="AmplifyConfigurationException">A setting cannot be used; its <see cref="AmplifyConfigurationException.Key"/> tells which.</exception>
    public static AmplifyClient Create(AmplifyConfiguration configuration, AmplifyOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        return new AmplifyClient(configuration, options ?? new AmplifyOptions());
    }

    /// <summary>Closes the client's connections; calls under way end, subscriptions too, and later ones are refused.</summary>
    public void Dispose() => _ = DisposeAsync().AsTask();

    /// <summary>Closes the client's connections; calls under way end, subscriptions too, and later ones are refused.</summary>
    /// <returns>A task that completes when they are closed.</returns>
    public async ValueTask DisposeAsync()
    {
        lock (_lock)
        {
            if (_disposed)
            {
                return;
            }

            _disposed = true;
        }

        _watch?.Dispose();
        Auth.Unfollow();
        foreach (ITokenProvider tokens in _tokens)
        {
            tokens.IdentityChanged -= OnIdentityChanged;
        }

        _pipeline.Dispose();
        if (_state.Pool is not null)
        {
            (_state.Credentials as IDisposable)?.Dispose();
        }

        _state.UserPool?.Dispose();
        _states.Federated.Dispose();

        _ownTransport?.Dispose();
        if (_realtime is not null)
        {
            await _realtime.Pool.DisposeAsync().ConfigureAwait(false);
        }
    }

    /// <summary>Creates a client that follows its settings when they change.</summary>
    /// <exception cref="AmplifyConfigurationException">A setting cannot be used.</exception>
    internal static AmplifyClient CreateFollowing(ISettingsSource settings, AmplifyOptions options)
    {
        var client = new AmplifyClient(settings.Read(), options);
        client._watch = settings.Watch(() => client.Reload(settings));
        return client;
    }

    // Made for the first who subscribes: many applications never do.
    private RealtimeClient Realtime()
    {
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            return _realtime ??= _realtimeFactory.Create();
        }
    }

    private void OnIdentityChanged(object? sender, EventArgs e) => Volatile.Read(ref _realtime)?.Pool.CheckIdentities();

    private static ILogger LoggerOf(AmplifyOptions options, string category) =>
        (ILogger?)options.LoggerFactory?.CreateLogger(category) ?? NullLogger.Instance;

    private static List<DelegatingHandler> HandlersOf(AmplifyOptions options)
    {
        var handlers = new List<DelegatingHandler>(options.Handlers);
        foreach (DelegatingHandler handler in handlers)
        {
            if (handler.InnerHandler is not null)
            {
                throw new AmplifyConfigurationException(
                    $"The handler {handler.GetType().Name} in AmplifyOptions.Handlers has an InnerHandler already. A handler belongs to one client, which sets it; give a new one.")
                { Key = "Handlers" };
            }
        }

        handlers.Add(new AuthorizationHandler());
        handlers.Add(new UploadProgressHandler());
        return handlers;
    }

    // Who changes the settings must not suffer from what they are: a failure is told to the log, and the client works on.
    private void Reload(ISettingsSource settings)
    {
        bool identityChanged = false;
        try
        {
            // Read within the lock, so that of two changes in a row the last one stays.
            lock (_lock)
            {
                identityChanged = !_disposed && Apply(settings.Read());
            }
        }
        catch (Exception e)
        {
            _logger.SettingsRefused(e.Message, e);
        }

        if (identityChanged)
        {
            _logger.IdentityReplaced();
            Auth.RaiseIdentityChanged();
        }
    }

    // A provider that is replaced is left to the calls that still hold it: it shares the transport and has nothing of its own to close.
    private bool Apply(AmplifyConfiguration configuration)
    {
        ClientState previous = _state;
        _state = _states.Create(configuration, previous);
        Sender.Settings = _state.Rest;
        _graphQL.Settings = _state.GraphQL;
        _events.Settings = _state.Events;
        _logger.SettingsChanged();
        if (_state.Credentials == previous.Credentials && _state.UserPool == previous.UserPool)
        {
            return false;
        }

        Auth.Follow(_state.Credentials, _state.UserPool);
        return true;
    }
}
