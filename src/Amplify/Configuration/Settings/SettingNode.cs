namespace Amplify.Configuration.Settings;

/// <summary>A value as a configuration source has it. All sources, JavaScript, JSON and <c>IConfiguration</c>, become a tree of these.</summary>
internal abstract class SettingNode(int? line)
{
    public int? Line => line;

    /// <summary>Names the value for a message: at full length only where it is certain not to be long.</summary>
    public abstract string Describe(bool isSecret);
}

internal sealed class ObjectNode(int? line) : SettingNode(line)
{
    public OrderedDictionary<string, SettingNode> Members { get; } = new(StringComparer.Ordinal);

    public override string Describe(bool isSecret) => "an object";
}

internal sealed class ArrayNode(int? line) : SettingNode(line)
{
    public List<SettingNode> Items { get; } = [];

    public override string Describe(bool isSecret) => "an array";
}

internal sealed class StringNode(string value, int? line) : SettingNode(line)
{
    private const int MaxQuoted = 100;

    public string Value => value;

    public override string Describe(bool isSecret)
    {
        if (isSecret)
        {
            return "a string that is not repeated here";
        }

        // A lost backtick swallows the lines that follow, and what secrets they have.
        if (value.AsSpan().ContainsAny('\n', '\r'))
        {
            return "a text of several lines";
        }

        string start = value.Length <= MaxQuoted ? value : value[..MaxQuoted] + "…";
        return '"' + string.Concat(start.Select(character => char.IsControl(character) ? '\uFFFD' : character)) + '"';
    }
}

internal sealed class NumberNode(string text, double value, int? line) : SettingNode(line)
{
    /// <summary>Gets the number as the source writes it.</summary>
    public string Text => text;

    public double Value => value;

    public override string Describe(bool isSecret) => isSecret ? "a number" : $"the number {text}";
}

internal sealed class BooleanNode(bool value, int? line) : SettingNode(line)
{
    public bool Value => value;

    public override string Describe(bool isSecret) => value ? "true" : "false";
}

internal sealed class NullNode(int? line) : SettingNode(line)
{
    public override string Describe(bool isSecret) => "null";
}
