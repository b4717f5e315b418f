using System.Diagnostics.CodeAnalysis;
using Amplify.Api.Realtime.Protocols;
using Amplify.Core.Diagnostics;

namespace Amplify.Api.Realtime.Connection;

/// <summary>
/// A connection that subscriptions share: one socket at a time, made again as long as anybody is subscribed. Who is subscribed, and what the server
/// knows of it, changes under one lock.
/// </summary>
[SuppressMessage("Design", "CA1001", Justification = "It has no owner that knows when it has ended; then it disposes of what it holds itself.")]
internal sealed partial class RealtimeConnection : ISocketOwner
{
    private readonly Lock _lock = new();
    private readonly IRealtimeProtocol _protocol;
    private readonly RealtimeContext _context;
    private readonly IConnectionOwner _owner;
    private readonly SocketOpener _opener;
    private readonly string _address;
    private readonly HashSet<SubscriptionEntry> _entries = [];
    private readonly Dictionary<Guid, SubscriptionEntry> _byId = [];
    private readonly List<RealtimeSocket> _replaced = [];
    private readonly CancellationTokenSource _end = new();
    private readonly CancellationToken _ended;
    private readonly ITimer _idle;
    private TaskCompletionSource _hurry = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private RealtimeSocket? _socket;
    private Task _running = Task.CompletedTask;
    private int _capacity;
    private bool _isRunning;
    private bool _waitsForHost;
    private bool _isClosed;

