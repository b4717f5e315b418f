using System.CommandLine;
using System.CommandLine.Parsing;

namespace Amplify.Cli.Input;

/// <summary>An option whose value is one of a few names, whatever their case.</summary>
internal class ChoiceOption<TChoice> : Option<TChoice?>
    where TChoice : struct
{
    private readonly Dictionary<string, TChoice> _choices = new(StringComparer.OrdinalIgnoreCase);

    public ChoiceOption(string name, params ReadOnlySpan<(string Name, TChoice Value)> choices)
        : base(name)
    {
        foreach ((string choice, TChoice value) in choices)
        {
            _choices.Add(choice, value);
        }

        CustomParser = Parse;
    }

    /// <summary>Gets the names as a list to read.</summary>
    protected string Names => string.Join(", ", _choices.Keys);

    private TChoice? Parse(ArgumentResult result)
    {
        if (_choices.TryGetValue(result.Tokens[0].Value, out TChoice choice))
        {
            return choice;
        }

        result.AddError($"{Name} is one of {Names}.");
        return null;
    }
}
