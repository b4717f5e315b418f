using Amplify.Local.Hosting;
using Amplify.Local.Realtime;

namespace Amplify.Local.AppSync.Realtime;

/// <summary>The frames of AppSync's <c>graphql-ws</c>.</summary>
internal static class GraphQLFrames
{
    public static OutgoingFrame KeepAlive { get; } = new("ka", """{"type":"ka"}"""u8.ToArray());

    public static OutgoingFrame ConnectionAck { get; } =
        new("connection_ack", """{"type":"connection_ack","payload":{"connectionTimeoutMs":300000}}"""u8.ToArray());

    public static OutgoingFrame StartAck(string id) => OfId("start_ack", id);

    public static OutgoingFrame Complete(string id) => OfId("complete", id);

    public static OutgoingFrame ConnectionError(RealtimeError error) => OfErrors("connection_error", null, error);

    public static OutgoingFrame Error(string? id, params IEnumerable<RealtimeError> errors) => OfErrors("error", id, errors);

    /// <summary>Gives what stands before the payload in each <c>data</c> frame of a subscription.</summary>
    public static ReadOnlyMemory<byte> DataHead(string id) => new([.. "{\"id\":"u8, .. IdText(id).Span, .. ",\"type\":\"data\",\"payload\":"u8]);

    private static ReadOnlyMemory<byte> IdText(string id) => JsonText.Write(id, static (writer, id) => writer.WriteStringValue(id));

    private static OutgoingFrame OfId(string type, string id) => new(type, JsonText.Write((type, id), static (writer, frame) =>
    {
        writer.WriteStartObject();
        writer.WriteString("type", frame.type);
        writer.WriteString("id", frame.id);
        writer.WriteEndObject();
    }));

    private static OutgoingFrame OfErrors(string type, string? id, params IEnumerable<RealtimeError> errors) =>
        new(type, JsonText.Write((type, id, errors), static (writer, frame) =>
        {
            writer.WriteStartObject();
            writer.WriteString("type", frame.type);
            if (frame.id is not null)
            {
                writer.WriteString("id", frame.id);
            }

            writer.WriteStartObject("payload");
            writer.WriteStartArray("errors");
            foreach (RealtimeError error in frame.errors)
            {
                error.Write(writer);
            }

            writer.WriteEndArray();
            writer.WriteEndObject();
            writer.WriteEndObject();
        }));
}
