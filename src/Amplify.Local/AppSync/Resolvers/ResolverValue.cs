using System.Collections;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Amplify.Local.AppSync.Resolvers;

/// <summary>
/// Reads what resolvers return: objects by their JSON names, dictionaries, <see cref="JsonElement"/> and <see cref="JsonNode"/> alike.
/// </summary>
internal static class ResolverValue
{
    private const string TypeNameMember = "__typename";

    public static JsonSerializerOptions Json { get; } = CreateOptions();

    public static bool IsNull([NotNullWhen(false)] object? value) =>
        value is null or JsonElement { ValueKind: JsonValueKind.Null or JsonValueKind.Undefined };

    public static bool IsText(object value, [NotNullWhen(true)] out string? text)
    {
        text = value switch
        {
            string own => own,
            JsonElement { ValueKind: JsonValueKind.String } element => element.GetString(),
            JsonValue node when node.TryGetValue(out string? own) => own,
            _ => null,
        };
        return text is not null;
    }

    /// <summary>Gives a value that has no members as a string, <see cref="long"/>, double, decimal or boolean; others as JSON.</summary>
    public static object Leaf(object value) => value switch
    {
        string or bool or long or double or decimal => value,
        int number => (long)number,
        JsonElement element => LeafOf(element),
        _ => LeafOf(JsonSerializer.SerializeToElement(value, value.GetType(), Json)),
    };

    /// <summary>Gives a list's elements, or <see langword="null"/> when it is none.</summary>
    public static IEnumerable? Elements(object value) => value switch
    {
        string or IDictionary or IReadOnlyDictionary<string, object?> or JsonObject or JsonValue => null,
        JsonElement { ValueKind: JsonValueKind.Array } array => array.EnumerateArray().Select(static element => (object?)element).ToArray(),
        IEnumerable list => list,
        _ => null,
    };

    /// <summary>Tells whether a value can have members.</summary>
    public static bool IsObject(object value) => value switch
    {
        JsonElement element => element.ValueKind == JsonValueKind.Object,
        JsonNode node => node is JsonObject,
        string or bool or int or long or double or decimal => false,
        IEnumerable => value is IDictionary or IReadOnlyDictionary<string, object?>,
        _ => true,
    };

    /// <summary>Reads a member by its name in JSON.</summary>
    /// <returns><see langword="null"/> when there is none.</returns>
    public static object? Member(object? source, string name)
    {
        switch (source)
        {
            case null:
                return null;
            case JsonElement element:
                return element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out JsonElement member) ? member : null;
            case JsonObject node:
                return node.TryGetPropertyValue(name, out JsonNode? value) ? value : null;
            case IReadOnlyDictionary<string, object?> dictionary:
                return dictionary.GetValueOrDefault(name);
            case IDictionary dictionary:
                return dictionary[name];
            default:
                return MemberOf(source, name);
        }
    }

    /// <summary>Gives the GraphQL type of an object that can be of several: its <c>__typename</c>, else the name of its class.</summary>
    public static string? TypeName(object value) =>
        Member(value, TypeNameMember) is { } member && IsText(member, out string? text)
            ? text
            : value is JsonElement or JsonNode or IDictionary ? null : value.GetType().Name;

    private static object? MemberOf(object source, string name)
    {
        JsonTypeInfo type = Json.GetTypeInfo(source.GetType());
        if (type.Kind != JsonTypeInfoKind.Object)
        {
            // A type with a converter of its own has no members until it is written.
            JsonElement element = JsonSerializer.SerializeToElement(source, type);
            return element.ValueKind == JsonValueKind.Object ? Member(element, name) : null;
        }

        for (int i = 0; i < type.Properties.Count; i++)
        {
            if (type.Properties[i].Name == name)
            {
                return type.Properties[i].Get?.Invoke(source);
            }
        }

        return null;
    }

    private static object LeafOf(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.String => element.GetString()!,
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        JsonValueKind.Number when element.TryGetInt64(out long whole) => whole,
        JsonValueKind.Number when element.TryGetDecimal(out decimal exact) => exact,
        JsonValueKind.Number => element.GetDouble(),
        _ => element,
    };

    private static JsonSerializerOptions CreateOptions()
    {
        var options = new JsonSerializerOptions(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter() } };
        options.MakeReadOnly(populateMissingResolver: true);
        return options;
    }
}
