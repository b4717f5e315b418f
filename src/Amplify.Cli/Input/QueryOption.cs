using System.CommandLine;

namespace Amplify.Cli.Input;

/// <summary><c>--query name=value</c>, as often as needed.</summary>
internal sealed class QueryOption : Option<string[]>
{
    public QueryOption()
        : base("--query", "-q")
    {
        Description = "A query parameter, not encoded. May be repeated, also with the same name.";
        HelpName = "name=value";
        Arity = ArgumentArity.OneOrMore;
        Validators.Add(static result =>
        {
            if (result.Tokens.Any(static token => token.Value.IndexOf('=', StringComparison.Ordinal) <= 0))
            {
                result.AddError("--query: a parameter is written name=value.");
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
