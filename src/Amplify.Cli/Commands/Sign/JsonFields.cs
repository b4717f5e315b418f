using System.Text.Json;

namespace Amplify.Cli.Commands.Sign;

/// <summary>The fields of a JSON object, where null is as good as absent and a wrong type is told by the field's name.</summary>
internal readonly struct JsonFields(JsonElement element)
{
    public JsonElement? Find(string name) =>
        element.TryGetProperty(name, out JsonElement value) && value.ValueKind != JsonValueKind.Null ? value : null;

    public string? Text(string name) => Find(name) is { } value ? TextOf(value, name) : null;

    public bool? Flag(string name) => Find(name)?.ValueKind switch
    {
        null => null,
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => throw new FormatException($"\"{name}\" is true or false."),
    };

    /// <summary>Reads a whole number of seconds; <c>false</c> means none, as where a flag switches it off.</summary>
    public long? Seconds(string name) => Find(name) switch
    {
        null or { ValueKind: JsonValueKind.False } => null,
        { ValueKind: JsonValueKind.Number } value when value.TryGetInt64(out long seconds) => seconds,
        _ => throw new FormatException($"\"{name}\" is a whole number of seconds."),
    };

    public byte[] Bytes(string name)
    {
        if (Find(name) is not { } value)
        {
            return [];
        }

        return value.ValueKind == JsonValueKind.String && value.TryGetBytesFromBase64(out byte[]? bytes)
            ? bytes
            : throw new FormatException($"\"{name}\" is a string in base64.");
    }

    public static string TextOf(JsonElement value, string name)
    {
        try
        {
            return value.ValueKind == JsonValueKind.String ? value.GetString()! : throw new FormatException($"\"{name}\" is a string.");
        }
        catch (InvalidOperationException wrong)
        {
            // Half a surrogate pair, or bytes that are not UTF-8: there is no text to sign.
            throw new FormatException($"\"{name}\" is not well-formed text.", wrong);
        }
    }
}
