using System.Buffers.Text;
using System.Net;
using System.Net.Sockets;

namespace Amplify.Benchmarks.Backend;

/// <summary>
/// Sends one request over and over on connections that stay open, each waiting for its answer. It works on bare sockets, so that little
/// of the machine goes to the client.
/// </summary>
internal sealed class LoadGenerator(Uri endpoint, byte[] request, int connections)
{
    private const int LargestAnswer = 16 * 1024;

    /// <summary>Measures how many requests a second are answered with 200.</summary>
    public async Task<double> RunAsync(TimeSpan duration)
    {
        long started = TimeProvider.System.GetTimestamp();
        int[] answered = await Task.WhenAll(Enumerable.Range(0, connections).Select(_ => Task.Run(() => RunOneAsync(started, duration))));
        return answered.Sum() / TimeProvider.System.GetElapsedTime(started).TotalSeconds;
    }

    private async Task<int> RunOneAsync(long started, TimeSpan duration)
    {
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(IPAddress.Loopback, endpoint.Port);
        byte[] buffer = new byte[LargestAnswer];
        int answered = 0;
        while (TimeProvider.System.GetElapsedTime(started) < duration)
        {
            await socket.SendAsync(request);
            await ReceiveAsync(socket, buffer);
            answered++;
        }

        return answered;
    }

    private static async Task ReceiveAsync(Socket socket, byte[] buffer)
    {
        int length = 0;
        int? expected = null;
        while (expected is null || length < expected)
        {
            int received = await socket.ReceiveAsync(buffer.AsMemory(length));
            length += received > 0 ? received : throw new IOException("The server has closed the connection.");
            expected ??= LengthOf(buffer.AsSpan(0, length));
        }
    }

    private static int? LengthOf(ReadOnlySpan<byte> answer)
    {
        int headers = answer.IndexOf("\r\n\r\n"u8);
        if (headers < 0)
        {
            return null;
        }

        if (!answer.StartsWith("HTTP/1.1 200 "u8))
        {
            throw new InvalidOperationException($"The answer is {System.Text.Encoding.ASCII.GetString(answer)}");
        }

        ReadOnlySpan<byte> name = "Content-Length: "u8;
        return Utf8Parser.TryParse(answer[(answer.IndexOf(name) + name.Length)..], out int body, out _)
            ? headers + 4 + body
            : throw new InvalidOperationException("The answer has no length.");
    }
}
