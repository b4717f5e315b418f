namespace Amplify.Cli.Input;

/// <summary><c>--query name=value</c>, as often as needed.</summary>
internal sealed class QueryOption : NameValueOption
{
    public QueryOption()
        : base("--query", "a parameter", "-q") =>
        Description = "A query parameter, not encoded. May be repeated, also with the same name.";
}
