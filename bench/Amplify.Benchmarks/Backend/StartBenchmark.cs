using System.Diagnostics;
using System.Globalization;

namespace Amplify.Benchmarks.Backend;

/// <summary>How long a published <c>dotnet-amplify start --json</c> takes from its launch to the line that says it is ready.</summary>
internal static class StartBenchmark
{
    private const int Runs = 10;

    public static async Task RunAsync(string[] command)
    {
        var times = new List<double>();

        // The first start reads the files from disk and does not count.
        for (int run = 0; run <= Runs; run++)
        {
            double time = await StartAsync(command);
            if (run > 0)
            {
                times.Add(time);
            }
        }

        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"ready after {ThroughputBenchmark.Median(times):0} ms (from {times.Min():0} to {times.Max():0})"));
    }

    private static async Task<double> StartAsync(string[] command)
    {
        long started = TimeProvider.System.GetTimestamp();
        using var process = new Process
        {
            StartInfo = new ProcessStartInfo(command[0], [.. command[1..], "start", "--json"]) { RedirectStandardOutput = true, RedirectStandardError = true },
        };
        process.Start();
        process.ErrorDataReceived += static (_, _) => { };
        process.BeginErrorReadLine();
        try
        {
            string? line = await process.StandardOutput.ReadLineAsync();
            double time = TimeProvider.System.GetElapsedTime(started).TotalMilliseconds;
            return line?.Contains("\"ready\":true", StringComparison.Ordinal) == true
                ? time
                : throw new InvalidOperationException($"The command did not get ready: {line}");
        }
        finally
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync();
        }
    }
}
