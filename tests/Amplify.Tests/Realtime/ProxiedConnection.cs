using System.Net.Sockets;

namespace Amplify.Tests.Realtime;

/// <summary>A connection through the proxy.</summary>
internal sealed class ProxiedConnection
{
    private readonly Socket _client;
    private readonly Socket _server;
    private readonly TaskCompletionSource _cut = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private double _partOfNext = 1;
    private int _isCut;

    public ProxiedConnection(Socket client, Socket server)
    {
        _client = client;
        _server = server;
        client.NoDelay = server.NoDelay = true;
        Ended = Task.WhenAll(Task.Run(() => PassAsync(client, server, fromServer: false)), Task.Run(() => PassAsync(server, client, fromServer: true)));
    }

    public bool IsOpen => _isCut == 0;

    public Task Ended { get; }

    /// <summary>Ends it without a farewell: what the client has not read yet is lost too.</summary>
    public void Reset() => End(static socket => socket.Close(0));

    /// <summary>Ends it in order, as far as TCP is concerned.</summary>
    public void Close() => End(static socket => socket.Dispose());

    /// <summary>Passes on only a part of what the server sends next, and ends it then.</summary>
    public Task CutInNextAsync(double part)
    {
        Volatile.Write(ref _partOfNext, part);
        return _cut.Task;
    }

    private async Task PassAsync(Socket from, Socket to, bool fromServer)
    {
        byte[] buffer = new byte[16 * 1024];
        try
        {
            while (await from.ReceiveAsync(buffer) is > 0 and int count)
            {
                double part = fromServer ? Volatile.Read(ref _partOfNext) : 1;
                await to.SendAsync(buffer.AsMemory(0, (int)(count * part)));
                if (part < 1)
                {
                    break;
                }
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // It is cut already.
        }

        Close();
    }

    private void End(Action<Socket> end)
    {
        if (Interlocked.Exchange(ref _isCut, 1) == 0)
        {
            end(_client);
            end(_server);
            _cut.SetResult();
        }
    }
}
