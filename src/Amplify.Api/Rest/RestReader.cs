using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Amplify.Core.Http;
using Amplify.Core.Json;

namespace Amplify.Api.Rest;

/// <summary>Reads the body of an answer as the type that was asked for.</summary>
internal static class RestReader
{
    /// <summary>Tells whether a type is read from JSON, rather than being the body itself.</summary>
    public static bool IsJson(Type type) => type != typeof(string) && type != typeof(byte[]);

    public static T Read<T>(HttpCall call, HttpAnswer answer, JsonSerializerOptions json)
    {
        if (typeof(T) == typeof(string))
        {
            return (T)(object)answer.Text;
        }

        if (typeof(T) == typeof(byte[]))
        {
            return (T)(object)answer.Body;
        }

        if (answer.Bytes.IsEmpty)
        {
            // Only a type that has a null can say "nothing"; a 0 that no server sent would be a lie.
            return default(T) is null ? default! : throw RestErrors.Unreadable(call, answer, typeof(T), cause: null);
        }

        try
        {
            var info = (JsonTypeInfo<T>)json.InfoOf(typeof(T));
            return IsUtf8(answer.CharSet)
                ? JsonSerializer.Deserialize(WithoutMark(answer.Bytes), info)!
                : JsonSerializer.Deserialize(answer.Text, info)!;
        }
        catch (JsonException e)
        {
            throw RestErrors.Unreadable(call, answer, typeof(T), e);
        }
    }

    private static bool IsUtf8(string? charSet) =>
        string.IsNullOrEmpty(charSet) || charSet.Equals("utf-8", StringComparison.OrdinalIgnoreCase) || charSet.Equals("utf8", StringComparison.OrdinalIgnoreCase);

    private static ReadOnlySpan<byte> WithoutMark(ReadOnlySpan<byte> body) =>
        body.StartsWith(Encoding.UTF8.Preamble) ? body[Encoding.UTF8.Preamble.Length..] : body;
}
