using Amplify.Local;

namespace Amplify.Tests.Realtime;

/// <summary>A local backend that one client reaches directly and others through a proxy.</summary>
internal sealed class ProxiedBackend : IAsyncDisposable
{
    private readonly List<AmplifyClient> _clients = [];
    private readonly AmplifyClient _direct;
    private readonly CommentHistory _history;

    private ProxiedBackend(LocalBackend backend, AmplifyClient direct, string eventId)
    {
        Backend = backend;
        Proxy = new CuttingProxy(backend.Endpoint.Port);
        EventId = eventId;
        _direct = direct;
        _history = new CommentHistory(direct.GraphQL, eventId);
    }

    public LocalBackend Backend { get; }

    public CuttingProxy Proxy { get; }

    public string EventId { get; }

    /// <summary>Gets options with which nothing is missed.</summary>
    public SubscriptionOptions<EventApp.CommentAdded> CatchingUp => new()
    {
        CatchUp = (since, _, cancellationToken) => _history.SinceAsync(since, cancellationToken),
        KeyOf = static comment => comment.SubscribeToEventComments.CommentId,
    };

    public static async Task<ProxiedBackend> StartAsync()
    {
        LocalBackend backend = await LocalBackend.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        AmplifyClient direct = AmplifyClient.Create(EventApp.ConfigurationOf(backend));
        return new ProxiedBackend(backend, direct, await EventApp.CreateEventAsync(direct.GraphQL));
    }

    /// <summary>Makes a client whose realtime connections go through the proxy.</summary>
    public AmplifyClient CreateClient(AmplifyOptions? options = null)
    {
        AmplifyConfiguration configuration = EventApp.ConfigurationOf(Backend);
        configuration.Api.AppSync.RealtimeEndpoint = ThroughProxy(Backend.AppSync.RealtimeEndpoint);
        return Create(configuration, options);
    }

    /// <summary>Makes a client for which all goes through the proxy.</summary>
    public AmplifyClient CreateClientBehindProxy(AmplifyOptions? options = null)
    {
        AmplifyConfiguration configuration = EventApp.ConfigurationOf(Backend);
        configuration.Api.AppSync.GraphQLEndpoint = ThroughProxy(Backend.GraphQLEndpoint);
        configuration.Api.AppSync.RealtimeEndpoint = ThroughProxy(Backend.AppSync.RealtimeEndpoint);
        return Create(configuration, options);
    }

    public Task CommentAsync(string content) =>
        EventApp.CommentAsync(_direct.GraphQL, EventId, content, CommentHistory.TextOf(TimeProvider.System.GetUtcNow()));

    public async ValueTask DisposeAsync()
    {
        foreach (AmplifyClient client in _clients)
        {
            await client.DisposeAsync();
        }

        await _direct.DisposeAsync();
        await Proxy.DisposeAsync();
        await Backend.DisposeAsync();
    }

    private AmplifyClient Create(AmplifyConfiguration configuration, AmplifyOptions? options)
    {
        AmplifyClient client = AmplifyClient.Create(configuration, options);
        _clients.Add(client);
        return client;
    }

    private string ThroughProxy(Uri address) => new UriBuilder(address) { Port = Proxy.Port }.Uri.AbsoluteUri;
}
