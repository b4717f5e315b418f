using System.Text.Json;
using Amplify.Local.Hosting;
using Amplify.Local.Realtime;

namespace Amplify.Local.Events;

/// <summary>The frames of <c>aws-appsync-event-ws</c>.</summary>
internal static class EventFrames
{
    public static OutgoingFrame KeepAlive { get; } = new("ka", """{"type":"ka"}"""u8.ToArray());

    public static OutgoingFrame ConnectionAck { get; } = new("connection_ack", """{"type":"connection_ack","connectionTimeoutMs":300000}"""u8.ToArray());

    public static OutgoingFrame OfId(string type, string id) => Frame(type, id, static _ => { });

    public static OutgoingFrame Error(string type, string? id, RealtimeError error) => Frame(type, id, writer =>
    {
        writer.WriteStartArray("errors");
        error.Write(writer);
        writer.WriteEndArray();
    });

    public static OutgoingFrame Published(string id, PublishReceipt receipt) => Frame("publish_success", id, receipt.WriteMembers);

    /// <summary>Gets what stands before the event in each <c>data</c> frame of a subscription.</summary>
    public static ReadOnlyMemory<byte> DataHead(string id) => new([.. "{\"type\":\"data\",\"id\":"u8, .. Text(id).Span, .. ",\"event\":"u8]);

    /// <summary>Gets the event, a text with JSON, and the brace that ends the frame.</summary>
    public static ReadOnlyMemory<byte> DataTail(JsonElement payload) => new([.. Text(payload.GetRawText()).Span, (byte)'}']);

    private static ReadOnlyMemory<byte> Text(string text) => JsonText.Write(text, static (writer, text) => writer.WriteStringValue(text));

    private static OutgoingFrame Frame(string type, string? id, Action<Utf8JsonWriter> writeMembers) =>
        new(type, JsonText.Write((type, id, writeMembers), static (writer, frame) =>
        {
            writer.WriteStartObject();
            writer.WriteString("type", frame.type);
            if (frame.id is not null)
            {
                writer.WriteString("id", frame.id);
            }

            frame.writeMembers(writer);
            writer.WriteEndObject();
        }));
}