    public RealtimeConnection(
        IRealtimeProtocol protocol, RealtimeAuthorization authorization, RealtimeContext context, IConnectionOwner owner, int capacity)
    {
        _protocol = protocol;
        _context = context;
        _owner = owner;
        _capacity = capacity;
        _opener = new SocketOpener(protocol, authorization, context);
        _address = RealtimeAddress.WithoutQuery(protocol.Address);
        _ended = _end.Token;
        Authorization = authorization;
        _idle = context.TimeProvider.CreateTimer(
            static state => ((RealtimeConnection)state!).CloseIfIdle(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public RealtimeAuthorization Authorization { get; }

    public ConnectionStateMonitor Monitor { get; } = new();

    /// <summary>Gets a task that completes when the connection has ended and nothing of it is left.</summary>
    public Task Completion
    {
        get
        {
            lock (_lock)
            {
                return _running;
            }
        }
    }

    /// <summary>Takes a subscription, and connects if need be.</summary>
    /// <returns>Whether it was taken: a connection that is full or closing takes none.</returns>
    public bool TryAdd(SubscriptionEntry entry)
    {
        RealtimeSocket? socket;
        lock (_lock)
        {
            if (_isClosed || _entries.Count >= _capacity)
            {
                return false;
            }

            _entries.Add(entry);
            entry.Connection = this;
            entry.Phase = EntryPhase.Waiting;
            socket = _socket;
            Want();
        }

        RealtimeMetrics.Subscriptions.Add(1);
        if (entry.HasLeft)
        {
            Remove(entry);
        }
        else if (socket is not null)
        {
            _ = StartAsync(entry, socket);
        }

        return true;
    }

    /// <summary>Takes a subscription out, and tells the server.</summary>
    /// <returns>Whether it was here, and not ended already or with another connection.</returns>
    public bool Remove(SubscriptionEntry entry)
    {
        Handover? handover;
        lock (_lock)
        {
            if (!_entries.Remove(entry))
            {
                return false;
            }

            entry.Phase = EntryPhase.Ended;
            handover = entry.Handover;
            Stop(entry);
            if (!IsWanted)
            {
                BecomeIdle();
            }
        }

        RealtimeMetrics.Subscriptions.Add(-1);
        if (handover is not null)
        {
            _ = handover.ReleaseAsync();
            CloseIfHandedOver(handover.OldSocket);
        }

        return true;
    }

    /// <summary>Ends the connection and gives back the subscriptions that were on it, for another one to go on with.</summary>
    public IReadOnlyList<SubscriptionEntry> Evict()
    {
        SubscriptionEntry[] entries;
        Handover[] handovers;
        lock (_lock)
        {
            (entries, handovers) = TakeOut();
            CloseSocket();
        }

        Release(handovers);
        RealtimeMetrics.Subscriptions.Add(-entries.Length);
        return entries;
    }

    /// <summary>
    /// Gives back what another connection can go on with: the subscriptions, and what was to be published and has not been sent. Answers to what has been
    /// are waited for, and then the connection ends.
    /// </summary>
    public (IReadOnlyList<SubscriptionEntry> Entries, IReadOnlyList<Publication> Unsent) Vacate()
    {
        SubscriptionEntry[] entries;
        Handover[] handovers;
        Publication[] unsent;
        lock (_lock)
        {
            (entries, handovers) = TakeOut();
            unsent = [.. _publications.Values.Where(static publication => publication.Socket is null)];
            foreach (Publication publication in unsent)
            {
                _publications.Remove(publication.Id);
            }

            if (!IsWanted)
            {
                BecomeIdle();
            }
        }

        Release(handovers);
        RealtimeMetrics.Subscriptions.Add(-entries.Length);
        return (entries, unsent);
    }

    /// <summary>Hears that the network of this machine has gone or come back.</summary>
    public void NetworkChanged(bool online)
    {
        if (Authorization.Endpoint.IsLoopback)
        {
            // Always within reach.
            return;
        }

        Monitor.Network(online);
        if (online)
        {
            Renew();
        }
    }

    /// <summary>Makes the connection anew now: what it ran over is not there any longer.</summary>
    public void Renew()
    {
        RealtimeSocket[] sockets;
        lock (_lock)
        {
            sockets = _socket is null ? [.. _replaced] : [_socket, .. _replaced];
            _hurry.TrySetResult();
        }

        foreach (RealtimeSocket socket in sockets)
        {
            socket.Abort(new SocketClosure(ClosureReason.NetworkChanged));
        }
    }

    /// <summary>Hears that another connection has reached the host: where this one waits because it could not, the time has come.</summary>
    public void HostIsBack()
    {
        lock (_lock)
        {
            if (!_waitsForHost)
            {
                return;
            }

            _waitsForHost = false;
            _ = HurryAsync(_hurry);
        }
    }

    public void KeepAliveChanged(RealtimeSocket socket, bool healthy)
    {
        lock (_lock)
        {
            if (_socket != socket)
            {
                return;
            }

            Monitor.KeepAlive(healthy);
        }

        if (!healthy)
        {
            _context.Logger.Silent(_address, _context.Options.KeepAliveTimeout.TotalSeconds);
        }
    }

    // What has come over a new socket is not lost with the old one.
    private static void Release(Handover[] handovers)
    {
        foreach (Handover handover in handovers)
        {
            _ = handover.ReleaseAsync();
        }
    }

    private (SubscriptionEntry[] Entries, Handover[] Handovers) TakeOut()
    {
        SubscriptionEntry[] entries = [.. _entries];
        Handover[] handovers = [.. entries.Select(static entry => entry.Handover).OfType<Handover>()];
        foreach (SubscriptionEntry entry in entries)
        {
            Settle(entry);
            NoteGap(entry);
            if (entry.Handover is { } handover && _byId.ContainsKey(handover.OldId))
            {
                // Nothing was missed as long as that one delivered.
                entry.GapSince ??= handover.OldSocket.LastReceived;
            }

            Stop(entry);
            entry.Phase = EntryPhase.Waiting;
        }

        _entries.Clear();
        _isClosed = true;
        return (entries, handovers);
    }

    // Whatever was sent is taken back, also what is not acknowledged yet: otherwise the server would keep it, and count it.
    private void Stop(SubscriptionEntry entry)
    {
        entry.StopTimer();
        if (entry.Socket is { } socket && _byId.Remove(entry.Id))
        {
            socket.TrySend(_protocol.Stop(entry.Id));
        }

        if (entry.Handover is { } handover)
        {
            _byId.Remove(handover.OldId);
            handover.OldSocket.TrySend(_protocol.Stop(handover.OldId));
            entry.Handover = null;
        }
    }

    // Somebody needs a socket.
    private bool IsWanted => _entries.Count > 0 || _publications.Count > 0;

    private void Want()
    {
        _idle.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        Monitor.Wanted(true);
        if (!_isRunning)
        {
            _isRunning = true;
            _running = Task.Run(RunAsync);
        }
    }

    private void BecomeIdle()
    {
        Monitor.Wanted(false);
        if (_socket is null || _isClosed)
        {
            _isClosed = true;
            CloseSocket();
        }
        else
        {
            _idle.Change(_context.Options.IdleTimeout, Timeout.InfiniteTimeSpan);
        }
    }

    private void CloseIfIdle()
    {
        lock (_lock)
        {
            if (IsWanted || _isClosed)
            {
                return;
            }

            _isClosed = true;
            CloseSocket();
        }

        _context.Logger.Idle(_address);
    }

    private void CloseSocket()
    {
        Monitor.Wanted(false);

        // What waits for it goes on elsewhere: here it would go on with the lock held, and take the pool's.
        _ = _end.CancelAsync();
        _socket?.Close();
        CloseReplaced();
    }

    private void CloseReplaced()
    {
        foreach (RealtimeSocket socket in _replaced)
        {
            socket.Close();
        }
    }
}
