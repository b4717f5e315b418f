using System.Globalization;
using System.Runtime.InteropServices;
using Amplify.Local;

namespace Amplify.Benchmarks.ColdStart;

/// <summary>
/// How long a program takes from its start to its first answer: signed by us, and unsigned with HttpClient alone; compiled ahead of time,
/// at run time, and at run time but for what was compiled on publishing (ReadyToRun). The programs take turns, so that what else the machine does hits all alike.
/// </summary>
internal static class ColdStartBenchmark
{
    private const int Rounds = 20;
    private const int WarmUps = 3;
    private const double MostAotMilliseconds = 20;
    private const double MostJitRatio = 1.2;

    /// <returns>The exit code: 1 when a target is missed.</returns>
    public static async Task<int> RunAsync()
    {
        string platform = RuntimeInformation.RuntimeIdentifier;
        ColdStartProgram aot = await ColdStartProgram.PublishAsync("aot", "-r", platform);
        ColdStartProgram ready = await ColdStartProgram.PublishAsync(
            "r2r", "-r", platform, "-p:PublishAot=false", "-p:PublishReadyToRun=true", "--self-contained", "false");
        ColdStartProgram jit = await ColdStartProgram.PublishAsync("jit", "-p:PublishAot=false");
        await using Local.LocalBackend backend = await Local.LocalBackend.StartAsync(Options());
        string file = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        await File.WriteAllTextAsync(file, backend.AwsExports());
        try
        {
            return Report(Measure(backend, file, aot, jit, ready));
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static LocalBackendOptions Options()
    {
        string body = $$"""{"text":"{{new string('x', 1000)}}"}""";
        return new LocalBackendOptions()
            .AddApi("Signed", api => api.Map("GET", "/answer", _ => ProxyResponse.Text(body)))
            .AddApi("Open", api =>
            {
                api.Authorization = RestAuthorization.None;
                api.Map("GET", "/answer", _ => ProxyResponse.Text(body));
            });
    }

    private static List<ColdStartSeries> Measure(
        Local.LocalBackend backend, string file, ColdStartProgram aot, ColdStartProgram jit, ColdStartProgram ready)
    {
        string open = backend.RestEndpoints["Open"].AbsoluteUri + "/answer";
        string signed = backend.RestEndpoints["Signed"].AbsoluteUri;
        List<ColdStartSeries> all =
        [
            new("JIT raw HttpClient", jit, "raw", open),
            new("JIT signed", jit, "amplify", signed),
            new("JIT guest of a file", jit, "guest", file),
            new("AOT raw HttpClient", aot, "raw", open),
            new("AOT signed", aot, "amplify", signed),
            new("AOT guest of a file", aot, "guest", file),
            new("R2R raw HttpClient", ready, "raw", open),
            new("R2R signed", ready, "amplify", signed),
        ];
        for (int round = -WarmUps; round < Rounds; round++)
        {
            foreach (ColdStartSeries series in all)
            {
                series.Add(series.Program.Run(series.Mode, series.Argument, backend.Credentials), counts: round >= 0);
            }
        }

        return all;
    }

    private static int Report(List<ColdStartSeries> all)
    {
        foreach (ColdStartSeries series in all)
        {
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{series.Name,-22} median {series.Median,7:F1} ms   fastest {series.Fastest,7:F1} ms   median ratio to raw {series.RatioTo(all.First(other => other.Mode == "raw" && other.Program == series.Program)):F2}"));
        }

        double aot = all[4].Median;
        double ratio = all[1].RatioTo(all[0]);
        bool held = aot <= MostAotMilliseconds && ratio <= MostJitRatio;
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{(held ? "held" : "MISSED")}: AOT signed {aot:F1} ms of at most {MostAotMilliseconds} ms; JIT signed {ratio:F2} of at most {MostJitRatio} x raw ({Rounds} rounds)"));
        return held ? 0 : 1;
    }
}
