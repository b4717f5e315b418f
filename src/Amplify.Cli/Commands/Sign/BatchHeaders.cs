using System.Text.Json;

namespace Amplify.Cli.Commands.Sign;

/// <summary>
/// The headers of a batch line: <c>{"name": "value"}</c>, <c>{"name": ["value", "value"]}</c> or <c>[["name", "value"]]</c>.
/// </summary>
internal static class BatchHeaders
{
    public static List<KeyValuePair<string, string>> Read(JsonElement? headers)
    {
        List<KeyValuePair<string, string>> list = [];
        switch (headers?.ValueKind)
        {
            case null:
                break;
            case JsonValueKind.Object:
                foreach (JsonProperty property in headers.Value.EnumerateObject())
                {
                    AddAll(list, property.Name, property.Value);
                }

                break;
            case JsonValueKind.Array:
                foreach (JsonElement pair in headers.Value.EnumerateArray())
                {
                    if (pair.ValueKind != JsonValueKind.Array || pair.GetArrayLength() != 2)
                    {
                        throw new FormatException("A header in a list is a pair: [\"name\", \"value\"].");
                    }

                    list.Add(Header(JsonFields.TextOf(pair[0], "headers"), pair[1]));
                }

                break;
            default:
                throw new FormatException("\"headers\" is an object, or a list of pairs.");
        }

        return list;
    }

    private static void AddAll(List<KeyValuePair<string, string>> list, string name, JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.Array)
        {
            list.Add(Header(name, value));
            return;
        }

        foreach (JsonElement one in value.EnumerateArray())
        {
            list.Add(Header(name, one));
        }
    }

    private static KeyValuePair<string, string> Header(string name, JsonElement value)
    {
        string text = JsonFields.TextOf(value, "headers");
        for (int i = 0; i < text.Length; i++)
        {
            if (char.IsControl(text[i]) && text[i] != '\t' && !IsFold(text, i))
            {
                throw new FormatException("The value of a header holds a control character.");
            }
        }

        return new(name, text);
    }

    /// <summary>Tells a line break that goes on with the same header, which old servers took, from one that begins another.</summary>
    private static bool IsFold(string text, int index) => text[index] switch
    {
        '\r' => index + 1 < text.Length && text[index + 1] == '\n' && IsFold(text, index + 1),
        '\n' => index + 1 < text.Length && text[index + 1] is ' ' or '\t',
        _ => false,
    };
}
