using System.Threading.Channels;

namespace Amplify.Api.Realtime.Connection;

/// <summary>Puts together what is known of a connection into the one state that is shown. Only changes are told.</summary>
internal sealed class ConnectionStateMonitor
{
    private readonly Lock _lock = new();
    private readonly List<Channel<ConnectionState>> _observers = [];
    private SocketPhase _phase;
    private bool _wanted;
    private bool _online = true;
    private bool _healthy = true;
    private bool _isComplete;

    public ConnectionState State { get; private set; } = ConnectionState.Disconnected;

    /// <summary>Tells where the socket stands.</summary>
    public void Connection(SocketPhase phase) => Change(() =>
    {
        _healthy = true;
        _phase = phase;
    });

    /// <summary>Tells whether anybody wants a connection.</summary>
    public void Wanted(bool wanted) => Change(() => _wanted = wanted);

    /// <summary>Tells that there is no connection any longer, and nobody wants one.</summary>
    public void End() => Change(() =>
    {
        _healthy = true;
        _wanted = false;
        _phase = SocketPhase.Disconnected;
    });

    public void Network(bool online) => Change(() => _online = online);

    public void KeepAlive(bool healthy) => Change(() => _healthy = healthy);

    /// <summary>Gives the state now, then each change.</summary>
    /// <param name="over">Ends it, after what there is to give.</param>
    /// <param name="cancellationToken">Cancels the wait for a change.</param>
    public async IAsyncEnumerable<ConnectionState> ObserveAsync(
        CancellationToken over, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        // Whoever does not keep up needs the last states, not all of them.
        Channel<ConnectionState> states = Channel.CreateBounded<ConnectionState>(
            new BoundedChannelOptions(64) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true });
        lock (_lock)
        {
            states.Writer.TryWrite(State);
            _observers.Add(states);
            if (_isComplete)
            {
                states.Writer.TryComplete();
            }
        }

        using CancellationTokenRegistration end = over.UnsafeRegister(static writer => ((ChannelWriter<ConnectionState>)writer!).TryComplete(), states.Writer);
        try
        {
            await foreach (ConnectionState state in states.Reader.ReadAllAsync(cancellationToken).ConfigureAwait(false))
            {
                yield return state;
            }
        }
        finally
        {
            lock (_lock)
            {
                _observers.Remove(states);
            }
        }
    }

    /// <summary>Ends all observations: there will be no other state.</summary>
    public void Complete()
    {
        lock (_lock)
        {
            _isComplete = true;
            foreach (Channel<ConnectionState> observer in _observers)
            {
                observer.Writer.TryComplete();
            }
        }
    }

    private void Change(Action change)
    {
        lock (_lock)
        {
            change();
            ConnectionState state = Current();
            if (state == State)
            {
                return;
            }

            State = state;
            foreach (Channel<ConnectionState> observer in _observers)
            {
                observer.Writer.TryWrite(state);
            }
        }
    }

    private ConnectionState Current() => (_phase, _wanted, _online, _healthy) switch
    {
        (SocketPhase.Connected, _, false, _) => ConnectionState.ConnectedPendingNetwork,
        (SocketPhase.Connected, false, _, _) => ConnectionState.ConnectedPendingDisconnect,
        (SocketPhase.Disconnected, true, false, _) => ConnectionState.ConnectionDisruptedPendingNetwork,
        (SocketPhase.Disconnected, true, _, _) => ConnectionState.ConnectionDisrupted,
        (SocketPhase.Connected, _, _, false) => ConnectionState.ConnectedPendingKeepAlive,
        (SocketPhase.Connecting, _, _, _) => ConnectionState.Connecting,
        (SocketPhase.Disconnected, _, _, _) => ConnectionState.Disconnected,
        _ => ConnectionState.Connected,
    };
}
