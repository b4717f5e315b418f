using System.CommandLine;
using System.Globalization;

namespace Amplify.Cli.Input;

/// <summary><c>--take N</c>: how many messages to print.</summary>
internal sealed class TakeOption : Option<int>
{
    public TakeOption()
        : base("--take", "-n")
    {
        Description = "End after this many messages. Default: Ctrl+C ends it.";
        HelpName = "number";
        Validators.Add(static result =>
        {
            // What is no number at all is told by the parser.
            if (int.TryParse(result.Tokens[0].Value, CultureInfo.InvariantCulture, out int number) && number < 1)
            {
                result.AddError("--take is a number from 1 on.");
            }
        });
    }

    /// <summary>Gives the number, or <see langword="null"/> for all that come.</summary>
    public int? Read(ParseResult arguments) => arguments.GetResult(this) is null ? null : arguments.GetValue(this);
}
