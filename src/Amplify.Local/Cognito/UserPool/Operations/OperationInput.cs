using System.Text.Json;

namespace Amplify.Local.Cognito.UserPool.Operations;

/// <summary>What an operation is called with, each member read under its rule.</summary>
internal sealed class OperationInput(JsonElement json, string sourceAddress)
{
    private static readonly Dictionary<string, string> NoEntries = [];

    /// <summary>The address of the caller.</summary>
    public string SourceAddress { get; } = sourceAddress;

    public string Required(string member, TextRule rule) => Optional(member, rule) ?? throw Invalid(member, null, "Member must not be null");

    public string? Optional(string member, TextRule rule)
    {
        if (Member(member) is not { } value)
        {
            return null;
        }

        string text = TextOf(value, member);
        string? shown = rule.IsSecret ? null : text;
        if (text.Length == 0)
        {
            throw Invalid(member, shown, "Member must have length greater than or equal to 1");
        }

        if (text.Length > rule.MaxLength)
        {
            throw Invalid(member, shown, $"Member must have length less than or equal to {rule.MaxLength}");
        }

        return rule.IsMet(text) ? text : throw Invalid(member, shown, $"Member must satisfy regular expression pattern: {rule.Pattern}");
    }

    /// <summary>Gives a member that is an object of texts.</summary>
    public IReadOnlyDictionary<string, string> Map(string member)
    {
        if (Member(member) is not { } value)
        {
            return NoEntries;
        }

        Expect(value, JsonValueKind.Object, member);
        var map = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (JsonProperty entry in value.EnumerateObject())
        {
            if (entry.Value.ValueKind != JsonValueKind.Null)
            {
                map[entry.Name] = TextOf(entry.Value, member);
            }
        }

        return map;
    }

    /// <summary>Gives a member that is a list of <c>Name</c> and <c>Value</c>.</summary>
    public IReadOnlyDictionary<string, string> Attributes(string member)
    {
        var attributes = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (JsonElement item in Items(member))
        {
            Expect(item, JsonValueKind.Object, member);
            var input = new OperationInput(item, SourceAddress);
            string name = input.Required("Name", TextRule.AttributeName);
            attributes[name] = input.Member("Value") is { } value ? Bounded(TextOf(value, "Value")) : "";
        }

        return attributes;
    }

    /// <summary>Gives a member that is a list of names.</summary>
    public IReadOnlyList<string> Names(string member) => [.. Items(member).Select(item => TextOf(item, member))];

    /// <summary>Gives a member that is an object with members of its own.</summary>
    public OperationInput? Object(string member)
    {
        if (Member(member) is not { } value)
        {
            return null;
        }

        Expect(value, JsonValueKind.Object, member);
        return new OperationInput(value, SourceAddress);
    }

    public bool? Flag(string member) => Member(member) switch
    {
        null => null,
        { ValueKind: JsonValueKind.True } => true,
        { ValueKind: JsonValueKind.False } => false,
        _ => throw Unreadable(member),
    };

    public int? Number(string member) => Member(member) switch
    {
        null => null,
        { ValueKind: JsonValueKind.Number } value when value.TryGetInt32(out int number) => number,
        _ => throw Unreadable(member),
    };

    private JsonElement.ArrayEnumerator Items(string member)
    {
        if (Member(member) is not { } value)
        {
            return default;
        }

        Expect(value, JsonValueKind.Array, member);
        return value.EnumerateArray();
    }

    private JsonElement? Member(string member) =>
        json.TryGetProperty(member, out JsonElement value) && value.ValueKind != JsonValueKind.Null ? value : null;

    private static string Bounded(string value) => value.Length <= TextRule.AttributeValue.MaxLength
        ? value
        : throw Invalid("Value", null, $"Member must have length less than or equal to {TextRule.AttributeValue.MaxLength}");

    private static string TextOf(JsonElement value, string member)
    {
        Expect(value, JsonValueKind.String, member);
        return value.GetString()!;
    }

    private static void Expect(JsonElement value, JsonValueKind kind, string member)
    {
        if (value.ValueKind != kind)
        {
            throw Unreadable(member);
        }
    }

    private static CognitoException Unreadable(string member) => UserPoolErrors.Of("SerializationException", $"{member} is not of the kind that it should be.");

    private static CognitoException Invalid(string member, string? value, string constraint)
    {
        string shown = value is null ? "Value" : $"Value '{value}'";
        string wireName = char.ToLowerInvariant(member[0]) + member[1..];
        return UserPoolErrors.InvalidParameter($"1 validation error detected: {shown} at '{wireName}' failed to satisfy constraint: {constraint}");
    }
}
