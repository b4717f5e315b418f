using System.Text.Json;
using System.Text.Unicode;

namespace Amplify.Local.Hosting;

/// <summary>
/// Reads the JSON of a caller, and refuses texts that are none: half of a surrogate pair, or bytes that are no UTF-8, would otherwise be
/// found by whoever reads that text or looks for a member, long after the request was taken for readable.
/// </summary>
internal static class JsonInput
{
    /// <exception cref="JsonException">It is no JSON, or has a text that is none.</exception>
    public static JsonDocument Parse(ReadOnlyMemory<byte> json) => Utf8.IsValid(json.Span) && !HasHalfOfAPair(json.Span)
        ? JsonDocument.Parse(json)
        : throw new JsonException("A text in it has half of a surrogate pair, or bytes that are no UTF-8.");

    private static bool HasHalfOfAPair(ReadOnlySpan<byte> json)
    {
        // UTF-8 has no surrogates but escaped ones, which begin with a D, and those are rare.
        if (json.IndexOf("\\uD"u8) < 0 && json.IndexOf("\\ud"u8) < 0)
        {
            return false;
        }

        var reader = new Utf8JsonReader(json);
        try
        {
            while (reader.Read())
            {
                if (reader.TokenType is JsonTokenType.String or JsonTokenType.PropertyName && reader.ValueIsEscaped)
                {
                    reader.GetString();
                }
            }

            return false;
        }
        catch (InvalidOperationException)
        {
            return true;
        }
    }
}
