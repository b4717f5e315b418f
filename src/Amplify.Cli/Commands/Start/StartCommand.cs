using System.CommandLine;
using Amplify.Cli.Execution;
using Amplify.Cli.Input;
using Amplify.Local;

namespace Amplify.Cli.Commands.Start;

/// <summary><c>start</c>: the local backend, until it is told to stop.</summary>
internal sealed class StartCommand : CliCommand
{
    private readonly CliContext _context;
    private readonly NumberOption _port = new("--port", 0, ushort.MaxValue, "-p") { Description = "The port on 127.0.0.1. Default: any free one." };

    private readonly Option<string?> _data = new("--data")
    {
        Description = "A file that keeps items, events, users, identities and keys from one start to the next. Default: memory.",
        HelpName = "file",
    };

    private readonly Option<string?> _configOut = new("--config-out")
    {
        Description = "A folder to write aws-exports.js and amplify_outputs.json to.",
        HelpName = "folder",
    };

    private readonly Option<string?> _codesOut = new("--codes-out")
    {
        Description = "A file to append each confirmation code of the user pool to, as a line of JSON. They are told on standard error too.",
        HelpName = "file",
    };

    private readonly Option<bool> _tls = new("--tls")
    {
        Description = "Serve https and wss, with a certificate that is made at the start. The file to trust is named.",
    };

    private readonly Option<bool> _json = new("--json")
    {
        Description = "Print one line of JSON when ready, with the endpoints and API keys.",
    };

    public StartCommand(CliContext context)
        : base("start", "Start a local backend: REST APIs, a GraphQL API, a Lambda function, a user pool and an identity pool on this machine, until Ctrl+C.")
    {
        _context = context;
        Add(_port);
        Add(_data);
        Add(_configOut);
        Add(_codesOut);
        Add(_tls);
        Add(_json);
        SetAction(RunAsync);
    }

    public override IReadOnlyList<string> Examples { get; } =
    [
        "start --config-out .",
        "start --port 4000 --data backend.db --json",
        "start --codes-out codes.jsonl",
        "start --tls --config-out .",
    ];

    private async Task<int> RunAsync(ParseResult arguments, CancellationToken cancellationToken)
    {
        try
        {
            await ServeAsync(arguments, cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // Told to stop before it was ready: that is no failure either.
        }

        await _context.Error.WriteLineAsync("Stopped.");
        return ExitCode.Done;
    }

    private async Task ServeAsync(ParseResult arguments, CancellationToken cancellationToken)
    {
        using ErrorStreamLogging logging = new(_context.Error, CliRunner.IsVerbose(arguments));
        await using LocalBackend backend = await StartBackendAsync(arguments, logging, cancellationToken);
        if (arguments.GetValue(_configOut) is { } folder)
        {
            await backend.WriteConfigurationAsync(_context.FullPath(folder), cancellationToken);
            await _context.Error.WriteLineAsync($"Wrote aws-exports.js and amplify_outputs.json to {_context.FullPath(folder)}.");
        }

        await AnnounceAsync(backend, arguments.GetValue(_json), cancellationToken);
        await UntilStoppedAsync(cancellationToken);
    }

    private Task<LocalBackend> StartBackendAsync(
        ParseResult arguments, ErrorStreamLogging logging, CancellationToken cancellationToken) => LocalBackend.StartAsync(
        new LocalBackendOptions
        {
            Port = arguments.GetValue(_port) ?? 0,
            Tls = arguments.GetValue(_tls),
            DataFile = arguments.GetValue(_data) is { } file ? _context.FullPath(file) : null,
            UserPool = new LocalUserPoolOptions
            {
                CodeSent = arguments.GetValue(_codesOut) is { } codes ? new CodesFile(_context.FullPath(codes)).Add : null,
            },
            TimeProvider = _context.TimeProvider,
            LoggerFactory = logging,
        },
        cancellationToken);

    private async Task AnnounceAsync(LocalBackend backend, bool asJson, CancellationToken cancellationToken)
    {
        if (asJson)
        {
            await JsonOutput.WriteLineAsync(_context, json => ReadyMessage.WriteJson(json, backend), cancellationToken);
            return;
        }

        await ReadyMessage.WriteTextAsync(_context.Out, backend);
        await _context.Out.FlushAsync(cancellationToken);
        await _context.Error.WriteLineAsync("Ready. Press Ctrl+C to stop.");
    }

    private static async Task UntilStoppedAsync(CancellationToken cancellationToken)
    {
        TaskCompletionSource stopped = new(TaskCreationOptions.RunContinuationsAsynchronously);
        await using CancellationTokenRegistration registration = cancellationToken.UnsafeRegister(_ => stopped.TrySetResult(), null);
        await stopped.Task;
    }
}
