using System.CommandLine;

namespace Amplify.Cli.Commands.Auth;

/// <summary>The options that answer what a user pool asks in a sign-in.</summary>
internal sealed class SignInAnswerOptions
{
    public const string Code = "--code";
    public const string NewPassword = "--new-password";
    public const string Password = "--password";
    public const string Factor = "--factor";

    private readonly Option<string?> _code = new(Code, "--answer")
    {
        Description = "The code that was sent or that the authenticator app shows, or whatever else the pool asks for.",
        HelpName = "code",
    };

    private readonly Option<string?> _newPassword = new(NewPassword)
    {
        Description = "A new password, where the one at hand is temporary.",
        HelpName = "password",
    };

    private readonly AttributeOption _attributes = new("An attribute that the pool demands with a new password. May be repeated.");

    public void AddTo(Command command)
    {
        command.Add(_code);
        command.Add(_newPassword);
        command.Add(_attributes);
    }

    public SignInAnswers Read(ParseResult arguments, string? password, string? factor)
    {
        ConfirmSignInOptions options = new();
        foreach ((string name, string value) in _attributes.Read(arguments))
        {
            options.Attributes[name] = value;
        }

        return new SignInAnswers(
            options,
            (Code, arguments.GetValue(_code)),
            (NewPassword, arguments.GetValue(_newPassword)),
            (Password, password),
            (Factor, factor));
    }
}
