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
            return JsonSerializer.Deserialize(answer.Utf8, (JsonTypeInfo<T>)json.InfoOf(typeof(T)))!;
        }
        catch (JsonException e)
        {
            throw RestErrors.Unreadable(call, answer, typeof(T), e);
        }
    }
}
