using System.Text.Json;
using Amplify.Cli.Execution;

namespace Amplify.Cli.Commands.GraphQL;

/// <summary>Prints a response or a message: data, errors and extensions, as a GraphQL server writes them.</summary>
internal static class GraphQLResponseWriter
{
    public static Task WriteAsync(CliContext context, GraphQLResponse<JsonElement> response, bool onOneLine, CancellationToken cancellationToken)
    {
        return onOneLine
            ? JsonOutput.WriteLineAsync(context, Write, cancellationToken)
            : JsonOutput.WriteIndentedAsync(context, Write, cancellationToken);

        void Write(Utf8JsonWriter json) => WriteResponse(json, response.Data, response.Errors, response.Extensions);
    }

    /// <summary>Writes a message of a subscription.</summary>
    public static void Write(Utf8JsonWriter json, SubscriptionEvent<JsonElement>.Data message) =>
        WriteResponse(json, message.Value, message.Errors, extensions: null);

    private static void WriteResponse(Utf8JsonWriter json, JsonElement data, IReadOnlyList<GraphQLError> errors, JsonElement? extensions)
    {
        json.WriteStartObject();
        WriteMember(json, "data", data.ValueKind == JsonValueKind.Undefined ? null : data);
        if (errors.Count > 0)
        {
            json.WriteStartArray("errors");
            foreach (GraphQLError error in errors)
            {
                WriteError(json, error);
            }

            json.WriteEndArray();
        }

        if (extensions is not null)
        {
            WriteMember(json, "extensions", extensions);
        }

        json.WriteEndObject();
    }

    private static void WriteError(Utf8JsonWriter json, GraphQLError error)
    {
        json.WriteStartObject();
        json.WriteString("message", error.Message);
        WritePath(json, error.Path);
        WriteLocations(json, error.Locations);
        if (error.ErrorType is not null)
        {
            json.WriteString("errorType", error.ErrorType);
        }

        foreach ((string name, JsonElement? value) in ((string, JsonElement?)[])
            [("errorInfo", error.ErrorInfo), ("data", error.Data), ("extensions", error.Extensions)])
        {
            if (value is not null)
            {
                WriteMember(json, name, value);
            }
        }

        json.WriteEndObject();
    }

    private static void WritePath(Utf8JsonWriter json, IReadOnlyList<GraphQLPathSegment> path)
    {
        if (path.Count == 0)
        {
            return;
        }

        json.WriteStartArray("path");
        foreach (GraphQLPathSegment segment in path)
        {
            if (segment.Index is { } index)
            {
                json.WriteNumberValue(index);
            }
            else
            {
                json.WriteStringValue(segment.Field);
            }
        }

        json.WriteEndArray();
    }

    private static void WriteLocations(Utf8JsonWriter json, IReadOnlyList<GraphQLLocation> locations)
    {
        if (locations.Count == 0)
        {
            return;
        }

        json.WriteStartArray("locations");
        foreach (GraphQLLocation location in locations)
        {
            json.WriteStartObject();
            json.WriteNumber("line", location.Line);
            json.WriteNumber("column", location.Column);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteMember(Utf8JsonWriter json, string name, JsonElement? value)
    {
        json.WritePropertyName(name);
        if (value is { } element)
        {
            element.WriteTo(json);
        }
        else
        {
            json.WriteNullValue();
        }
    }
}
