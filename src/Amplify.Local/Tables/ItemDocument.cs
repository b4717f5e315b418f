using System.Buffers;
using System.Runtime.InteropServices;
using System.Text.Encodings.Web;
using System.Text.Json;
using Amplify.Local.Hosting;

namespace Amplify.Local.Tables;

/// <summary>The JSON of one item. Whatever is not changed is copied byte for byte.</summary>
internal static class ItemDocument
{
    private const string IdMember = "id";

    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Parses a body that must be a JSON object.</summary>
    /// <exception cref="TableException">It is not.</exception>
    public static JsonDocument Parse(ReadOnlyMemory<byte> body)
    {
        try
        {
            JsonDocument document = JsonInput.Parse(body);
            return document.RootElement.ValueKind == JsonValueKind.Object
                ? document
                : throw new TableException(400, "The body must be a JSON object.");
        }
        catch (JsonException)
        {
            throw new TableException(400, "The body is not valid JSON.");
        }
    }

    /// <summary>Gives the item's id: its text, or a number's digits.</summary>
    /// <exception cref="TableException">There is none.</exception>
    public static string RequiredId(JsonElement item) => item.TryGetProperty(IdMember, out JsonElement id)
        ? id.ValueKind switch
        {
            JsonValueKind.String when id.GetString() is { Length: > 0 } text => text,
            JsonValueKind.Number => id.GetRawText(),
            _ => throw new TableException(400, "'id' must be a string that is not empty."),
        }
        : throw new TableException(400, "'id' is missing.");

    public static byte[] WithId(JsonElement item, string id) => Write(writer =>
    {
        writer.WriteString(IdMember, id);
        foreach (JsonProperty member in item.EnumerateObject())
        {
            if (!member.NameEquals(IdMember))
            {
                Copy(writer, member);
            }
        }
    });

    /// <summary>Merges a patch into an item as RFC 7396 says: members replace, <c>null</c> removes, objects merge. The id stays.</summary>
    public static byte[] Merge(JsonElement item, JsonElement patch) => Write(writer => MergeMembers(writer, item, patch, keepId: true));

    private static void MergeMembers(Utf8JsonWriter writer, JsonElement target, JsonElement patch, bool keepId)
    {
        foreach (JsonProperty member in target.EnumerateObject())
        {
            if (keepId && member.NameEquals(IdMember) || !patch.TryGetProperty(member.Name, out JsonElement change))
            {
                Copy(writer, member);
            }
            else if (change.ValueKind != JsonValueKind.Null)
            {
                writer.WritePropertyName(member.Name);
                WriteMerged(writer, member.Value, change);
            }
        }

        foreach (JsonProperty member in patch.EnumerateObject())
        {
            if (member.Value.ValueKind != JsonValueKind.Null && !target.TryGetProperty(member.Name, out _))
            {
                writer.WritePropertyName(member.Name);
                WriteMerged(writer, default, member.Value);
            }
        }
    }

    private static void WriteMerged(Utf8JsonWriter writer, JsonElement target, JsonElement patch)
    {
        if (patch.ValueKind != JsonValueKind.Object)
        {
            writer.WriteRawValue(JsonMarshal.GetRawUtf8Value(patch), skipInputValidation: true);
            return;
        }

        using JsonDocument empty = JsonDocument.Parse("{}");
        writer.WriteStartObject();
        MergeMembers(writer, target.ValueKind == JsonValueKind.Object ? target : empty.RootElement, patch, keepId: false);
        writer.WriteEndObject();
    }

    private static void Copy(Utf8JsonWriter writer, JsonProperty member)
    {
        writer.WritePropertyName(member.Name);
        writer.WriteRawValue(JsonMarshal.GetRawUtf8Value(member.Value), skipInputValidation: true);
    }

    private static byte[] Write(Action<Utf8JsonWriter> writeMembers)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, Options))
        {
            writer.WriteStartObject();
            writeMembers(writer);
            writer.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }
}
