using System.CommandLine;

namespace Amplify.Cli.Input;

/// <summary><c>--header "Name: value"</c>, as often as needed.</summary>
internal sealed class HeaderOption : Option<string[]>
{
    public HeaderOption(string description)
        : base("--header", "-H")
    {
        Description = description;
        HelpName = "name: value";
        Arity = ArgumentArity.OneOrMore;
        Validators.Add(static result =>
        {
            foreach (string text in result.Tokens.Select(static token => token.Value))
            {
                try
                {
                    _ = HeaderLine.Parse(text);
                }
                catch (FormatException wrong)
                {
                    result.AddError($"--header: {wrong.Message}");
                }
            }
        });
    }

    public IEnumerable<KeyValuePair<string, string>> Read(ParseResult arguments) =>
        (arguments.GetValue(this) ?? []).Select(HeaderLine.Parse);

    /// <summary>Adds the headers to those of a call. One that was given twice goes out as a list.</summary>
    public void AddTo(IDictionary<string, string?> headers, ParseResult arguments)
    {
        foreach ((string name, string value) in Read(arguments))
        {
            headers[name] = headers.TryGetValue(name, out string? earlier) ? $"{earlier}, {value}" : value;
        }
    }
}
