using System.CommandLine;
using Amplify.Cli.Execution;

namespace Amplify.Cli.Commands.Auth;

/// <summary><c>auth session</c>: who is signed in, with tokens that are valid now.</summary>
internal sealed class SessionCommand : AuthOperationCommand
{
    private readonly Option<bool> _refresh = new("--refresh") { Description = "Get new tokens although those at hand are good." };

    public SessionCommand(CliContext context)
        : base(context, "session", "Tell who is signed in. With --json the tokens too, renewed if need be.")
    {
        Add(_refresh);
        AddCommonOptions();
    }

    public override IReadOnlyList<string> Examples { get; } = ["auth session --json"];

    protected override async Task RunAsync(AmplifyAuth auth, ParseResult arguments, CancellationToken cancellationToken)
    {
        AuthSession session = await auth.GetSessionAsync(arguments.GetValue(_refresh), cancellationToken);
        await SessionWriter.WriteAsync(Context, session, IsJson(arguments), cancellationToken);
    }
}
