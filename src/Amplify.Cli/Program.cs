using System.Runtime.InteropServices;
using Amplify.Cli.Execution;

namespace Amplify.Cli;

/// <summary>The process: its streams, its environment and its signals.</summary>
internal static class Program
{
    // "timeout" sends a signal to its command and to the command's group: that is one signal, twice.
    private static readonly TimeSpan SameSignal = TimeSpan.FromSeconds(1);

    private static async Task<int> Main(string[] arguments)
    {
        long firstSignal = 0;
        using CancellationTokenSource stop = new();
        using PosixSignalRegistration interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, OnSignal);
        using PosixSignalRegistration terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, OnSignal);
        CliContext context = new()
        {
            Input = Console.OpenStandardInput(),
            Output = Console.OpenStandardOutput(),
            Error = Console.Error,
            Terminal = Console.IsInputRedirected ? null : new ConsoleTerminal(),
            Environment = Environment.GetEnvironmentVariable,
            WorkingDirectory = Environment.CurrentDirectory,
            DataDirectory = Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData), "amplify-dotnet"),
            TimeProvider = TimeProvider.System,
        };
        return await new CliRunner(context).RunAsync(arguments, stop.Token);

        void OnSignal(PosixSignalContext signal)
        {
            // The second signal ends the process at once, as it would without a handler.
            long now = TimeProvider.System.GetTimestamp();
            long first = Interlocked.CompareExchange(ref firstSignal, now, 0);
            signal.Cancel = first == 0 || TimeProvider.System.GetElapsedTime(first, now) < SameSignal;
            stop.Cancel();
        }
    }
}
