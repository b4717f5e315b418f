using System.Text.Encodings.Web;
using System.Text.Json;

namespace Amplify.Cli.Execution;

/// <summary>JSON on standard output, with no characters escaped that need not be.</summary>
internal static class JsonOutput
{
    // The output is read by programs and people, never embedded in HTML.
    public static JsonWriterOptions WriterOptions { get; } = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes one line.</summary>
    public static Task WriteLineAsync(CliContext context, Action<Utf8JsonWriter> write, CancellationToken cancellationToken) =>
        WriteAsync(context, write, WriterOptions, cancellationToken);

    /// <summary>Writes as many lines as a person likes to read.</summary>
    public static Task WriteIndentedAsync(CliContext context, Action<Utf8JsonWriter> write, CancellationToken cancellationToken) =>
        WriteAsync(context, write, WriterOptions with { Indented = true, NewLine = "\n" }, cancellationToken);

    private static async Task WriteAsync(
        CliContext context, Action<Utf8JsonWriter> write, JsonWriterOptions options, CancellationToken cancellationToken)
    {
        await context.Out.FlushAsync(cancellationToken);
        await using (Utf8JsonWriter json = new(context.Output, options))
        {
            write(json);
        }

        context.Output.WriteByte((byte)'\n');
        await context.Output.FlushAsync(cancellationToken);
    }
}
