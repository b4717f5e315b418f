using System.Globalization;
using Amplify.Benchmarks.Backend;

namespace Amplify.Benchmarks.Realtime;

/// <summary>
/// The memory of a subscription on which nothing comes: 10,000 of them in one client, 100 on each of 100 sockets, beside as many bare sockets with as
/// many subscriptions, of which the bare client keeps nothing. Then each of the 10,000 has to hear a message.
/// </summary>
internal static class IdleBenchmark
{
    private const int Subscriptions = 10_000;
    private const int SubscriptionsPerSocket = 100;
    private const double MostBytes = 4096;

    // The first turn warms up and does not count.
    private const int Turns = 6;

    /// <returns>The exit code: 1 when the target is missed.</returns>
    public static async Task<int> RunAsync()
    {
        var bytes = new List<double>();
        for (int turn = 0; turn < Turns; turn++)
        {
            double bare = await MeasureAsync(OpenBareAsync);
            double ours = await MeasureAsync(OpenOursAsync);
            if (turn > 0)
            {
                bytes.Add((ours - bare) / Subscriptions);
            }
        }

        double median = ThroughputBenchmark.Median(bytes);
        bool held = median <= MostBytes;
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{(held ? "held  " : "MISSED")} {Subscriptions} idle subscriptions: {median:0} bytes each beyond the socket, of at most {MostBytes:0} (from {bytes.Min():0} to {bytes.Max():0}); all of them heard a message"));
        return held ? 0 : 1;
    }

    private static async Task<double> MeasureAsync(Func<SubscriptionServer, Task<Func<Task>>> open)
    {
        // Below on this stack may be what the last turn has ended with, and would be kept.
        await Task.Yield();
        using var server = new SubscriptionServer();
        long before = GC.GetTotalMemory(forceFullCollection: true);
        Func<Task> close = await open(server);
        long after = GC.GetTotalMemory(forceFullCollection: true);
        await close();
        return after - before;
    }

    private static async Task<Func<Task>> OpenBareAsync(SubscriptionServer server)
    {
        var sockets = new List<BareSubscriber>();
        var receiving = new List<Task>();
        for (int i = 0; i < Subscriptions / SubscriptionsPerSocket; i++)
        {
            BareSubscriber socket = await BareSubscriber.OpenAsync(server.Realtime, SubscriptionsPerSocket);
            sockets.Add(socket);
            receiving.Add(socket.ReadAsync(SubscriptionsPerSocket));
        }

        return async () =>
        {
            await SendToAllAsync(server);
            await Task.WhenAll(receiving);
            sockets.ForEach(static socket => socket.Dispose());
        };
    }

    private static async Task<Func<Task>> OpenOursAsync(SubscriptionServer server)
    {
        AmplifyClient amplify = Subscriber.Create(server);
        Subscription<CommentData>[] subscribed = await amplify.SubscribeAsync(Subscriptions);
        return async () =>
        {
            Task<CommentData>[] reading = [.. subscribed.Select(static subscription => subscription.FirstAsync().AsTask())];
            await SendToAllAsync(server);
            await Task.WhenAll(reading);
            await amplify.DisposeAsync();
        };
    }

    private static async Task SendToAllAsync(SubscriptionServer server)
    {
        string payload = CommentData.PayloadOf300Bytes();
        foreach (ServerSocket socket in server.Sockets)
        {
            await socket.SendAsync(socket.Prepare(payload, 1));
        }
    }
}
