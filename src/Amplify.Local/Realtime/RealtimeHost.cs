using System.Net.WebSockets;
using Amplify.Local.Hosting;
using Microsoft.Extensions.Logging;

namespace Amplify.Local.Realtime;

/// <summary>Runs the connections, each for as long as it lives.</summary>
internal sealed class RealtimeHost(LocalRealtimeFaults faults, TimeProvider timeProvider, ILogger logger)
{
    public async Task ServeAsync(UpgradedSocket socket, Func<RealtimeConnection, IRealtimeSession> connect)
    {
        using var connection = new RealtimeConnection(socket, faults, timeProvider, logger);
        faults.Add(connection);
        try
        {
            await connection.RunAsync(connect(connection)).ConfigureAwait(false);
        }
        finally
        {
            faults.Remove(connection);
        }
    }

    /// <summary>Tells why a connection may not stay, and closes it.</summary>
    public Task RefuseAsync(UpgradedSocket socket, OutgoingFrame reason) => ServeAsync(socket, connection =>
    {
        connection.Send(reason);
        connection.Close(WebSocketCloseStatus.PolicyViolation, "");
        return DeafSession.Instance;
    });
}
