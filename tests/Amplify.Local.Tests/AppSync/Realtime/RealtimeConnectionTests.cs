using System.Net.WebSockets;
using Amplify.Local.AppSync.Realtime;
using Amplify.Local.Hosting;
using Amplify.Local.Realtime;
using Amplify.Local.Tests.Support;
using Microsoft.Extensions.Logging.Abstractions;

namespace Amplify.Local.Tests.AppSync.Realtime;

public sealed class RealtimeConnectionTests
{
    [Fact]
    public async Task Send_ToAClientThatTakesNothing_CutsItWhenItsBacklogIsFull() =>
        Assert.InRange(await SendUntilCutAsync(GraphQLFrames.KeepAlive), 100_001, 100_100);

    [Fact]
    public async Task Send_LargeFramesToAClientThatTakesNothing_CutsItAt256Megabytes() =>
        Assert.Equal(257, await SendUntilCutAsync(new OutgoingFrame("data", new byte[1024 * 1024])));

    private static async Task<int> SendUntilCutAsync(OutgoingFrame frame)
    {
        using var aborted = new CancellationTokenSource();
        using WebSocket socket = WebSocket.CreateFromStream(new StalledStream(), new WebSocketCreationOptions { IsServer = true });
        using var connection = new RealtimeConnection(
            new UpgradedSocket(socket, aborted.Cancel, aborted.Token), new LocalFaults().Realtime, TimeProvider.System, NullLogger.Instance);
        Task running = connection.RunAsync(DeafSession.Instance);
        int sent = 0;

        while (!aborted.IsCancellationRequested && sent < 1_000_000)
        {
            connection.Send(frame);
            sent++;
        }

        await running.WaitAsync(Harness.Cancellation);
        return sent;
    }
}
