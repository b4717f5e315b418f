using System.CommandLine;
using System.CommandLine.Invocation;
using Amplify.Cli.Commands.Api;
using Amplify.Cli.Commands.Auth;
using Amplify.Cli.Commands.Events;
using Amplify.Cli.Commands.GraphQL;
using Amplify.Cli.Commands.Sign;
using Amplify.Cli.Commands.Start;

namespace Amplify.Cli.Execution;

/// <summary>Turns a command line into an exit code: parses, runs, and tells errors.</summary>
internal sealed class CliRunner
{
    public const string Name = "dotnet amplify";

    private const string VerboseOption = "--verbose";

    private readonly CliContext _context;
    private readonly RootCommand _root;

    public CliRunner(CliContext context)
    {
        _context = context;
        _root = new RootCommand("The AWS Amplify API category from the command line: a local backend, REST and GraphQL calls, subscriptions, events, signatures.")
        {
            HelpName = Name,
        };
        _root.Add(new Option<bool>(VerboseOption)
        {
            Description = "Tell more on standard error: of an error its stack trace, of the local backend each request.",
            Recursive = true,
        });
        _root.Add(new StartCommand(context));
        _root.Add(new AuthCommand(context));
        _root.Add(new ApiCommand(context));
        _root.Add(new GraphQLCommand(context));
        _root.Add(new EventsCommand(context));
        _root.Add(new SignCommand(context));
        ExampleHelp.Install(_root, ["start --config-out .", "api get MyCloudApi /items", "graphql query --document '{ listEvents { items { id } } }'", "sign --help"]);
    }

    public static bool IsVerbose(ParseResult parsed) => parsed.GetValue<bool>(VerboseOption);

    public async Task<int> RunAsync(IReadOnlyList<string> arguments, CancellationToken cancellationToken)
    {
        // "@file" stands for the content of a file as a body here, not for more arguments.
        ParseResult parsed = _root.Parse(arguments, new ParserConfiguration { ResponseFileTokenReplacer = null });
        if (parsed.Action is ParseErrorAction or null)
        {
            return Refuse(parsed, UsageErrors.Of(parsed));
        }

        try
        {
            return await InvokeAsync(parsed, cancellationToken);
        }
        catch (UsageException wrong)
        {
            return Refuse(parsed, [wrong.Message]);
        }
#pragma warning disable CA1031 // The outermost frame: whatever went wrong becomes a message and an exit code.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            return Tell(parsed, failure, cancellationToken);
        }
    }

    private async Task<int> InvokeAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        InvocationConfiguration invocation = new()
        {
            Output = _context.Out,
            Error = _context.Error,
            EnableDefaultExceptionHandler = false,

            // Program handles signals, so that a command can end in its own way.
            ProcessTerminationTimeout = null,
        };
        int code = await parsed.InvokeAsync(invocation, cancellationToken);
        await _context.Out.FlushAsync(CancellationToken.None);
        return code;
    }

    private int Refuse(ParseResult parsed, IEnumerable<string> errors)
    {
        foreach (string error in errors)
        {
            _context.Error.WriteLine(error);
        }

        string path = parsed.CommandResult.Command is RootCommand ? "" : " " + CommandPath.Of(parsed.CommandResult);
        _context.Error.WriteLine($"See '{Name}{path} --help'.");
        return ExitCode.WrongUsage;
    }

    private int Tell(ParseResult parsed, Exception failure, CancellationToken cancellationToken)
    {
        string message = failure switch
        {
            OperationCanceledException when cancellationToken.IsCancellationRequested => "Cancelled.",
            CommandFailedException or AmplifyException or IOException or UnauthorizedAccessException => ErrorText.Of(failure),
            _ => $"Unexpected error ({failure.GetType().Name}): {ErrorText.Of(failure)}",
        };
        _context.Error.WriteLine(message);
        if (IsVerbose(parsed))
        {
            _context.Error.WriteLine(failure);
        }

        return ExitCode.Failed;
    }
}
