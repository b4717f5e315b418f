namespace Amplify.Api.Realtime.Protocols;

/// <summary>AppSync's protocol for GraphQL subscriptions.</summary>
/// <remarks>See <see href="https://docs.aws.amazon.com/appsync/latest/devguide/real-time-websocket-client.html">AppSync's protocol</see>.</remarks>
internal sealed class AppSyncProtocol(Uri endpoint, Uri realtime, RealtimeAuthCarrier carrier, FrameAuthorizer authorizer) : IRealtimeProtocol
{
    private static readonly byte[] InitFrame = """{"type":"connection_init"}"""u8.ToArray();

    // What a connect is signed for, whatever the realtime address is.
    private readonly Uri _connectAddress = RealtimeAddress.Append(endpoint, "/connect");

    public string Name => "graphql-ws";

    public Uri Address => realtime;

    public bool AcknowledgesStart => true;

    public Uri? HealthAddress { get; } = new(endpoint, "/ping");

    public byte[]? Ping => null;

    public byte[]? Pong => null;

    public async ValueTask<ConnectTarget> ConnectAsync(RealtimeAuthorization authorization, CancellationToken cancellationToken)
    {
        FrameAuthorization connect = await authorizer.AuthorizeAsync(authorization, _connectAddress, cancellationToken).ConfigureAwait(false);
        (Uri address, IReadOnlyList<string> subProtocols) = AuthorizationCarrier.Put(carrier, realtime, Name, connect.Json);
        return new ConnectTarget(address, subProtocols, InitFrame, connect);
    }

    public async ValueTask<OutgoingFrame> StartAsync(Guid id, byte[] body, RealtimeAuthorization authorization, CancellationToken cancellationToken)
    {
        FrameAuthorization start = await authorizer.AuthorizeAsync(authorization, endpoint, body, withHeaders: true, cancellationToken).ConfigureAwait(false);
        byte[] frame = FrameWriting.Write((id, body, start.Json), static (json, state) =>
        {
            json.WriteString("id"u8, state.id);
            json.WriteStartObject("payload"u8);

            // A text, not an object: what is signed is exactly this text.
            json.WriteString("data"u8, state.body);
            json.WriteStartObject("extensions"u8);
            json.WritePropertyName("authorization"u8);
            json.WriteRawValue(state.Json, skipInputValidation: true);
            json.WriteEndObject();
            json.WriteEndObject();
            json.WriteString("type"u8, "start"u8);
        });
        return new OutgoingFrame(frame, start);
    }

    public byte[] Stop(Guid id) => FrameWriting.Write("stop", id);

    public IncomingFrame Read(ReadOnlySpan<byte> message) => FrameScanner.TryScan(message, "payload"u8, out FrameScanner frame)
        ? new IncomingFrame { Kind = KindOf(frame.Type), Type = frame.Type, Id = frame.Id, Payload = frame.Payload }
        : new IncomingFrame { Kind = FrameKind.Malformed };

    private static FrameKind KindOf(ReadOnlySpan<byte> type) => type switch
    {
        _ when type.SequenceEqual("data"u8) => FrameKind.Data,
        _ when type.SequenceEqual("ka"u8) => FrameKind.KeepAlive,
        _ when type.SequenceEqual("start_ack"u8) => FrameKind.Started,
        _ when type.SequenceEqual("complete"u8) => FrameKind.Complete,
        _ when type.SequenceEqual("error"u8) => FrameKind.Error,
        _ when type.SequenceEqual("connection_ack"u8) => FrameKind.ConnectionAck,
        _ when type.SequenceEqual("connection_error"u8) => FrameKind.ConnectionError,
        _ => FrameKind.Unknown,
    };
}
