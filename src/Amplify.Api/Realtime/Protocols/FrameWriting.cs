using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Amplify.Api.Realtime.Protocols;

/// <summary>Writes frames.</summary>
internal static class FrameWriting
{
    /// <summary>Gets how frames are written: they go into no HTML, so quotes inside a text need no more than a backslash.</summary>
    public static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    /// <summary>Writes a frame.</summary>
    public static byte[] Write<TState>(TState state, Action<Utf8JsonWriter, TState> write)
    {
        var buffer = new ArrayBufferWriter<byte>(1024);
        using var json = new Utf8JsonWriter(buffer, Options);
        json.WriteStartObject();
        write(json, state);
        json.WriteEndObject();
        json.Flush();
        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>Writes a frame that has no more than a type and an id.</summary>
    public static byte[] Write(string type, Guid id) => Write((type, id), static (json, state) =>
    {
        json.WriteString("type"u8, state.type);
        json.WriteString("id"u8, state.id);
    });
}
