using System.Net.Sockets;
using System.Text;

namespace Amplify.Local.Tests.Support;

/// <summary>Sends bytes that no HttpClient would.</summary>
internal static class RawConnection
{
    public static async Task<string> ExchangeAsync(Uri endpoint, string request)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(endpoint.Host, endpoint.Port, Harness.Cancellation);
        NetworkStream stream = client.GetStream();
        await stream.WriteAsync(Encoding.Latin1.GetBytes(request), Harness.Cancellation);
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return await reader.ReadToEndAsync(Harness.Cancellation);
    }

    /// <summary>Sends a request that waits for leave to go on, then a part of its body, and resets the connection.</summary>
    public static async Task ResetAsync(Uri endpoint, string head, string part)
    {
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { LingerState = new LingerOption(true, 0) };
        await socket.ConnectAsync(endpoint.Host, endpoint.Port, Harness.Cancellation);
        await socket.SendAsync(Encoding.Latin1.GetBytes(head), Harness.Cancellation);
        await socket.ReceiveAsync(new byte[64], Harness.Cancellation);
        await socket.SendAsync(Encoding.Latin1.GetBytes(part), Harness.Cancellation);
    }

    public static Task<string> GetAsync(Uri endpoint, string target) =>
        ExchangeAsync(endpoint, $"GET {target} HTTP/1.1\r\nHost: {endpoint.Authority}\r\nConnection: close\r\n\r\n");
}
