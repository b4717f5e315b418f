using System.Text.Json;
using Amplify.Local.AppSync.Resolvers;
using GraphQL;
using GraphQL.Execution;
using GraphQLParser;

namespace Amplify.Local.AppSync.Responses;

/// <summary>Writes what an operation gave, straight from the nodes that it ran.</summary>
internal static class ResponseWriter
{
    public static void Write(Utf8JsonWriter writer, ExecutionResult result)
    {
        writer.WriteStartObject();
        writer.WritePropertyName("data");
        WriteNode(writer, result.Data as ExecutionNode);
        if (result.Errors is { Count: > 0 } errors)
        {
            writer.WriteStartArray("errors");
            foreach (ExecutionError error in errors)
            {
                WriteError(writer, (AppSyncError)error);
            }

            writer.WriteEndArray();
        }

        writer.WriteEndObject();
    }

    public static void WriteNode(Utf8JsonWriter writer, ExecutionNode? node)
    {
        switch (node)
        {
            case ObjectExecutionNode { SubFields: { } fields }:
                writer.WriteStartObject();
                foreach (ExecutionNode field in fields)
                {
                    writer.WritePropertyName(field.Name!);
                    WriteNode(writer, field);
                }

                writer.WriteEndObject();
                break;
            case ArrayExecutionNode { Items: { } items }:
                writer.WriteStartArray();
                foreach (ExecutionNode item in items)
                {
                    WriteNode(writer, item);
                }

                writer.WriteEndArray();
                break;
            case ValueExecutionNode leaf:
                WriteLeaf(writer, leaf.Result);
                break;
            default:
                writer.WriteNullValue();
                break;
        }
    }

    private static void WriteLeaf(Utf8JsonWriter writer, object? value)
    {
        switch (value)
        {
            case null:
                writer.WriteNullValue();
                break;
            case string text:
                writer.WriteStringValue(text);
                break;
            case bool boolean:
                writer.WriteBooleanValue(boolean);
                break;
            case int number:
                writer.WriteNumberValue(number);
                break;
            case long number:
                writer.WriteNumberValue(number);
                break;
            case decimal number:
                writer.WriteNumberValue(number);
                break;
            case double number:
                writer.WriteNumberValue(number);
                break;
            default:
                JsonSerializer.Serialize(writer, value, ResolverValue.Json);
                break;
        }
    }

    private static void WriteError(Utf8JsonWriter writer, AppSyncError error)
    {
        writer.WriteStartObject();
        WritePath(writer, error.Path);
        if (error.Kind == AppSyncErrorKind.Field)
        {
            WriteJson(writer, "data", error.ErrorData);
            writer.WriteString("errorType", error.ErrorType);
            WriteJson(writer, "errorInfo", error.ErrorInfo);
        }

        WriteLocations(writer, error.Locations);
        writer.WriteString("message", error.Message);
        writer.WriteEndObject();
    }

    public static void WritePath(Utf8JsonWriter writer, IEnumerable<object>? path)
    {
        if (path is null)
        {
            writer.WriteNull("path");
            return;
        }

        writer.WriteStartArray("path");
        foreach (object step in path)
        {
            WriteLeaf(writer, step);
        }

        writer.WriteEndArray();
    }

    private static void WriteLocations(Utf8JsonWriter writer, List<Location>? locations)
    {
        if (locations is null)
        {
            writer.WriteNull("locations");
            return;
        }

        writer.WriteStartArray("locations");
        foreach (Location location in locations)
        {
            writer.WriteStartObject();
            writer.WriteNumber("line", location.Line);
            writer.WriteNumber("column", location.Column);
            writer.WriteNull("sourceName");
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static void WriteJson(Utf8JsonWriter writer, string name, object? value)
    {
        writer.WritePropertyName(name);
        JsonSerializer.Serialize(writer, value, ResolverValue.Json);
    }
}
