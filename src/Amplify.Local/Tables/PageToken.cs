using System.Buffers.Text;
using System.Globalization;
using System.Text.Json;
using Amplify.Local.Hosting;

namespace Amplify.Local.Tables;

/// <summary>The sort key of the last item of a page; <c>nextToken</c> carries it, opaque to the caller.</summary>
internal sealed record PageToken(string? Order, long Absent, object Value, string Id)
{
    public string Encode() => Base64Url.EncodeToString(JsonText.Write(this, static (writer, token) =>
    {
        writer.WriteStartArray();
        writer.WriteStringValue(token.Order);
        writer.WriteNumberValue(token.Absent);
        switch (token.Value)
        {
            case long number:
                writer.WriteNumberValue(number);
                break;
            case double number:
                writer.WriteRawValue(Digits(number));
                break;
            default:
                writer.WriteStringValue((string)token.Value);
                break;
        }

        writer.WriteStringValue(token.Id);
        writer.WriteEndArray();
    }).Span);

    /// <summary>Reads a token that was given out for the same order.</summary>
    /// <returns><see langword="null"/> when it is not one.</returns>
    public static PageToken? Decode(string text, string? order)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(Base64Url.DecodeFromChars(text));
            JsonElement root = document.RootElement;
            var token = new PageToken(root[0].GetString(), root[1].GetInt64(), ReadValue(root[2]), root[3].GetString()!);
            return token.Order == order && token.Id is not null ? token : null;
        }
        catch (Exception exception) when (exception is FormatException or JsonException or InvalidOperationException or IndexOutOfRangeException)
        {
            return null;
        }
    }

    // With an exponent, so that it is read back as a double and not as a whole number. What an item has beyond a double's range is infinite here.
    private static string Digits(double number) => double.IsFinite(number)
        ? number.ToString("E16", CultureInfo.InvariantCulture)
        : number > 0 ? "1E999" : "-1E999";

    private static object ReadValue(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Number when value.TryGetInt64(out long number) => number,
        JsonValueKind.Number => value.GetDouble(),
        _ => value.GetString() ?? "",
    };
}
