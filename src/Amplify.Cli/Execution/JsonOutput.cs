using System.Text.Encodings.Web;
using System.Text.Json;

namespace Amplify.Cli.Execution;

/// <summary>JSON on standard output: one line, and no characters escaped that need not be.</summary>
internal static class JsonOutput
{
    // The output is read by programs and people, never embedded in HTML.
    public static JsonWriterOptions WriterOptions { get; } = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes one line.</summary>
    public static async Task WriteLineAsync(CliContext context, Action<Utf8JsonWriter> write, CancellationToken cancellationToken)
    {
        await context.Out.FlushAsync(cancellationToken);
        await using (Utf8JsonWriter json = new(context.Output, WriterOptions))
        {
            write(json);
        }

        context.Output.WriteByte((byte)'\n');
        await context.Output.FlushAsync(cancellationToken);
    }
}
