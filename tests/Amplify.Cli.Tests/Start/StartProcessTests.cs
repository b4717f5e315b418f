using System.Globalization;
using System.Text.Json;
using Amplify.Cli.Tests.Running;

namespace Amplify.Cli.Tests.Start;

/// <summary>The tool as a process: what shells and scripts see.</summary>
public sealed class StartProcessTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("TERM")]
    [InlineData("INT")]
    public async Task Start_Process_ServesAndEndsWith0OnASignal(string signal)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no signals to send to another process.");
        Assert.SkipWhen(signal == "INT" && IsInterruptIgnored(), "The tests run in the background of a shell, which makes children ignore SIGINT.");
        CancellationToken cancellation = TestContext.Current.CancellationToken;
        using ChildProcess start = ChildProcess.Start("Amplify.Cli", _folder.FullPath, "start", "--json", "--config-out", ".");

        JsonElement ready = JsonElement.Parse((await start.Output.ReadLineAsync(cancellation))!);
        using ChildProcess call = ChildProcess.Start("Amplify.Cli", _folder.FullPath, "api", "get", "MyCloudApi", "/items");
        string items = await call.Output.ReadToEndAsync(cancellation);
        (int called, string callError) = await call.EndAsync(cancellation);
        await start.SignalAsync(signal, cancellation);
        string more = await start.Output.ReadToEndAsync(cancellation);
        (int stopped, string log) = await start.EndAsync(cancellation);

        Assert.True(ready.GetProperty("ready").GetBoolean());
        Assert.Equal((0, ""), (called, callError));
        Assert.True(JsonElement.Parse(items).TryGetProperty("items", out _));
        Assert.Equal((0, ""), (stopped, more));
        Assert.Contains("Stopped", log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_Process_SameSignalTwiceAtOnce_EndsWith0AsOnOne()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no signals to send to another process.");
        CancellationToken cancellation = TestContext.Current.CancellationToken;
        using ChildProcess start = ChildProcess.Start("Amplify.Cli", _folder.FullPath, "start", "--json");
        await start.Output.ReadLineAsync(cancellation);

        await Task.WhenAll(start.SignalAsync("TERM", cancellation), start.SignalAsync("TERM", cancellation));
        (int exitCode, string log) = await start.EndAsync(cancellation);

        Assert.Equal(0, exitCode);
        Assert.Contains("Stopped", log, StringComparison.Ordinal);
    }

    private static bool IsInterruptIgnored()
    {
        const string Status = "/proc/self/status";
        const string Ignored = "SigIgn:";
        const ulong Interrupt = 1UL << 1;
        return File.Exists(Status) && File.ReadLines(Status)
            .Where(static line => line.StartsWith(Ignored, StringComparison.Ordinal))
            .Any(static line => (ulong.Parse(line[Ignored.Length..].Trim(), NumberStyles.HexNumber, CultureInfo.InvariantCulture) & Interrupt) != 0);
    }
}
