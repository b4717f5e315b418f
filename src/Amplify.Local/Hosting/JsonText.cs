using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Amplify.Local.Hosting;

/// <summary>Writes JSON as the services do: UTF-8, quotes and angle brackets not escaped.</summary>
internal static class JsonText
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static ReadOnlyMemory<byte> Write<TState>(TState state, Action<Utf8JsonWriter, TState> write, int capacity = 256)
    {
        var buffer = new ArrayBufferWriter<byte>(capacity);
        using (var writer = new Utf8JsonWriter(buffer, Options))
        {
            write(writer, state);
        }

        return buffer.WrittenMemory;
    }

    /// <summary>Gives a text as a JSON string, quotes included.</summary>
    public static string Quote(string text) => Encoding.UTF8.GetString(Write(text, static (writer, text) => writer.WriteStringValue(text)).Span);

    public static ReadOnlyMemory<byte> Message(string key, string message) => Write((key, message), static (writer, state) =>
    {
        writer.WriteStartObject();
        writer.WriteString(state.key, state.message);
        writer.WriteEndObject();
    });
}
