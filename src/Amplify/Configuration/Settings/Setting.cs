using System.Globalization;
using Amplify.Configuration.JavaScript;

namespace Amplify.Configuration.Settings;

/// <summary>A setting: its key, its value if there is one, and typed reading that tells what is wrong and where.</summary>
/// <param name="source">Where it is from.</param>
/// <param name="key">Its full key.</param>
/// <param name="node">Its value, or <see langword="null"/> when it is missing.</param>
/// <param name="line">Its line, or that of the object it is missing in.</param>
internal sealed class Setting(SettingSource source, string key, SettingNode? node, int? line)
{
    public string Key => key;

    public int? Line => line;

    /// <summary>Gets whether there is a value. Null and "" are none: tools and templates write them where nothing is configured.</summary>
    public bool IsSet => node is not (null or NullNode or StringNode { Value: "" });

    public bool IsObject => node is ObjectNode;

    /// <summary>Gets whether the members are named 0, 1, 2: the form that arrays have in <c>IConfiguration</c>.</summary>
    public bool IsList => node is ObjectNode container && container.Members.Keys.All(name => name.All(char.IsAsciiDigit));

    // By its key; or by what it says, for it may be a key in the wrong place, or one that lost its quotes to its neighbour.
    private bool IsSecret =>
        NamesApiKey(key)
        || key.Contains("headers", StringComparison.OrdinalIgnoreCase)
        || (node is StringNode { Value: string value } && (NamesApiKey(value) || value.Contains("da2-", StringComparison.Ordinal) || value.Contains('@')));

    /// <summary>Gets a member; its name is taken as it is, else in any case, as <c>IConfiguration</c> does.</summary>
    public Setting this[string name]
    {
        get
        {
            if (!IsSet)
            {
                return new Setting(source, source.Join(key, name), null, line);
            }

            ObjectNode container = node as ObjectNode ?? throw Unexpected("an object");
            string actualName = container.Members.ContainsKey(name)
                ? name
                : container.Members.Keys.FirstOrDefault(member => member.Equals(name, StringComparison.OrdinalIgnoreCase)) ?? name;
            SettingNode? value = container.Members.GetValueOrDefault(actualName);
            return new Setting(source, source.Join(key, actualName), value, value?.Line ?? line);
        }
    }

    public IEnumerable<(string Name, Setting Value)> Members() => node switch
    {
        _ when !IsSet => [],
        ObjectNode container => container.Members.Select(
            member => (member.Key, new Setting(source, source.Join(key, member.Key), member.Value, member.Value.Line ?? line))),
        _ => throw Unexpected("an object"),
    };

    public IEnumerable<Setting> Items() => node switch
    {
        _ when !IsSet => [],
        ArrayNode array => array.Items.Select((item, index) => new Setting(source, source.Join(key, index), item, item.Line)),
        // IConfiguration has no arrays: an array's items are members named 0, 1, 2.
        ObjectNode when source.IsSection => Members().Select(member => member.Value),
        _ => throw Unexpected("an array"),
    };

    /// <summary>Gets the value that a string holds as JSON text, or the setting itself when it is not a string.</summary>
    public Setting Unwrap()
    {
        if (node is not StringNode { Value: not "" } text)
        {
            return this;
        }

        SettingSource embedded = source with { EmbeddedIn = key, EmbeddedLine = line };
        return new Setting(source, key, ExpressionParser.ParseText(text.Value, embedded, key), line);
    }

    public string? Text(SettingRule rule) => node switch
    {
        _ when !IsSet => null,
        StringNode text when rule.IsMetBy(text.Value) => text.Value,
        _ => throw Unexpected(rule.Expected()),
    };

    public string RequiredText(SettingRule rule) => Text(rule) ?? throw Missing(rule.Expected());

    public bool? Boolean() => node switch
    {
        _ when !IsSet => null,
        BooleanNode boolean => boolean.Value,
        StringNode { Value: string text } when bool.TryParse(text, out bool value) => value,
        StringNode { Value: "enable" } => true,
        StringNode { Value: "disable" } => false,
        _ => throw Unexpected("true or false (or \"enable\" or \"disable\")"),
    };

    /// <summary>Gets the text of a string or of a number, as the source writes it.</summary>
    public string? Scalar() => node switch
    {
        _ when !IsSet => null,
        StringNode text => text.Value,
        NumberNode number => number.Text,
        _ => throw Unexpected("a string or a number"),
    };

    public int? PositiveInteger()
    {
        string? text = Scalar();
        return text is null ? null
            : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int value) && value > 0 ? value
            : throw Unexpected("a whole number above 0");
    }

    public AuthMode? AuthMode() => node switch
    {
        _ when !IsSet => null,
        StringNode name when AuthModeNames.Parse(name.Value) is AuthMode mode => mode,
        _ => throw Unexpected("one of " + AuthModeNames.Accepted),
    };

    /// <summary>Gets the modes of an ordered list.</summary>
    public List<AuthMode> AuthModes() => [.. Items().Select(item => item.AuthMode() ?? throw item.Missing("one of " + AuthModeNames.Accepted))];

    public TokenKind? TokenKind() => node switch
    {
        _ when !IsSet => null,
        StringNode name when name.Value.Equals("access", StringComparison.OrdinalIgnoreCase) => Amplify.TokenKind.Access,
        StringNode name when name.Value.Equals("id", StringComparison.OrdinalIgnoreCase) => Amplify.TokenKind.Id,
        _ => throw Unexpected("\"access\" or \"id\""),
    };

    public AmplifyConfigurationException Unexpected(string expected) =>
        Error($"must be {expected}; it is {node?.Describe(IsSecret) ?? "missing"}");

    public AmplifyConfigurationException Missing(string expected) => Error($"is missing; it must be {expected}");

    public AmplifyConfigurationException Error(string problem) =>
        source.Error(line, key.Length == 0 ? null : key, key.Length == 0 ? $"the configuration {problem}" : $"{key} {problem}");

    private static bool NamesApiKey(string text) =>
        text.Replace("_", "", StringComparison.Ordinal).Contains("apiKey", StringComparison.OrdinalIgnoreCase);
}
