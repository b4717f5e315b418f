using System.Globalization;
using Amplify.Benchmarks.Backend;

namespace Amplify.Benchmarks.Signing;

/// <summary>
/// Whether a request that is built and sent through the signing handler costs no more than the bare hashes. The two take turns; the median of the
/// turns' ratios counts.
/// </summary>
internal static class SigningTargets
{
    private const int Turns = 30;
    private const int WarmUps = 5;
    private const double MostBytes = 900;

    private static readonly TimeSpan TurnTime = TimeSpan.FromMilliseconds(100);

    /// <returns>The exit code: 1 when a target is missed.</returns>
    public static int Run()
    {
        bool held = Holds("GET", mostRatio: 1.00);
        held &= Holds("POST 1 KiB", mostRatio: 1.00);
        held &= Holds("POST 1 MiB", mostRatio: 1.02);
        return held ? 0 : 1;
    }

    private static bool Holds(string request, double mostRatio)
    {
        var benchmarks = new SigningBenchmarks { Request = request };
        benchmarks.Setup();
        var ratios = new List<double>();
        var bytes = new List<double>();
        for (int turn = -WarmUps; turn < Turns; turn++)
        {
            (double floor, _) = Measure(benchmarks.Floor);
            (double handler, double allocated) = Measure(() => benchmarks.Handler().GetAwaiter().GetResult());
            if (turn >= 0)
            {
                ratios.Add(handler / floor);
                bytes.Add(allocated);
            }
        }

        benchmarks.Cleanup();
        double ratio = ThroughputBenchmark.Median(ratios);
        double most = ThroughputBenchmark.Median(bytes);
        bool held = ratio <= mostRatio && most <= MostBytes;
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{(held ? "held  " : "MISSED")} {request}: {ratio:0.00} of at most {mostRatio:0.00} x its floor (from {ratios.Min():0.00} to {ratios.Max():0.00}), {most:0} of at most {MostBytes:0} bytes"));
        return held;
    }

    private static (double Microseconds, double Bytes) Measure(Action action)
    {
        int count = 0;
        long allocated = GC.GetAllocatedBytesForCurrentThread();
        long started = TimeProvider.System.GetTimestamp();
        TimeSpan elapsed = TimeSpan.Zero;
        while (elapsed < TurnTime)
        {
            for (int i = 0; i < 100; i++)
            {
                action();
            }

            count += 100;
            elapsed = TimeProvider.System.GetElapsedTime(started);
        }

        return (elapsed.TotalMicroseconds / count, (double)(GC.GetAllocatedBytesForCurrentThread() - allocated) / count);
    }
}
