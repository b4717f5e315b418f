using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

namespace Amplify.Cli.Input;

/// <summary>An option whose value is a whole number within bounds.</summary>
internal sealed class NumberOption : Option<int?>
{
    private readonly int _from;
    private readonly int? _to;

    /// <param name="name">The name.</param>
    /// <param name="from">The smallest number.</param>
    /// <param name="to">The largest number, where there is one.</param>
    /// <param name="aliases">Other names.</param>
    public NumberOption(string name, int from, int? to, params string[] aliases)
        : base(name, aliases)
    {
        (_from, _to) = (from, to);
        HelpName = "number";
        CustomParser = Parse;
    }

    public static NumberOption Take() => new("--take", 1, null, "-n") { Description = "End after this many messages. Default: Ctrl+C ends it." };

    private int? Parse(ArgumentResult result)
    {
        if (int.TryParse(result.Tokens[0].Value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int number)
            && number >= _from && number <= (_to ?? int.MaxValue))
        {
            return number;
        }

        result.AddError($"{Name} is a number from {_from} {(_to is { } to ? $"to {to}" : "on")}.");
        return null;
    }
}
