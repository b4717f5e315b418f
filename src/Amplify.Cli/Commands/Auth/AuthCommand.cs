using Amplify.Cli.Execution;

namespace Amplify.Cli.Commands.Auth;

/// <summary><c>auth</c>: users of a user pool.</summary>
internal sealed class AuthCommand : CliCommand
{
    public AuthCommand(CliContext context)
        : base("auth", "Sign users up, in and out. Other commands call as the user who is signed in.")
    {
        Add(new SignUpCommand(context));
        Add(new ConfirmCommand(context));
        Add(new SignInCommand(context));
        Add(new ConfirmSignInCommand(context));
        Add(new SessionCommand(context));
        Add(new SignOutCommand(context));
    }

    public override IReadOnlyList<string> Examples { get; } =
    [
        "auth sign-up --username jane --password 'Tr0ub4dor&3' --attribute email=jane@example.com",
        "auth confirm --username jane --code 123456",
        "auth sign-in --username jane --password 'Tr0ub4dor&3'",
        "auth session --json",
        "auth sign-out",
    ];
}
