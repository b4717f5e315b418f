using System.Text.Json;
using Amplify.Local.AppSync.Responses;
using Amplify.Local.Hosting;
using GraphQL;
using GraphQL.Execution;

namespace Amplify.Local.AppSync.Realtime;

/// <summary>The payload of a <c>data</c> frame.</summary>
internal static class DataPayload
{
    private const int Capacity = 1024;

    /// <summary>Writes the payload and the brace that ends the frame.</summary>
    public static ReadOnlyMemory<byte> Write(ExecutionResult result)
    {
        ReadOnlyMemory<byte> payload = JsonText.Write(result, static (writer, result) => Write(writer, result), Capacity);
        return new([.. payload.Span, (byte)'}']);
    }

    private static void Write(Utf8JsonWriter writer, ExecutionResult result)
    {
        writer.WriteStartObject();
        writer.WritePropertyName("data");
        ResponseWriter.WriteNode(writer, result.Data as ExecutionNode);
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

    // Shorter than what a response has: neither locations nor members that are null.
    private static void WriteError(Utf8JsonWriter writer, AppSyncError error)
    {
        writer.WriteStartObject();
        writer.WriteString("message", error.Message);
        if (error.ErrorType is not null)
        {
            writer.WriteString("errorType", error.ErrorType);
        }

        ResponseWriter.WritePath(writer, error.Path);
        writer.WriteEndObject();
    }
}
