using System.Runtime.InteropServices;
using Amplify.Cli.Execution;

namespace Amplify.Cli;

/// <summary>The process: its streams, its environment and its signals.</summary>
internal static class Program
{
    private static async Task<int> Main(string[] arguments)
    {
        using CancellationTokenSource stop = new();
        using PosixSignalRegistration interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, OnSignal);
        using PosixSignalRegistration terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, OnSignal);
        CliContext context = new()
        {
            Input = Console.OpenStandardInput(),
            Output = Console.OpenStandardOutput(),
            Error = Console.Error,
            Environment = Environment.GetEnvironmentVariable,
            WorkingDirectory = Environment.CurrentDirectory,
            DataDirectory = Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData), "amplify-dotnet"),
            TimeProvider = TimeProvider.System,
        };
        return await new CliRunner(context).RunAsync(arguments, stop.Token);

        void OnSignal(PosixSignalContext signal)
        {
            // The second signal ends the process at once, as it would without a handler.
            signal.Cancel = !stop.IsCancellationRequested;
            stop.Cancel();
        }
    }
}
