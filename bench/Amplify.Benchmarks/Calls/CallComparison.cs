using System.Globalization;
using Amplify.Benchmarks.Backend;

namespace Amplify.Benchmarks.Calls;

/// <summary>
/// What a call of ours costs beside the same call with HttpClient alone. The two take turns in one process, so that what else the machine does
/// falls on both; the ratio is that of each pair of turns, and the median of the pairs counts.
/// </summary>
/// <param name="name">What the calls do.</param>
/// <param name="ours">Makes one call with our client.</param>
/// <param name="raw">Makes the same call with HttpClient.</param>
internal sealed class CallComparison(string name, Func<Task> ours, Func<Task> raw)
{
    private const int Turns = 10;
    private const int WarmUps = 4;

    private static readonly TimeSpan TurnTime = TimeSpan.FromSeconds(1);

    /// <summary>Measures, prints, and tells whether the limits hold.</summary>
    /// <param name="concurrency">How many calls are under way at a time.</param>
    /// <param name="mostRatio">The most times that a raw call may take.</param>
    /// <param name="mostBytes">The most bytes that a call may allocate beyond a raw one.</param>
    public async Task<bool> HoldsAsync(int concurrency, double mostRatio, double mostBytes)
    {
        var ratios = new List<double>();
        var times = new List<double>();
        var bytes = new List<double>();
        var processor = new List<double>();
        for (int turn = -WarmUps; turn < Turns; turn++)
        {
            // Who is second finds warmer caches: each is first every other time.
            CallCost first = await RunAsync(turn % 2 == 0 ? raw : ours, concurrency);
            CallCost second = await RunAsync(turn % 2 == 0 ? ours : raw, concurrency);
            (CallCost rawCost, CallCost oursCost) = turn % 2 == 0 ? (first, second) : (second, first);
            if (turn >= 0)
            {
                ratios.Add(oursCost.Microseconds / rawCost.Microseconds);
                times.Add(oursCost.Microseconds);
                processor.Add(oursCost.ProcessorMicroseconds / rawCost.ProcessorMicroseconds);
                bytes.Add(oursCost.Bytes - rawCost.Bytes);
            }
        }

        double ratio = ThroughputBenchmark.Median(ratios);
        double more = ThroughputBenchmark.Median(bytes);
        bool held = ratio <= mostRatio && more <= mostBytes;
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{(held ? "held  " : "MISSED")} {name}, {concurrency} at a time: {ratio:0.00} of at most {mostRatio:0.00} x raw (from {ratios.Min():0.00} to {ratios.Max():0.00}), {more:0} bytes more of at most {mostBytes:0}"));
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"       {ThroughputBenchmark.Median(times):0.0} µs a call; processor time, server's included: {ThroughputBenchmark.Median(processor):0.00} x raw"));
        return held;
    }

    private static async Task<CallCost> RunAsync(Func<Task> call, int concurrency)
    {
        // Neither pays for what the other has left behind.
        GC.Collect();
        long allocated = GC.GetTotalAllocatedBytes(precise: true);
        TimeSpan processor = Environment.CpuUsage.TotalTime;
        long started = TimeProvider.System.GetTimestamp();
        int[] calls = await Task.WhenAll(Enumerable.Range(0, concurrency).Select(_ => Task.Run(() => RepeatAsync(call, started))));
        TimeSpan elapsed = TimeProvider.System.GetElapsedTime(started);
        processor = Environment.CpuUsage.TotalTime - processor;
        double count = calls.Sum();
        return new CallCost(elapsed.TotalMicroseconds / count, processor.TotalMicroseconds / count, (GC.GetTotalAllocatedBytes(precise: true) - allocated) / count);
    }

    private static async Task<int> RepeatAsync(Func<Task> call, long started)
    {
        int calls = 0;
        while (TimeProvider.System.GetElapsedTime(started) < TurnTime)
        {
            await call();
            calls++;
        }

        return calls;
    }

    private readonly record struct CallCost(double Microseconds, double ProcessorMicroseconds, double Bytes);
}
