using System.Net;
using System.Net.Sockets;

namespace Amplify.Tests.Realtime;

/// <summary>
/// A port for a server that comes and goes. While it is away, a port that the system chose may be given to a client, which then is connected to itself:
/// this one is not among those that clients get.
/// </summary>
internal static class ReservedPort
{
    private const int First = 20_000;
    private const int Last = 32_000;

    public static int Find()
    {
        while (true)
        {
            int port = Random.Shared.Next(First, Last);
            using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            try
            {
                socket.Bind(new IPEndPoint(IPAddress.Loopback, port));
                return port;
            }
            catch (SocketException)
            {
                // Taken.
            }
        }
    }
}
