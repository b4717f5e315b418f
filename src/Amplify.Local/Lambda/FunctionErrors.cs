using System.Globalization;
using System.Text.Json;
using Amplify.Local.Hosting;

namespace Amplify.Local.Lambda;

/// <summary>The payloads that stand for a function's failure: Invoke answers them with status 200.</summary>
internal static class FunctionErrors
{
    private const int LargestResponse = 6_291_556;

    public static bool IsTooLarge(ReadOnlyMemory<byte> payload) => payload.Length > LargestResponse;

    public static ReadOnlyMemory<byte> ResponseTooLarge { get; } = Error(
        "Function.ResponseSizeTooLarge",
        $"Response payload size exceeded maximum allowed payload size ({LargestResponse} bytes).");

    public static ReadOnlyMemory<byte> TimedOut(string requestId, TimeSpan timeout) => Error(
        "Sandbox.Timedout",
        string.Create(CultureInfo.InvariantCulture, $"RequestId: {requestId} Error: Task timed out after {timeout.TotalSeconds:0.00} seconds"));

    /// <summary>Describes an exception as AWS's .NET runtime does: the type without its namespace, a line of stack per entry.</summary>
    public static ReadOnlyMemory<byte> Of(Exception exception) => JsonText.Write(exception, Write);

    private static void Write(Utf8JsonWriter writer, Exception exception)
    {
        writer.WriteStartObject();
        writer.WriteString("errorType", exception.GetType().Name);
        writer.WriteString("errorMessage", exception.Message);
        writer.WriteStartArray("stackTrace");
        foreach (string line in (exception.StackTrace ?? "").Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries))
        {
            writer.WriteStringValue(line);
        }

        writer.WriteEndArray();
        if (exception.InnerException is { } cause)
        {
            writer.WritePropertyName("cause");
            Write(writer, cause);
        }

        if (exception is AggregateException several)
        {
            writer.WriteStartArray("causes");
            foreach (Exception each in several.InnerExceptions)
            {
                Write(writer, each);
            }

            writer.WriteEndArray();
        }

        writer.WriteEndObject();
    }

    private static ReadOnlyMemory<byte> Error(string type, string message) => JsonText.Write((type, message), static (writer, error) =>
    {
        writer.WriteStartObject();
        writer.WriteString("errorMessage", error.message);
        writer.WriteString("errorType", error.type);
        writer.WriteEndObject();
    });
}
