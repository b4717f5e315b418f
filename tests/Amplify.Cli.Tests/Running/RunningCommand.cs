using System.IO.Pipelines;

namespace Amplify.Cli.Tests.Running;

/// <summary>A command that runs on in this process, with a stop switch. What it prints can be read as it comes.</summary>
public sealed class RunningCommand : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
    private readonly Pipe _output = new();
    private readonly Pipe _error = new();
    private readonly StreamReader _outputReader;
    private readonly StreamReader _errorReader;
    private readonly StringWriter _errorSoFar = new();
    private readonly Task<int> _run;

    public RunningCommand(CliTerminal terminal, params string[] arguments)
    {
        _outputReader = new StreamReader(_output.Reader.AsStream());
        _errorReader = new StreamReader(_error.Reader.AsStream());
        _run = RunAsync(terminal, arguments);
    }

    /// <summary>Reads the next line of standard output.</summary>
    public async Task<string> ReadLineAsync() => await _outputReader.ReadLineAsync(TestContext.Current.CancellationToken)
        ?? throw new InvalidOperationException($"The command ended with {await _run}: {await ReadErrorToEndAsync()}");

    /// <summary>Reads standard error until a line has the text.</summary>
    public async Task<string> ReadErrorUntilAsync(string text)
    {
        while (await _errorReader.ReadLineAsync(TestContext.Current.CancellationToken) is { } line)
        {
            await _errorSoFar.WriteLineAsync(line);
            if (line.Contains(text, StringComparison.Ordinal))
            {
                return line;
            }
        }

        throw new InvalidOperationException($"The command ended with {await _run} and never said '{text}': {_errorSoFar}");
    }

    /// <summary>Presses Ctrl+C.</summary>
    public async Task<(int ExitCode, string Output, string Error)> StopAsync()
    {
        await _stop.CancelAsync();
        return await EndAsync();
    }

    /// <summary>Waits for the end, and gives the output that was not read yet and all of standard error.</summary>
    public async Task<(int ExitCode, string Output, string Error)> EndAsync()
    {
        int exitCode = await _run;
        return (exitCode, await _outputReader.ReadToEndAsync(TestContext.Current.CancellationToken), await ReadErrorToEndAsync());
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _run;
        _stop.Dispose();
        await _errorSoFar.DisposeAsync();
    }

    private async Task<string> ReadErrorToEndAsync()
    {
        await _errorSoFar.WriteAsync(await _errorReader.ReadToEndAsync(TestContext.Current.CancellationToken));
        return _errorSoFar.ToString();
    }

    private async Task<int> RunAsync(CliTerminal terminal, string[] arguments)
    {
        await using StreamWriter error = new(_error.Writer.AsStream()) { AutoFlush = true };
        int exitCode = await terminal.RunAsync(_output.Writer.AsStream(), error, _stop.Token, arguments);
        await _output.Writer.CompleteAsync();
        return exitCode;
    }
}
