using System.CommandLine;

namespace Amplify.Cli.Commands.Auth;

/// <summary>A text that a command of a user cannot do without.</summary>
internal sealed class UserOption : Option<string>
{
    public UserOption(string name, string description, params string[] aliases)
        : base(name, aliases)
    {
        Description = description;
        HelpName = name.TrimStart('-');
        Required = true;
        Validators.Add(result =>
        {
            if (result.Tokens is [{ Value: "" }])
            {
                result.AddError($"{Name} is empty.");
            }
        });
    }

    public static UserOption Username() => new("--username", "The user name, or an alias of it such as the e-mail address.", "-u");
}
