using System.CommandLine;
using Amplify.Cli.Execution;

namespace Amplify.Cli.Commands.Auth;

/// <summary><c>auth confirm</c>: a sign-up, with the code that was sent.</summary>
internal sealed class ConfirmCommand : AuthOperationCommand
{
    private readonly UserOption _username = UserOption.Username();
    private readonly UserOption _code = new("--code", "The code that was sent.");

    public ConfirmCommand(CliContext context)
        : base(context, "confirm", "Confirm a sign-up with the code that was sent.")
    {
        Add(_username);
        Add(_code);
        AddCommonOptions();
    }

    public override IReadOnlyList<string> Examples { get; } = ["auth confirm --username jane --code 123456"];

    protected override async Task RunAsync(AmplifyAuth auth, ParseResult arguments, CancellationToken cancellationToken)
    {
        string username = arguments.GetRequiredValue(_username);
        SignUpStep step = await auth.ConfirmSignUpAsync(username, arguments.GetRequiredValue(_code), cancellationToken: cancellationToken);
        await SignUpWriter.WriteAsync(Context, username, step, IsJson(arguments), cancellationToken);
    }
}
