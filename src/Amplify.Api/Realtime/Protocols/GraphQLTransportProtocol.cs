namespace Amplify.Api.Realtime.Protocols;

/// <summary>The protocol of GraphQL servers other than AppSync.</summary>
/// <remarks>See <see href="https://github.com/enisdenjo/graphql-ws/blob/master/PROTOCOL.md">GraphQL over WebSocket</see>.</remarks>
internal sealed class GraphQLTransportProtocol(Uri endpoint, Uri realtime, FrameAuthorizer authorizer) : IRealtimeProtocol
{
    public string Name => "graphql-transport-ws";

    public Uri Address => realtime;

    public bool AcknowledgesStart => false;

    public Uri? HealthAddress => null;

    public byte[]? Ping { get; } = """{"type":"ping"}"""u8.ToArray();

    public byte[]? Pong { get; } = """{"type":"pong"}"""u8.ToArray();

    public async ValueTask<ConnectTarget> ConnectAsync(RealtimeAuthorization authorization, CancellationToken cancellationToken)
    {
        FrameAuthorization connect =
            await authorizer.AuthorizeAsync(authorization, endpoint, [], withHeaders: true, cancellationToken).ConfigureAwait(false);
        byte[] init = FrameWriting.Write(connect.Json, static (json, headers) =>
        {
            json.WriteString("type"u8, "connection_init"u8);
            json.WritePropertyName("payload"u8);
            json.WriteRawValue(headers, skipInputValidation: true);
        });
        return new ConnectTarget(realtime, [Name], init, connect);
    }

    // The connection was authorized; a subscription has no authorization of its own here.
    public ValueTask<OutgoingFrame> StartAsync(Guid id, byte[] body, RealtimeAuthorization authorization, CancellationToken cancellationToken)
    {
        byte[] frame = FrameWriting.Write((id, body), static (json, state) =>
        {
            json.WriteString("id"u8, state.id);
            json.WriteString("type"u8, "subscribe"u8);
            json.WritePropertyName("payload"u8);
            json.WriteRawValue(state.body, skipInputValidation: true);
        });
        return new(new OutgoingFrame(frame, Authorization: null));
    }

    public byte[] Stop(Guid id) => FrameWriting.Write("complete", id);

    public IncomingFrame Read(ReadOnlySpan<byte> message) => FrameScanner.TryScan(message, "payload"u8, out FrameScanner frame)
        ? new IncomingFrame { Kind = KindOf(frame.Type), Type = frame.Type, Id = frame.Id, Payload = frame.Payload }
        : new IncomingFrame { Kind = FrameKind.Malformed };

    private static FrameKind KindOf(ReadOnlySpan<byte> type) => type switch
    {
        _ when type.SequenceEqual("next"u8) => FrameKind.Data,
        _ when type.SequenceEqual("ping"u8) => FrameKind.Ping,
        _ when type.SequenceEqual("pong"u8) => FrameKind.KeepAlive,
        _ when type.SequenceEqual("complete"u8) => FrameKind.Complete,
        _ when type.SequenceEqual("error"u8) => FrameKind.Error,
        _ when type.SequenceEqual("connection_ack"u8) => FrameKind.ConnectionAck,
        _ => FrameKind.Unknown,
    };
}
