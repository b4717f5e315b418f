using System.Diagnostics;
using Amplify.Local.Tests.Support;
using Amplify.Signing;

namespace Amplify.Local.Tests.Interop;

/// <summary>Runs the <c>aws</c> program, with nothing of this machine's own configuration.</summary>
internal static class AwsCommandLine
{
    public static bool IsPresent { get; } = (Environment.GetEnvironmentVariable("PATH") ?? "")
        .Split(Path.PathSeparator)
        .Any(directory => File.Exists(Path.Combine(directory, "aws")));

    public static async Task<(int ExitCode, string Output, string Error)> RunAsync(AwsCredentials? credentials, params string[] arguments)
    {
        var start = new ProcessStartInfo("aws", arguments) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["AWS_CONFIG_FILE"] = "/dev/null";
        start.Environment["AWS_SHARED_CREDENTIALS_FILE"] = "/dev/null";
        start.Environment["AWS_EC2_METADATA_DISABLED"] = "true";
        start.Environment["AWS_MAX_ATTEMPTS"] = "1";
        start.Environment["AWS_PAGER"] = "";
        start.Environment["NO_PROXY"] = "127.0.0.1";
        start.Environment["AWS_ACCESS_KEY_ID"] = credentials?.AccessKeyId;
        start.Environment["AWS_SECRET_ACCESS_KEY"] = credentials?.SecretAccessKey;
        start.Environment["AWS_SESSION_TOKEN"] = credentials?.SessionToken;
        using Process process = Process.Start(start)!;
        try
        {
            process.StandardInput.Close();
            Task<string> output = process.StandardOutput.ReadToEndAsync(Harness.Cancellation);
            Task<string> error = process.StandardError.ReadToEndAsync(Harness.Cancellation);
            await process.WaitForExitAsync(Harness.Cancellation);
            return (process.ExitCode, await output, await error);
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }
        }
    }
}
