using System.Globalization;
using Amplify.Benchmarks.Backend;

namespace Amplify.Benchmarks.Realtime;

/// <summary>
/// How long it takes until 1,000 subscriptions on 10 sockets are live again after the server was cut off for half a second, beside 10 bare sockets with
/// 1,000 subscriptions that connect at once; and how the clients' connects spread.
/// </summary>
internal static class ReconnectBenchmark
{
    private const int Subscriptions = 1000;
    private const int Sockets = 10;
    private const double MostMilliseconds = 1000;

    // A client that comes back in step with the others has its ten connects within a few milliseconds.
    private const double LeastSpreadMilliseconds = 50;
    private const int Turns = 11;

    private static readonly TimeSpan Outage = TimeSpan.FromMilliseconds(500);

    /// <returns>The exit code: 1 when a target is missed.</returns>
    public static async Task<int> RunAsync()
    {
        var times = new List<double>();
        var spreads = new List<double>();
        var bare = new List<double>();
        for (int turn = 0; turn <= Turns; turn++)
        {
            (double ours, double spread) = await CutAsync();
            double floor = await ConnectBareAsync();

            // The first turn warms up and does not count.
            if (turn > 0)
            {
                times.Add(ours);
                spreads.Add(spread);
                bare.Add(floor);
            }
        }

        return Report(times, spreads, bare);
    }

    // A client of its own each time: one that is cut again and again waits longer and longer.
    private static async Task<(double Milliseconds, double Spread)> CutAsync()
    {
        using var server = new SubscriptionServer();
        await using AmplifyClient amplify = Subscriber.Create(server);
        Subscription<CommentData>[] subscribed = await amplify.SubscribeAsync(Subscriptions);
        using var live = new Countdown(Subscriptions);
        Task all = live.StartAsync();
        Task[] reading = [.. subscribed.Select(subscription => ReadAsync(subscription, live))];
        server.Stop();
        await Task.Delay(Outage, TimeProvider.System);
        server.Restart();
        long back = TimeProvider.System.GetTimestamp();
        await all;
        double milliseconds = TimeProvider.System.GetElapsedTime(back).TotalMilliseconds;
        await amplify.DisposeAsync();
        await Task.WhenAll(reading);
        return (milliseconds, TimeProvider.System.GetElapsedTime(server.Accepted.Min(), server.Accepted.Max()).TotalMilliseconds);
    }

    private static async Task<double> ConnectBareAsync()
    {
        using var server = new SubscriptionServer();
        long started = TimeProvider.System.GetTimestamp();
        BareSubscriber[] sockets = await Task.WhenAll(Enumerable.Range(0, Sockets).Select(_ => BareSubscriber.OpenAsync(server.Realtime, Subscriptions / Sockets)));
        double milliseconds = TimeProvider.System.GetElapsedTime(started).TotalMilliseconds;
        Array.ForEach(sockets, static socket => socket.Dispose());
        return milliseconds;
    }

    private static async Task ReadAsync(Subscription<CommentData> subscription, Countdown live)
    {
        try
        {
            await foreach (SubscriptionEvent<CommentData> next in subscription.Events)
            {
                if (next is SubscriptionEvent<CommentData>.Reconnected)
                {
                    live.Signal();
                }
            }
        }
        catch (ObjectDisposedException)
        {
            // The benchmark is over, and the client disposed of.
        }
    }

    private static int Report(List<double> times, List<double> spreads, List<double> bare)
    {
        double median = ThroughputBenchmark.Median(times);
        double spread = ThroughputBenchmark.Median(spreads);
        bool held = median <= MostMilliseconds && spread >= LeastSpreadMilliseconds;
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{(held ? "held  " : "MISSED")} {Subscriptions} subscriptions on {Sockets} sockets: all live {median:0} ms after the server is back, of at most {MostMilliseconds:0} (from {times.Min():0} to {times.Max():0}); bare sockets that connect at once: {ThroughputBenchmark.Median(bare):0} ms"));
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"       between the first and the last connect: {spread:0} ms, of at least {LeastSpreadMilliseconds:0} (from {spreads.Min():0} to {spreads.Max():0})"));
        return held ? 0 : 1;
    }
}
