using System.Collections.Concurrent;
using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace Amplify.Testing;

/// <summary>One connection of a <see cref="FaultServer"/>.</summary>
internal sealed class FaultConnection(Socket socket, ConcurrentQueue<string> heads, CancellationToken end)
{
    /// <summary>Reads the next request up to its empty line.</summary>
    /// <returns>The length of the body that it announces.</returns>
    public async Task<int> ReadHeadAsync()
    {
        var head = new StringBuilder();
        byte[] one = new byte[1];
        while (!head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal))
        {
            if (await socket.ReceiveAsync(one, end) == 0)
            {
                throw new IOException("The client has closed.");
            }

            head.Append((char)one[0]);
        }

        heads.Enqueue(head.ToString());
        string? length = head.ToString().Split("\r\n").FirstOrDefault(line => line.StartsWith("Content-Length: ", StringComparison.OrdinalIgnoreCase));
        return length is null ? 0 : int.Parse(length["Content-Length: ".Length..], CultureInfo.InvariantCulture);
    }

    public async Task<byte[]> ReadAsync(int length)
    {
        byte[] bytes = new byte[length];
        for (int read = 0; read < length;)
        {
            int count = await socket.ReceiveAsync(bytes.AsMemory(read), end);
            read += count > 0 ? count : throw new IOException("The client has closed.");
        }

        return bytes;
    }

    /// <summary>Reads a request to its end.</summary>
    public async Task<byte[]> ReadRequestAsync() => await ReadAsync(await ReadHeadAsync());

    public async Task WriteAsync(string text) => await socket.SendAsync(Encoding.ASCII.GetBytes(text), end);

    public Task AnswerAsync(int status, string body = "", string headers = "") =>
        WriteAsync(FormattableString.Invariant($"HTTP/1.1 {status} X\r\n{headers}Content-Length: {body.Length}\r\n\r\n{body}"));

    /// <summary>Waits until the client closes the connection.</summary>
    public async Task UntilClosedAsync()
    {
        byte[] rest = new byte[4096];
        while (await socket.ReceiveAsync(rest, end) > 0)
        {
        }
    }

    /// <summary>Carries bytes to a server and back until either side closes, as a proxy does for a tunnel.</summary>
    public async Task RelayAsync(Uri server)
    {
        using var target = new TcpClient();
        await target.ConnectAsync(server.Host, server.Port, end);
        await using var near = new NetworkStream(socket);
        await using NetworkStream far = target.GetStream();
        await Task.WhenAny(near.CopyToAsync(far, end), far.CopyToAsync(near, end));
    }

    /// <summary>Cuts the connection, with a reset.</summary>
    public void Cut()
    {
        socket.LingerState = new LingerOption(true, 0);
        socket.Close();
    }
}
