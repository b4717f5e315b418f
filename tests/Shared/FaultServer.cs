using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Amplify.Testing;

/// <summary>Sockets that do to each connection what a test says, byte by byte: for servers that break off, stall or answer too early.</summary>
internal sealed class FaultServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _end = new();
    private readonly ConcurrentBag<Task> _serving = [];
    private readonly Task _accepting;
    private int _connections;
    private int _open;

    /// <summary>Starts a server.</summary>
    /// <param name="serve">Serves a connection; the second argument is its number, from 1.</param>
    public FaultServer(Func<FaultConnection, int, Task> serve)
    {
        _listener.Start();
        _accepting = AcceptAsync(serve);
    }

    public Uri Root => new($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}");

    /// <summary>Gets the heads of the requests that came.</summary>
    public ConcurrentQueue<string> Heads { get; } = new();

    public int Connections => Volatile.Read(ref _connections);

    /// <summary>Gets how many connections are open.</summary>
    public int Open => Volatile.Read(ref _open);

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _accepting;
        _listener.Stop();
        await Task.WhenAll(_serving);
        _end.Dispose();
    }

    private async Task AcceptAsync(Func<FaultConnection, int, Task> serve)
    {
        try
        {
            while (true)
            {
                Socket socket = await _listener.AcceptSocketAsync(_end.Token);
                int number = Interlocked.Increment(ref _connections);
                Interlocked.Increment(ref _open);
                _serving.Add(Task.Run(() => ServeAsync(socket, number, serve)));
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The test has ended.
        }
    }

    private async Task ServeAsync(Socket socket, int number, Func<FaultConnection, int, Task> serve)
    {
        try
        {
            await serve(new FaultConnection(socket, Heads, _end.Token), number);
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or IOException or ObjectDisposedException)
        {
            // The client has gone, or the test has ended.
        }
        finally
        {
            socket.Dispose();
            Interlocked.Decrement(ref _open);
        }
    }
}
