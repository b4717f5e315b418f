using System.Collections.Immutable;
using System.Net;
using System.Net.Sockets;

namespace Amplify.Tests.Realtime;

/// <summary>Stands between a client and a server, passes on what they send, and cuts, stalls or slows the connections when it is told to.</summary>
internal sealed class CuttingProxy : IAsyncDisposable
{
    private readonly Socket _listener = new(SocketType.Stream, ProtocolType.Tcp);
    private readonly CancellationTokenSource _end = new();
    private readonly int _server;
    private readonly Task _accepting;
    private ImmutableList<ProxiedConnection> _connections = [];
    private int _count;
    private TaskCompletionSource _accepted = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <param name="server">The port of the server, on loopback.</param>
    public CuttingProxy(int server)
    {
        _server = server;
        _listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        _listener.Listen();
        _accepting = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndPoint!).Port;

    /// <summary>Gets how many connections it has accepted.</summary>
    public int Accepted => Volatile.Read(ref _count);

    /// <summary>Gets or sets where connections are cut, by their number, from 1.</summary>
    public Func<int, ProxyCut?> Cuts { get; set; } = static _ => null;

    /// <summary>Gets or sets how slow the connections are that it accepts from now on.</summary>
    public ProxyPace? Pace { get; set; }

    /// <summary>Waits until a connection is open.</summary>
    public async Task<ProxiedConnection> ConnectionAsync()
    {
        while (true)
        {
            TaskCompletionSource accepted = _accepted;
            if (_connections.Find(static connection => connection.IsOpen) is { } open)
            {
                return open;
            }

            await accepted.Task.WaitAsync(TimeSpan.FromMinutes(1));
        }
    }

    /// <summary>Cuts all connections, and each that is made from now on, as when the network is gone.</summary>
    public void Lose()
    {
        Cuts = static _ => ProxyCut.AtAccept;
        _connections.ForEach(static connection => connection.Reset());
    }

    /// <summary>Passes everything on again.</summary>
    public void Restore() => Cuts = static _ => null;

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _accepting;
        _listener.Dispose();
        foreach (ProxiedConnection connection in _connections)
        {
            connection.Reset();
            await connection.Ended;
        }

        _end.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (!_end.IsCancellationRequested)
        {
            try
            {
                Socket client = await _listener.AcceptAsync(_end.Token);
                ProxyCut? cut = Cuts(Interlocked.Increment(ref _count));
                if (cut == ProxyCut.AtAccept)
                {
                    client.Close(0);
                    continue;
                }

                var server = new Socket(SocketType.Stream, ProtocolType.Tcp);
                await server.ConnectAsync(new IPEndPoint(IPAddress.Loopback, _server), _end.Token);
                _connections = _connections.RemoveAll(static connection => connection.Ended.IsCompleted).Add(new ProxiedConnection(client, server, cut, Pace));
                Interlocked.Exchange(ref _accepted, new(TaskCreationOptions.RunContinuationsAsynchronously)).SetResult();
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }
}
