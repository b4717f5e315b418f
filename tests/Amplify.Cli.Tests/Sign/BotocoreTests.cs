using System.Diagnostics;
using System.Text.Json;
using Amplify.Cli.Tests.Running;

namespace Amplify.Cli.Tests.Sign;

/// <summary>The Python SDK's signer as an oracle, where it is installed.</summary>
public sealed class BotocoreTests
{
    private const int Count = 400;

    [Fact]
    public async Task Batch_WellFormedRequests_AgreeWithBotocore()
    {
        (int imported, _, _) = await PythonAsync(["-c", "import botocore.auth"], "");
        Assert.SkipUnless(imported == 0, "python3 with botocore is not installed.");
        string[] lines = [.. WellFormedRequests.Lines(Count, seed: 4)];
        string input = string.Join('\n', lines) + "\n";
        CliTerminal terminal = new();
        terminal.SetInput(input);

        CliResult ours = await terminal.RunAsync("sign", "--batch");
        (int exitCode, string output, string error) = await PythonAsync([Path.Combine(AppContext.BaseDirectory, "botocore-oracle.py")], input);

        Assert.True(exitCode == 0, error);
        string[] theirs = output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(Count, theirs.Length);
        Assert.All(
            lines.Zip(ours.JsonLines, theirs),
            request => Assert.True(request.Third == Signature(request.Second), $"{request.First}\n{request.Second}"));
    }

    private static string? Signature(JsonElement result) => result.GetProperty("signature").GetString();

    private static async Task<(int ExitCode, string Output, string Error)> PythonAsync(string[] arguments, string input)
    {
        CancellationToken cancellation = TestContext.Current.CancellationToken;
        ProcessStartInfo start = new("python3", arguments) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        try
        {
            using Process python = Process.Start(start)!;
            Task<string> output = python.StandardOutput.ReadToEndAsync(cancellation);
            Task<string> error = python.StandardError.ReadToEndAsync(cancellation);
            await python.StandardInput.WriteAsync(input.AsMemory(), cancellation);
            python.StandardInput.Close();
            await python.WaitForExitAsync(cancellation);
            return (python.ExitCode, await output, await error);
        }
        catch (System.ComponentModel.Win32Exception missing)
        {
            return (-1, "", missing.Message);
        }
    }
}
