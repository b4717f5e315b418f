using System.CommandLine;
using System.CommandLine.Parsing;
using Amplify.Cli.Execution;

namespace Amplify.Cli.Commands.Auth;

/// <summary><c>--password</c>, else what a person at the terminal enters unseen.</summary>
internal sealed class PasswordOption : Option<string?>
{
    public PasswordOption()
        : base(SignInAnswerOptions.Password, "-p")
    {
        Description = "The password. Default: asked for, at a terminal.";
        HelpName = "password";
        Validators.Add(result =>
        {
            if (result.Tokens is [{ Value: "" }])
            {
                result.AddError($"{Name} is empty.");
            }
        });
    }

    /// <summary>Adds the option to a command that needs it where nobody can be asked.</summary>
    /// <param name="command">The command.</param>
    /// <param name="context">The surroundings.</param>
    /// <param name="isNeeded">Whether the command needs a password, with the options that it was given.</param>
    public void AddTo(Command command, CliContext context, Predicate<CommandResult> isNeeded)
    {
        command.Add(this);
        command.Validators.Add(result =>
        {
            if (context.Terminal is null && result.GetResult(this) is null && isNeeded(result))
            {
                result.AddError($"Option '{Name}' is required.");
            }
        });
    }

    /// <exception cref="CommandFailedException">There is none.</exception>
    public async Task<string> ReadAsync(ParseResult arguments, CliContext context, CancellationToken cancellationToken)
    {
        string? password = arguments.GetValue(this);
        if (password is null && context.Terminal is { } terminal)
        {
            password = await terminal.AskAsync("Password", isSecret: true, cancellationToken);
        }

        return password ?? throw new CommandFailedException("No password was given.");
    }
}
