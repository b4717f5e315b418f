using System.CommandLine;
using Amplify.Cli.Execution;

namespace Amplify.Cli.Commands.Auth;

/// <summary><c>auth sign-out</c>: forgets the session, and has its refresh token revoked.</summary>
internal sealed class SignOutCommand : AuthOperationCommand
{
    private readonly Option<bool> _global = new("--global") { Description = "End all sessions of the user, on other devices too." };

    public SignOutCommand(CliContext context)
        : base(context, "sign-out", "Sign the user out.")
    {
        Add(_global);
        AddCommonOptions();
    }

    public override IReadOnlyList<string> Examples { get; } = ["auth sign-out --json", "auth sign-out --global"];

    protected override async Task RunAsync(AmplifyAuth auth, ParseResult arguments, CancellationToken cancellationToken)
    {
        await auth.SignOutAsync(arguments.GetValue(_global), cancellationToken);
        if (IsJson(arguments))
        {
            await JsonOutput.WriteLineAsync(
                Context,
                static json =>
                {
                    json.WriteStartObject();
                    json.WriteBoolean("signedIn", false);
                    json.WriteEndObject();
                },
                cancellationToken);
            return;
        }

        await Context.Out.WriteLineAsync("Signed out.");
    }
}
