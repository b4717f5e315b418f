using System.Globalization;
using Amplify.Benchmarks.Backend;

namespace Amplify.Benchmarks.Realtime;

/// <summary>
/// What a message of a subscription costs, from the socket to <c>await foreach</c>, beside a bare ClientWebSocket and one parse into the same type.
/// </summary>
internal static class MessageBenchmark
{
    private const double LeastSpeed = 0.9;
    private const double MostBytes = 1.25;
    private const int Turns = 10;
    private const int WarmUps = 4;

    // As many at a time as the buffer of a subscription holds.
    private const int Burst = 1000;

    private static readonly TimeSpan TurnTime = TimeSpan.FromSeconds(1);

    /// <returns>The exit code: 1 when a target is missed.</returns>
    public static async Task<int> RunAsync()
    {
        bool held = await HoldsAsync(subscriptions: 1);
        held &= await HoldsAsync(subscriptions: 100);
        return held ? 0 : 1;
    }

    private static async Task<bool> HoldsAsync(int subscriptions)
    {
        int each = Burst / subscriptions;
        string payload = CommentData.PayloadOf300Bytes();
        using var server = new SubscriptionServer();
        await using AmplifyClient amplify = Subscriber.Create(server);
        Subscription<CommentData>[] subscribed = await amplify.SubscribeAsync(subscriptions);
        ServerSocket ours = server.Sockets.Single();
        byte[] oursFrames = ours.Prepare(payload, each);
        using var heard = new Countdown(subscriptions);
        Task[] reading = [.. subscribed.Select(subscription => ReadAsync(subscription, each, heard))];

        using BareSubscriber bareSubscriber = await BareSubscriber.OpenAsync(server.Realtime, subscriptions);
        ServerSocket bare = server.Sockets.Single(socket => socket != ours);
        byte[] bareFrames = bare.Prepare(payload, each);

        async Task HearOursAsync()
        {
            Task all = heard.StartAsync();
            await ours.SendAsync(oursFrames);
            await all;
        }

        async Task HearBareAsync()
        {
            Task all = Task.Run(() => bareSubscriber.ReadAsync(Burst));
            await bare.SendAsync(bareFrames);
            await all;
        }

        bool held = await CompareAsync(subscriptions, HearOursAsync, HearBareAsync);
        await amplify.DisposeAsync();
        await Task.WhenAll(reading);
        return held;
    }

    private static async Task ReadAsync(Subscription<CommentData> subscription, int each, Countdown heard)
    {
        int left = each;
        try
        {
            await foreach (CommentData data in subscription)
            {
                if (data.OnComment is not null && --left == 0)
                {
                    left = each;
                    heard.Signal();
                }
            }
        }
        catch (ObjectDisposedException)
        {
            // The benchmark is over, and the client disposed of.
        }
    }

    private static async Task<bool> CompareAsync(int subscriptions, Func<Task> ours, Func<Task> bare)
    {
        var speeds = new List<double>();
        var times = new List<double>();
        var bytes = new List<double>();
        var oursBytes = new List<double>();
        var processor = new List<double>();
        for (int turn = -WarmUps; turn < Turns; turn++)
        {
            // Who is second finds warmer caches: each is first every other time.
            Cost first = await RunAsync(turn % 2 == 0 ? bare : ours);
            Cost second = await RunAsync(turn % 2 == 0 ? ours : bare);
            (Cost bareCost, Cost oursCost) = turn % 2 == 0 ? (first, second) : (second, first);
            if (turn >= 0)
            {
                speeds.Add(bareCost.Microseconds / oursCost.Microseconds);
                times.Add(oursCost.Microseconds);
                bytes.Add(oursCost.Bytes / bareCost.Bytes);
                oursBytes.Add(oursCost.Bytes);
                processor.Add(oursCost.ProcessorMicroseconds / bareCost.ProcessorMicroseconds);
            }
        }

        double speed = ThroughputBenchmark.Median(speeds);
        double more = ThroughputBenchmark.Median(bytes);
        bool held = speed >= LeastSpeed && more <= MostBytes;
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{(held ? "held  " : "MISSED")} {subscriptions} subscriptions a socket: {speed:0.00} of at least {LeastSpeed:0.00} x the bare speed (from {speeds.Min():0.00} to {speeds.Max():0.00}), {more:0.00} of at most {MostBytes:0.00} x its bytes"));
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"       {ThroughputBenchmark.Median(times):0.00} µs and {ThroughputBenchmark.Median(oursBytes):0} bytes a message; processor time, server's included: {ThroughputBenchmark.Median(processor):0.00} x bare"));
        return held;
    }

    private static async Task<Cost> RunAsync(Func<Task> burst)
    {
        // Neither pays for what the other has left behind.
        GC.Collect();
        long allocated = GC.GetTotalAllocatedBytes(precise: true);
        TimeSpan processor = Environment.CpuUsage.TotalTime;
        long started = TimeProvider.System.GetTimestamp();
        double messages = 0;
        while (TimeProvider.System.GetElapsedTime(started) < TurnTime)
        {
            await burst();
            messages += Burst;
        }

        TimeSpan elapsed = TimeProvider.System.GetElapsedTime(started);
        processor = Environment.CpuUsage.TotalTime - processor;
        return new Cost(elapsed.TotalMicroseconds / messages, processor.TotalMicroseconds / messages, (GC.GetTotalAllocatedBytes(precise: true) - allocated) / messages);
    }

    private readonly record struct Cost(double Microseconds, double ProcessorMicroseconds, double Bytes);
}
