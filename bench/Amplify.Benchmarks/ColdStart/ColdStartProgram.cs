using System.Diagnostics;
using System.Globalization;
using Amplify.Signing;

namespace Amplify.Benchmarks.ColdStart;

/// <summary>The program whose start is measured, published in one way.</summary>
internal sealed class ColdStartProgram
{
    private readonly string _path;

    private ColdStartProgram(string path) => _path = path;

    public static async Task<ColdStartProgram> PublishAsync(string kind, params string[] arguments)
    {
        string root = FindRepository(AppContext.BaseDirectory);
        string artifacts = Path.Combine(root, "artifacts", "cold-start", kind);
        string folder = Path.Combine(artifacts, "app");
        using Process publish = Process.Start(
            "dotnet",
            [
                "publish", Path.Combine(root, "bench", "Amplify.ColdStart"), "-c", "Release", "-o", folder, "--artifacts-path", artifacts,
                "-v", "quiet", "--disable-build-servers", .. arguments,
            ]);
        await publish.WaitForExitAsync();
        return publish.ExitCode == 0
            ? new ColdStartProgram(Path.Combine(folder, "Amplify.ColdStart"))
            : throw new InvalidOperationException($"Publishing ended with {publish.ExitCode}.");
    }

    /// <summary>Runs the program once.</summary>
    /// <returns>The time from before the process was started until its answer was there.</returns>
    public TimeSpan Run(string mode, string argument, AwsCredentials credentials)
    {
        var start = new ProcessStartInfo(_path, [mode, argument]) { RedirectStandardOutput = true };
        start.Environment["AWS_ACCESS_KEY_ID"] = credentials.AccessKeyId;
        start.Environment["AWS_SECRET_ACCESS_KEY"] = credentials.SecretAccessKey;
        long started = Stopwatch.GetTimestamp();
        using Process process = Process.Start(start)!;
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0
            ? Stopwatch.GetElapsedTime(started, long.Parse(output, CultureInfo.InvariantCulture))
            : throw new InvalidOperationException($"{_path} {mode} ended with {process.ExitCode}.");
    }

    private static string FindRepository(string folder) =>
        File.Exists(Path.Combine(folder, "Amplify.slnx"))
            ? folder
            : FindRepository(Path.GetDirectoryName(folder) ?? throw new DirectoryNotFoundException("Amplify.slnx is in no parent folder."));
}
