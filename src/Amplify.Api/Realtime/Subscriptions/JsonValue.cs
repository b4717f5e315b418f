using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Amplify.Api.Realtime.Subscriptions;

/// <summary>Reads the value that a reader stands before.</summary>
internal static class JsonValue
{
    /// <summary>
    /// Reads a value with the type's converter. <see cref="JsonSerializer"/> would look for the end of the value first, and so read it twice.
    /// </summary>
    public static T? Read<T>(ref Utf8JsonReader reader, JsonTypeInfo<T> type)
    {
        if (type.Converter is not JsonConverter<T> converter)
        {
            return JsonSerializer.Deserialize(ref reader, type);
        }

        return reader.TokenType == JsonTokenType.Null && !converter.HandleNull && default(T) is null
            ? default
            : converter.Read(ref reader, typeof(T), type.Options);
    }
}
