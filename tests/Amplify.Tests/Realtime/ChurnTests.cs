using Amplify.Local;
using static Amplify.Tests.Realtime.EventApp;

namespace Amplify.Tests.Realtime;

/// <summary>Connections that come and go. Measured alone: the memory of other tests would count too.</summary>
[Collection<NotParallel>]
public sealed class ChurnTests
{
    private const int Connections = 10_000;
    private const int AtOnce = 16;
    private const long MostGrowth = 1024 * 1024;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Connections_TenThousandMadeAndClosed_LeaveNothing()
    {
        await using LocalBackend backend = await LocalBackend.StartAsync(cancellationToken: Token);
        await using AmplifyClient amplify = AmplifyClient.Create(ConfigurationOf(backend), new() { Realtime = { IdleTimeout = TimeSpan.FromTicks(1) } });
        await ConnectAsync(amplify, 1000);
        Remains before = await Remains.OfAsync(backend);

        await ConnectAsync(amplify, Connections);

        Remains after = await Remains.OfAsync(backend);
        TestContext.Current.TestOutputHelper?.WriteLine($"{before} -> {after}");
        Assert.True(after.Memory - before.Memory <= MostGrowth, $"The heap has grown from {before.Memory} to {after.Memory} bytes.");
        Assert.True(after.Sockets <= before.Sockets, $"There were {before.Sockets} sockets and are {after.Sockets}.");
        Assert.True(after.Timers <= before.Timers, $"There were {before.Timers} timers and are {after.Timers}.");
    }

    // A subscription that may wait for its reader has a connection of its own, which is closed with it.
    private static Task ConnectAsync(AmplifyClient amplify, int count) => Parallel.ForAsync(
        0,
        count,
        new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = Token },
        async (_, cancellationToken) =>
        {
            await using Subscription<CommentAdded> comments =
                await amplify.GraphQL.SubscribeAsync(CommentsOf("1"), new() { Overflow = OverflowPolicy.Wait }, cancellationToken);
            Assert.Equal(ConnectionState.Connected, comments.ConnectionState);
        });

    private sealed record Remains(long Memory, int Sockets, long Timers)
    {
        /// <summary>Takes stock when all connections are closed, and nothing goes away any more.</summary>
        public static async Task<Remains> OfAsync(LocalBackend backend)
        {
            while (backend.Faults.Realtime.Connections > 0)
            {
                await Task.Yield();
            }

            Remains now = Look();
            while (true)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(200), TimeProvider.System, Token);
                Remains next = Look();
                if (next.Sockets == now.Sockets && next.Timers == now.Timers && next.Memory >= now.Memory - 1024)
                {
                    return next;
                }

                now = next;
            }
        }

        private static Remains Look()
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
            return new Remains(GC.GetTotalMemory(forceFullCollection: true), CountSockets(), Timer.ActiveCount);
        }

        private static int CountSockets() =>
            OperatingSystem.IsLinux() ? new DirectoryInfo("/proc/self/fd").EnumerateFiles().Count(static file => file.LinkTarget?.StartsWith("socket:", StringComparison.Ordinal) == true) : 0;
    }
}
