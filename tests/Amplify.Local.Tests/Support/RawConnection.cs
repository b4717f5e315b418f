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

    /// <summary>Begins a request whose body is longer than what is sent of it, up to where the backend reads the body.</summary>
    /// <returns>The socket; disposing of it resets the connection.</returns>
    public static async Task<Socket> BeginUploadAsync(Uri endpoint, string path)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { LingerState = new LingerOption(true, 0) };
        await socket.ConnectAsync(endpoint.Host, endpoint.Port, Harness.Cancellation);
        string head = $"POST {path} HTTP/1.1\r\nHost: h\r\nContent-Length: 9\r\nExpect: 100-continue\r\n\r\n";
        await socket.SendAsync(Encoding.Latin1.GetBytes(head), Harness.Cancellation);
        await socket.ReceiveAsync(new byte[64], Harness.Cancellation);
        await socket.SendAsync("body"u8.ToArray(), Harness.Cancellation);
        return socket;
    }

    public static Task<string> GetAsync(Uri endpoint, string target) =>
        ExchangeAsync(endpoint, $"GET {target} HTTP/1.1\r\nHost: {endpoint.Authority}\r\nConnection: close\r\n\r\n");
}
