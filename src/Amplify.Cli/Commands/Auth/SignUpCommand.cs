using System.CommandLine;
using Amplify.Cli.Execution;

namespace Amplify.Cli.Commands.Auth;

/// <summary><c>auth sign-up</c>: a new user.</summary>
internal sealed class SignUpCommand : AuthOperationCommand
{
    private readonly UserOption _username = UserOption.Username();
    private readonly UserOption _password = UserOption.Password();
    private readonly AttributeOption _attributes = new();

    public SignUpCommand(CliContext context)
        : base(context, "sign-up", "Sign a new user up.")
    {
        Add(_username);
        Add(_password);
        Add(_attributes);
        AddCommonOptions();
    }

    public override IReadOnlyList<string> Examples { get; } =
        ["auth sign-up --username jane --password 'Tr0ub4dor&3' --attribute email=jane@example.com --json"];

    protected override async Task RunAsync(AmplifyAuth auth, ParseResult arguments, CancellationToken cancellationToken)
    {
        SignUpOptions options = new();
        foreach ((string name, string value) in _attributes.Read(arguments))
        {
            options.Attributes[name] = value;
        }

        string username = arguments.GetRequiredValue(_username);
        SignUpStep step = await auth.SignUpAsync(username, arguments.GetRequiredValue(_password), options, cancellationToken);
        await SignUpWriter.WriteAsync(Context, username, step, IsJson(arguments), cancellationToken);
    }
}
