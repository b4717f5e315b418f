using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Amplify.Benchmarks.Realtime;

/// <summary>
/// Speaks AppSync's realtime protocol, looks at no authorization and accepts every subscription. On bare sockets; what it sends is written beforehand,
/// and so costs it next to nothing: what is measured is the client's.
/// </summary>
internal sealed class SubscriptionServer : IDisposable
{
    private readonly ConcurrentDictionary<ServerSocket, byte> _sockets = [];
    private readonly IPEndPoint _address;
    private Socket _listener;

    public SubscriptionServer()
    {
        _listener = Listen(new IPEndPoint(IPAddress.Loopback, 0));
        _address = (IPEndPoint)_listener.LocalEndPoint!;
        _ = AcceptAsync(_listener);
    }

    public string Endpoint => FormattableString.Invariant($"http://127.0.0.1:{_address.Port}/graphql");

    public Uri Realtime => new(FormattableString.Invariant($"ws://127.0.0.1:{_address.Port}/graphql/realtime"));

    public IReadOnlyCollection<ServerSocket> Sockets => [.. _sockets.Keys];

    /// <summary>Gets when each connection was accepted, as timestamps.</summary>
    public ConcurrentQueue<long> Accepted { get; } = [];

    /// <summary>Cuts all connections, and takes no other.</summary>
    public void Stop()
    {
        _listener.Dispose();
        foreach (ServerSocket socket in _sockets.Keys)
        {
            socket.Cut();
        }
    }

    /// <summary>Is back at the same address.</summary>
    public void Restart()
    {
        Accepted.Clear();
        _listener = Listen(_address);
        _ = AcceptAsync(_listener);
    }

    public void Dispose() => Stop();

    private static Socket Listen(IPEndPoint address)
    {
        var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        listener.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
        listener.Bind(address);
        listener.Listen();
        return listener;
    }

    private async Task AcceptAsync(Socket listener)
    {
        try
        {
            while (true)
            {
                Socket socket = await listener.AcceptAsync();
                Accepted.Enqueue(TimeProvider.System.GetTimestamp());
                _ = ServeAsync(new ServerSocket(socket));
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // It is stopped.
        }
    }

    private async Task ServeAsync(ServerSocket socket)
    {
        _sockets.TryAdd(socket, 0);
        await socket.ServeAsync();
        _sockets.TryRemove(socket, out _);
    }
}
