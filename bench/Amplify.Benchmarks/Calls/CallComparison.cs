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
        Comparison found = await CompareAsync(concurrency);
        bool held = found.Ratio <= mostRatio && found.MoreBytes <= mostBytes;
        Print(
            FormattableString.Invariant($"{(held ? "held  " : "MISSED")} {name}, {concurrency} at a time: {found.Ratio:0.00} of at most {mostRatio:0.00} x raw"),
            FormattableString.Invariant($"{found.MoreBytes:0} bytes more of at most {mostBytes:0}"),
            found);
        return held;
    }

    /// <summary>Measures and prints what has no limit.</summary>
    /// <param name="concurrency">How many calls are under way at a time.</param>
    public async Task PrintAsync(int concurrency)
    {
        Comparison found = await CompareAsync(concurrency);
        Print(
            FormattableString.Invariant($"       {name}, {concurrency} at a time: {found.Ratio:0.00} x raw"),
            FormattableString.Invariant($"{found.MoreBytes:0} bytes more"),
            found);
    }

    private static void Print(string ratio, string bytes, Comparison found)
    {
        Console.WriteLine(FormattableString.Invariant($"{ratio} (from {found.LeastRatio:0.00} to {found.MostRatio:0.00}), {bytes}"));
        Console.WriteLine(FormattableString.Invariant(
            $"       {found.Microseconds:0.0} µs a call; processor time, server's included: {found.ProcessorRatio:0.00} x raw"));
    }

    private async Task<Comparison> CompareAsync(int concurrency)
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

        return new Comparison(
            ThroughputBenchmark.Median(ratios),
            ratios.Min(),
            ratios.Max(),
            ThroughputBenchmark.Median(bytes),
            ThroughputBenchmark.Median(times),
            ThroughputBenchmark.Median(processor));
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

    private sealed record Comparison(
        double Ratio, double LeastRatio, double MostRatio, double MoreBytes, double Microseconds, double ProcessorRatio);
}
