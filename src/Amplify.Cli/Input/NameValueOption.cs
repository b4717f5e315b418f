using System.CommandLine;

namespace Amplify.Cli.Input;

/// <summary>An option whose values are written <c>name=value</c>, as often as needed.</summary>
internal abstract class NameValueOption : Option<string[]>
{
    /// <param name="name">The option.</param>
    /// <param name="what">What a message calls one of them, such as <c>a parameter</c>.</param>
    /// <param name="aliases">Other names of the option.</param>
    protected NameValueOption(string name, string what, params string[] aliases)
        : base(name, aliases)
    {
        HelpName = "name=value";
        Arity = ArgumentArity.OneOrMore;
        Validators.Add(result =>
        {
            if (result.Tokens.Any(static token => token.Value.IndexOf('=', StringComparison.Ordinal) <= 0))
            {
                result.AddError($"{Name}: {what} is written name=value.");
            }
        });
    }

    public IEnumerable<KeyValuePair<string, string>> Read(ParseResult arguments)
    {
        foreach (string text in arguments.GetValue(this) ?? [])
        {
            int equals = text.IndexOf('=', StringComparison.Ordinal);
            yield return new(text[..equals], text[(equals + 1)..]);
        }
    }
}
