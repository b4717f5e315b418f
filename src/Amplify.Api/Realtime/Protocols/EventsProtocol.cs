namespace Amplify.Api.Realtime.Protocols;

/// <summary>The protocol of AppSync Events.</summary>
/// <remarks>See <see href="https://docs.aws.amazon.com/appsync/latest/eventapi/event-api-websocket-protocol.html">AppSync Events' protocol</see>.</remarks>
internal sealed class EventsProtocol(Uri endpoint, Uri realtime, RealtimeAuthCarrier carrier, FrameAuthorizer authorizer) : IRealtimeProtocol
{
    private static readonly byte[] InitFrame = """{"type":"connection_init"}"""u8.ToArray();

    public string Name => "aws-appsync-event-ws";

    public Uri Address => realtime;

    public bool AcknowledgesStart => true;

    public Uri? HealthAddress { get; } = new(endpoint, "/ping");

    public byte[]? Ping => null;

    public byte[]? Pong => null;

    public async ValueTask<ConnectTarget> ConnectAsync(RealtimeAuthorization authorization, CancellationToken cancellationToken)
    {
        FrameAuthorization connect = await authorizer.AuthorizeAsync(authorization, endpoint, cancellationToken).ConfigureAwait(false);
        (Uri address, IReadOnlyList<string> subProtocols) = AuthorizationCarrier.Put(carrier, realtime, Name, connect.Json);
        return new ConnectTarget(address, subProtocols, InitFrame, connect);
    }

    public ValueTask<OutgoingFrame> StartAsync(Guid id, byte[] body, RealtimeAuthorization authorization, CancellationToken cancellationToken) =>
        WriteAsync("subscribe", id, body, authorization, cancellationToken);

    /// <summary>Makes the frame that publishes.</summary>
    public ValueTask<OutgoingFrame> PublishAsync(Guid id, byte[] body, RealtimeAuthorization authorization, CancellationToken cancellationToken) =>
        WriteAsync("publish", id, body, authorization, cancellationToken);

    public byte[] Stop(Guid id) => FrameWriting.Write("unsubscribe", id);

    // Errors stand beside the type here, so the whole frame is the payload of all that is no data.
    public IncomingFrame Read(ReadOnlySpan<byte> message)
    {
        if (!FrameScanner.TryScan(message, "event"u8, out FrameScanner frame))
        {
            return new IncomingFrame { Kind = FrameKind.Malformed };
        }

        FrameKind kind = KindOf(frame.Type);
        return new IncomingFrame { Kind = kind, Type = frame.Type, Id = frame.Id, Payload = kind == FrameKind.Data ? frame.Payload : message };
    }

    // The body is {"channel":…} or {"channel":…,"events":[…]}: what is signed, and what the frame has beside type, id and authorization.
    private async ValueTask<OutgoingFrame> WriteAsync(
        string type, Guid id, byte[] body, RealtimeAuthorization authorization, CancellationToken cancellationToken)
    {
        FrameAuthorization signed = await authorizer.AuthorizeAsync(authorization, endpoint, body, withHeaders: true, cancellationToken).ConfigureAwait(false);
        byte[] head = FrameWriting.Write((type, id, signed.Json), static (json, state) =>
        {
            json.WriteString("type"u8, state.type);
            json.WriteString("id"u8, state.id);
            json.WritePropertyName("authorization"u8);
            json.WriteRawValue(state.Json, skipInputValidation: true);
        });
        byte[] frame = new byte[head.Length + body.Length - 1];
        head.CopyTo(frame, 0);
        frame[head.Length - 1] = (byte)',';
        body.AsSpan(1).CopyTo(frame.AsSpan(head.Length));
        return new OutgoingFrame(frame, signed);
    }

    private static FrameKind KindOf(ReadOnlySpan<byte> type) => type switch
    {
        _ when type.SequenceEqual("data"u8) => FrameKind.Data,
        _ when type.SequenceEqual("ka"u8) => FrameKind.KeepAlive,
        _ when type.SequenceEqual("subscribe_success"u8) => FrameKind.Started,
        _ when type.SequenceEqual("publish_success"u8) => FrameKind.Published,
        _ when type.SequenceEqual("unsubscribe_success"u8) => FrameKind.Complete,
        _ when type.SequenceEqual("subscribe_error"u8) || type.SequenceEqual("publish_error"u8) || type.SequenceEqual("error"u8) => FrameKind.Error,

        // An event that the server could not hand on ends nothing, and neither does a failed goodbye.
        _ when type.SequenceEqual("broadcast_error"u8) || type.SequenceEqual("unsubscribe_error"u8) => FrameKind.KeepAlive,
        _ when type.SequenceEqual("connection_ack"u8) => FrameKind.ConnectionAck,
        _ when type.SequenceEqual("connection_error"u8) => FrameKind.ConnectionError,
        _ => FrameKind.Unknown,
    };
}
