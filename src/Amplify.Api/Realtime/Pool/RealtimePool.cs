using Amplify.Api.Realtime.Connection;
using Amplify.Api.Realtime.Protocols;
using Amplify.Core.Network;

namespace Amplify.Api.Realtime.Pool;

/// <summary>
/// The connections of a client. Subscriptions of one identity to one API share one, up to its limit, and another one beyond that; those that may
/// have to wait for their subscriber have one of their own.
/// </summary>
internal sealed class RealtimePool : IConnectionOwner, IAsyncDisposable
{
    private readonly Lock _lock = new();
    private readonly Dictionary<PoolKey, List<RealtimeConnection>> _shared = [];
    private readonly Dictionary<RealtimeConnection, PoolMember> _members = [];
    private readonly RealtimeContext _context;
    private readonly NetworkWatch _network;
    private bool _isDisposed;

    public RealtimePool(RealtimeContext context, INetworkStatus network)
    {
        _context = context;
        _network = new NetworkWatch(network, context, this);
    }

    /// <summary>Gets the connections there are.</summary>
    public IReadOnlyList<RealtimeConnection> Connections
    {
        get
        {
            lock (_lock)
            {
                return [.. _members.Keys];
            }
        }
    }

    /// <summary>Puts a subscription on a connection.</summary>
    /// <param name="entry">The subscription.</param>
    /// <param name="protocol">What is spoken.</param>
    /// <param name="exclusive">Whether it is to have a connection of its own.</param>
    /// <exception cref="ObjectDisposedException">The client was disposed of.</exception>
    public void Add(SubscriptionEntry entry, IRealtimeProtocol protocol, bool exclusive)
    {
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            PoolKey key = KeyOf(entry.Authorization, protocol);
            if (exclusive || !SharedBy(key).Any(connection => connection.TryAdd(entry)))
            {
                Create(entry.Authorization, new PoolMember(key, protocol, exclusive)).TryAdd(entry);
            }
        }
    }

    /// <summary>Publishes over a connection.</summary>
    /// <param name="publication">What to publish.</param>
    /// <param name="protocol">What is spoken.</param>
    /// <exception cref="ObjectDisposedException">The client was disposed of.</exception>
    public void Add(Publication publication, IRealtimeProtocol protocol)
    {
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            PoolKey key = KeyOf(publication.Authorization, protocol);
            if (!SharedBy(key).Any(connection => connection.TryPublish(publication)))
            {
                Create(publication.Authorization, new PoolMember(key, protocol, IsExclusive: false)).TryPublish(publication);
            }
        }
    }

    /// <summary>Takes a subscription off its connection.</summary>
    public static void Remove(SubscriptionEntry entry)
    {
        entry.Leave();
        entry.Connection?.Remove(entry);
    }

    /// <summary>Takes off its connection what was to be published, answered or not.</summary>
    public static void Remove(Publication publication)
    {
        publication.Leave();
        publication.Connection?.Remove(publication);
    }

    public void Move(SubscriptionEntry entry, RealtimeConnection from)
    {
        PoolMember? member;
        lock (_lock)
        {
            member = _members.GetValueOrDefault(from);
        }

        // A connection that has ended meanwhile ends the subscription itself.
        if (member is not null && from.Remove(entry))
        {
            Try(() => Add(entry, member.Protocol, member.IsExclusive), entry.End);
        }
    }

    public void Connected(RealtimeConnection connection)
    {
        foreach (RealtimeConnection other in Connections)
        {
            if (other != connection && other.Authorization.Endpoint == connection.Authorization.Endpoint)
            {
                other.HostIsBack();
            }
        }
    }

    public void Ended(RealtimeConnection connection)
    {
        lock (_lock)
        {
            if (!_members.Remove(connection, out PoolMember? member))
            {
                return;
            }

            if (_shared.TryGetValue(member.Key, out List<RealtimeConnection>? connections) && connections.Remove(connection) && connections.Count == 0)
            {
                _shared.Remove(member.Key);
            }

            _network.IsOn = _members.Count > 0;
        }
    }

    /// <summary>Moves subscriptions, and what was not published yet, to connections of whoever the caller has become.</summary>
    public void CheckIdentities()
    {
        List<(RealtimeConnection, PoolMember)> changed = [];
        lock (_lock)
        {
            foreach ((RealtimeConnection connection, PoolMember member) in _members)
            {
                if (!connection.Authorization.Identity().Equals(member.Key.Identity))
                {
                    changed.Add((connection, member));
                }
            }
        }

        foreach ((RealtimeConnection connection, PoolMember member) in changed)
        {
            (IReadOnlyList<SubscriptionEntry> entries, IReadOnlyList<Publication> unsent) = connection.Vacate();
            foreach (SubscriptionEntry entry in entries)
            {
                Try(() => Add(entry, member.Protocol, member.IsExclusive), entry.End);
            }

            foreach (Publication publication in unsent)
            {
                Try(() => Add(publication, member.Protocol), publication.Fail);
            }
        }
    }

    /// <summary>Hears that the network of this machine has gone or come back.</summary>
    public void NetworkChanged(bool online)
    {
        foreach (RealtimeConnection connection in Connections)
        {
            connection.NetworkChanged(online);
        }
    }

    /// <summary>Hears that this machine has slept for so long that no connection is left.</summary>
    public void Woke()
    {
        foreach (RealtimeConnection connection in Connections)
        {
            connection.Renew();
        }
    }

    public async ValueTask DisposeAsync()
    {
        IReadOnlyList<RealtimeConnection> connections;
        lock (_lock)
        {
            _isDisposed = true;
            connections = [.. _members.Keys];
        }

        _network.Dispose();
        foreach (RealtimeConnection connection in connections)
        {
            foreach (SubscriptionEntry entry in connection.Evict())
            {
                entry.End(new ObjectDisposedException("AmplifyClient"));
            }
        }

        await Task.WhenAll(connections.Select(static connection => connection.Completion)).ConfigureAwait(false);
    }

    private static void Try(Action add, Action<Exception> fail)
    {
        try
        {
            add();
        }
        catch (Exception e)
        {
            fail(e);
        }
    }

    private static PoolKey KeyOf(RealtimeAuthorization authorization, IRealtimeProtocol protocol) =>
        new(authorization.Endpoint, protocol.Name, authorization.Identity());

    private List<RealtimeConnection> SharedBy(PoolKey key) => _shared.GetValueOrDefault(key) ?? [];

    private RealtimeConnection Create(RealtimeAuthorization authorization, PoolMember member)
    {
        int capacity = member.IsExclusive ? 1 : _context.Options.SubscriptionsPerConnection;
        var connection = new RealtimeConnection(member.Protocol, authorization, _context, this, capacity);
        _members.Add(connection, member);
        if (!member.IsExclusive)
        {
            if (!_shared.TryGetValue(member.Key, out List<RealtimeConnection>? connections))
            {
                _shared.Add(member.Key, connections = []);
            }

            connections.Add(connection);
        }

        _network.IsOn = true;
        connection.Monitor.Network(authorization.Endpoint.IsLoopback || _network.IsOnline);
        return connection;
    }
}
