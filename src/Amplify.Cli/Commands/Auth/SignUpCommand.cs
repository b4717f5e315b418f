using System.CommandLine;
using Amplify.Cli.Execution;

namespace Amplify.Cli.Commands.Auth;

/// <summary><c>auth sign-up</c>: a new user.</summary>
internal sealed class SignUpCommand : AuthOperationCommand
{
    private readonly UserOption _username = UserOption.Username();
    private readonly PasswordOption _password = new();
    private readonly AttributeOption _attributes = new("An attribute of the user, such as email=jane@example.com. May be repeated.");

    public SignUpCommand(CliContext context)
        : base(context, "sign-up", "Sign a new user up.")
    {
        Add(_username);
        _password.AddTo(this, context, static _ => true);
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
        string password = await _password.ReadAsync(arguments, Context, cancellationToken);
        SignUpStep step = await auth.SignUpAsync(username, password, options, cancellationToken);
        await SignUpWriter.WriteAsync(Context, username, step, IsJson(arguments), cancellationToken);
    }
}
