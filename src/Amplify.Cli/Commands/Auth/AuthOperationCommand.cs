using System.CommandLine;
using Amplify.Cli.Execution;

namespace Amplify.Cli.Commands.Auth;

/// <summary>One of the commands of <c>auth</c>: which user pool, and how the result is printed.</summary>
internal abstract class AuthOperationCommand : CliCommand
{
    private readonly UserPoolOptions _pool = new();
    private readonly Option<bool> _json = new("--json") { Description = "Print the result as JSON on one line." };

    protected AuthOperationCommand(CliContext context, string name, string description)
        : base(name, description)
    {
        Context = context;
        SetAction(RunAsync);
    }

    protected CliContext Context { get; }

    /// <summary>Adds the options that all have, after those of its own.</summary>
    protected void AddCommonOptions()
    {
        _pool.AddTo(this);
        Add(_json);
    }

    protected bool IsJson(ParseResult arguments) => arguments.GetValue(_json);

    protected abstract Task RunAsync(AmplifyAuth auth, ParseResult arguments, CancellationToken cancellationToken);

    private async Task<int> RunAsync(ParseResult arguments, CancellationToken cancellationToken)
    {
        await using CommandClient client = new(Context, _pool.Read(arguments, Context), credentials: null);
        await RunAsync(client.Amplify.Auth, arguments, cancellationToken);
        return ExitCode.Done;
    }
}
