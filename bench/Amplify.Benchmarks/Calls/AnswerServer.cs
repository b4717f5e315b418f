using System.Buffers.Text;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Amplify.Benchmarks.Calls;

/// <summary>
/// Answers every request with the same body and looks at nothing but where the request ends, which its length tells: it knows no chunks. On bare
/// sockets, without allocations: what a call costs is then the client's.
/// </summary>
internal sealed class AnswerServer : IDisposable
{
    private const int ReceiveSize = 256 * 1024;

    private readonly Socket _listener = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    private readonly byte[] _answer;

    public AnswerServer(ReadOnlySpan<byte> body)
    {
        string head = FormattableString.Invariant($"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {body.Length}\r\nDate: Sun, 30 Aug 2015 12:36:00 GMT\r\n\r\n");
        _answer = [.. Encoding.ASCII.GetBytes(head), .. body];
        _listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        _listener.Listen();
        Endpoint = new Uri(FormattableString.Invariant($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndPoint!).Port}"));
        _ = AcceptAsync();
    }

    public Uri Endpoint { get; }

    public void Dispose() => _listener.Dispose();

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                _ = ServeAsync(await _listener.AcceptAsync());
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // The listener is closed, and the benchmark over.
        }
    }

    private async Task ServeAsync(Socket connection)
    {
        using Socket socket = connection;
        socket.NoDelay = true;
        byte[] buffer = new byte[ReceiveSize];
        try
        {
            while (await ReceiveAsync(socket, buffer))
            {
                await socket.SendAsync(_answer);
            }
        }
        catch (SocketException)
        {
            // The client has closed the connection.
        }
    }

    /// <summary>Receives one request; false when there is none any more.</summary>
    private static async ValueTask<bool> ReceiveAsync(Socket socket, byte[] buffer)
    {
        int length = 0;
        long? left = null;
        while (left is not 0)
        {
            int received = await socket.ReceiveAsync(buffer.AsMemory(left is null ? length : 0));
            if (received == 0)
            {
                return false;
            }

            length += received;
            left = left is null ? LeftOf(buffer.AsSpan(0, length)) : left - received;
        }

        return true;
    }

    /// <summary>Gives how many bytes of the request are still to come, or null while its headers are.</summary>
    private static long? LeftOf(ReadOnlySpan<byte> request)
    {
        int end = request.IndexOf("\r\n\r\n"u8);
        if (end < 0)
        {
            return null;
        }

        ReadOnlySpan<byte> head = request[..end];
        ReadOnlySpan<byte> name = "\r\nContent-Length: "u8;
        int field = head.IndexOf(name);
        long body = field >= 0 && Utf8Parser.TryParse(head[(field + name.Length)..], out long told, out _) ? told : 0;
        return body - (request.Length - end - 4);
    }
}
