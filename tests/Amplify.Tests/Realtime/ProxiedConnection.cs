using System.Net.Sockets;

namespace Amplify.Tests.Realtime;

/// <summary>A connection through the proxy.</summary>
internal sealed class ProxiedConnection
{
    private readonly Socket _client;
    private readonly Socket _server;
    private readonly ProxyCut? _cut;
    private readonly ProxyPace? _pace;
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private double _partOfNext = 1;
    private bool _swallows;
    private int _isCut;

    public ProxiedConnection(Socket client, Socket server, ProxyCut? cut, ProxyPace? pace)
    {
        _client = client;
        _server = server;
        _cut = cut;
        _pace = pace;
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
        return _ended.Task;
    }

    /// <summary>Passes nothing on any longer, and tells neither side: half-open, as when a router has forgotten the connection.</summary>
    public void Swallow() => Volatile.Write(ref _swallows, true);

    private async Task PassAsync(Socket from, Socket to, bool fromServer)
    {
        try
        {
            await (_cut is null ? PassBytesAsync(from, to, fromServer) : PassPiecesAsync(from, to, fromServer, _cut));
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // It is cut already.
        }

        Close();
    }

    private async Task PassBytesAsync(Socket from, Socket to, bool fromServer)
    {
        byte[] buffer = new byte[_pace?.Bytes ?? 16 * 1024];
        while (await from.ReceiveAsync(buffer) is > 0 and int count)
        {
            if (Volatile.Read(ref _swallows))
            {
                continue;
            }

            if (_pace is not null)
            {
                await Task.Delay(_pace.Wait, TimeProvider.System);
            }

            double part = fromServer ? Volatile.Read(ref _partOfNext) : 1;
            await to.SendAsync(buffer.AsMemory(0, (int)(count * part)));
            if (part < 1)
            {
                return;
            }
        }
    }

    private static async Task PassPiecesAsync(Socket from, Socket to, bool fromServer, ProxyCut cut)
    {
        var reader = new PieceReader(from);
        for (int i = 0; await reader.NextAsync() is { Length: > 0 } piece; i++)
        {
            bool last = fromServer == cut.FromServer && i == cut.Piece;
            await to.SendAsync(piece.AsMemory(0, last ? (int)(piece.Length * cut.Part) : piece.Length));
            if (last)
            {
                return;
            }
        }
    }

    private void End(Action<Socket> end)
    {
        if (Interlocked.Exchange(ref _isCut, 1) == 0)
        {
            end(_client);
            end(_server);
            _ended.SetResult();
        }
    }
}
