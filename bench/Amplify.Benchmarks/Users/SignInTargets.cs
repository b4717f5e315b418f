using System.Diagnostics;
using System.Globalization;
using Amplify.Benchmarks.Backend;
using Amplify.Local;

namespace Amplify.Benchmarks.Users;

/// <summary>
/// What a sign-in by SRP costs in processor time, of the client and of the local backend together, and whether a session that is at hand is read in no
/// time and with no garbage.
/// </summary>
internal static class SignInTargets
{
    private const string Password = "Tr0ub4dor&3";
    private const int SignIns = 30;
    private const int Reads = 200_000;
    private const int Turns = 15;
    private const double MostNanoseconds = 100;

    /// <returns>The exit code: 1 when a target is missed.</returns>
    public static async Task<int> RunAsync()
    {
        await using LocalBackend backend = await LocalBackend.StartAsync();
        await using AmplifyClient amplify = AmplifyClient.Create(AmplifyConfiguration.Parse(backend.AmplifyOutputs()));
        backend.UserPool.AddUser("jane", Password);
        await SignInAsync(amplify);
        await amplify.Auth.GetSessionAsync();
        return ReadHolds(() => amplify.Auth.GetSessionAsync().IsCompletedSuccessfully) ? 0 : 1;
    }

    private static async Task SignInAsync(AmplifyClient amplify)
    {
        var costs = new List<double>();
        using var self = Process.GetCurrentProcess();
        for (int i = -5; i < SignIns; i++)
        {
            self.Refresh();
            TimeSpan before = self.TotalProcessorTime;
            await amplify.Auth.SignInAsync("jane", Password);
            self.Refresh();
            if (i >= 0)
            {
                costs.Add((self.TotalProcessorTime - before).TotalMilliseconds);
            }
        }

        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"sign-in, both sides: {ThroughputBenchmark.Median(costs):0} ms of processor time (from {costs.Min():0} to {costs.Max():0})"));
    }

    private static bool ReadHolds(Func<bool> read)
    {
        var times = new List<double>();
        long allocated = 0;
        for (int turn = -3; turn < Turns; turn++)
        {
            long bytes = GC.GetAllocatedBytesForCurrentThread();
            long started = TimeProvider.System.GetTimestamp();
            for (int i = 0; i < Reads; i++)
            {
                if (!read())
                {
                    throw new InvalidOperationException("It was not at hand.");
                }
            }

            TimeSpan elapsed = TimeProvider.System.GetElapsedTime(started);
            allocated = GC.GetAllocatedBytesForCurrentThread() - bytes;
            if (turn >= 0)
            {
                times.Add(elapsed.TotalNanoseconds / Reads);
            }
        }

        double median = ThroughputBenchmark.Median(times);
        bool held = median <= MostNanoseconds && allocated == 0;
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"{(held ? "held  " : "MISSED")} session: {median:0} of at most {MostNanoseconds:0} ns, {allocated} of at most 0 bytes"));
        return held;
    }
}
