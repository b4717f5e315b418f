using System.Text.Json;
using System.Text.Json.Serialization;
using Amplify.Core.Json;

namespace Amplify.Api.GraphQL.Responses;

/// <summary>Reads the errors of an answer, whatever a server puts into them: what tells of an error must not fail with another one.</summary>
internal sealed class GraphQLErrorsConverter : JsonConverter<List<GraphQLError>>
{
    public override List<GraphQLError> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        // Other APIs have an object under this name; that is no answer of a GraphQL server.
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            throw new JsonException("The errors are no list.");
        }

        return [.. JsonElement.ParseValue(ref reader).EnumerateArray().Select(ErrorOf)];
    }

    public override void Write(Utf8JsonWriter writer, List<GraphQLError> value, JsonSerializerOptions options) => throw new NotSupportedException();

    /// <summary>Reads one error.</summary>
    public static GraphQLError ErrorOf(JsonElement item)
    {
        JsonElement? extensions = MemberOf(item, "extensions");
        return new GraphQLError
        {
            Message = JsonText.Of(item) ?? TextOf(item, "message") ?? "",
            Path = [.. ListOf(item, "path").Select(SegmentOf)],
            Locations = [.. ListOf(item, "locations").Where(IsLocation).Select(LocationOf)],
            ErrorType = TextOf(item, "errorType") ?? TextOf(extensions, "errorType") ?? TextOf(extensions, "code"),
            ErrorInfo = MemberOf(item, "errorInfo"),
            Data = MemberOf(item, "data"),
            Extensions = extensions,
        };
    }

    private static GraphQLPathSegment SegmentOf(JsonElement segment) =>
        segment.ValueKind == JsonValueKind.Number && segment.TryGetInt32(out int index)
            ? new(null, index)
            : new(segment.ValueKind == JsonValueKind.String ? JsonText.Of(segment) ?? "?" : segment.ToString(), null);

    private static bool IsLocation(JsonElement location) => NumberOf(location, "line") is not null;

    private static GraphQLLocation LocationOf(JsonElement location) => new(NumberOf(location, "line") ?? 0, NumberOf(location, "column") ?? 0);

    private static JsonElement? MemberOf(JsonElement? item, string name) =>
        item is { ValueKind: JsonValueKind.Object } member && member.TryGetProperty(name, out JsonElement value) && value.ValueKind != JsonValueKind.Null ? value : null;

    private static string? TextOf(JsonElement? item, string name) => MemberOf(item, name) is { } text ? JsonText.Of(text) : null;

    private static int? NumberOf(JsonElement item, string name) =>
        MemberOf(item, name) is { ValueKind: JsonValueKind.Number } number && number.TryGetInt32(out int value) ? value : null;

    private static JsonElement.ArrayEnumerator ListOf(JsonElement item, string name) =>
        MemberOf(item, name) is { ValueKind: JsonValueKind.Array } list ? list.EnumerateArray() : default;
}
