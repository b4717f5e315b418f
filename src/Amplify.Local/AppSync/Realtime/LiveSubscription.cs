using Amplify.Local.AppSync.Realtime.Filters;
using Amplify.Local.Realtime;

namespace Amplify.Local.AppSync.Realtime;

/// <summary>A subscription of a connection.</summary>
internal sealed class LiveSubscription(string id, RealtimeConnection connection, StartedSubscription started)
{
    private readonly ReadOnlyMemory<byte> _head = GraphQLFrames.DataHead(id);

    public string Id => id;

    public AudienceKey Key { get; } = AudienceKey.Of(started.Field, started.Shape);

    public SubscriptionShape Shape => started.Shape;

    public IPayloadFilter Filter => started.Filter;

    public void SendAck() => connection.Send(GraphQLFrames.StartAck(id));

    /// <summary>Sends a payload: the bytes, with what closes the frame, are shared by all who get it.</summary>
    public void Send(ReadOnlyMemory<byte> payload) => connection.Send(new OutgoingFrame("data", _head, payload));
}
