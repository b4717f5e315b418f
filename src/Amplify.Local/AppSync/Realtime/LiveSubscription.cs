using System.Text.Json;
using Amplify.Local.AppSync.Realtime.Filters;
using Amplify.Local.Realtime;

namespace Amplify.Local.AppSync.Realtime;

/// <summary>A subscription of a connection.</summary>
/// <param name="id">The id that its client chose.</param>
/// <param name="connection">Where its frames go.</param>
/// <param name="started">What it is.</param>
/// <param name="ended">Called when an invalidation ends it.</param>
internal sealed class LiveSubscription(string id, RealtimeConnection connection, StartedSubscription started, Action<string> ended)
{
    private readonly ReadOnlyMemory<byte> _head = GraphQLFrames.DataHead(id);

    public string Id => id;

    public AudienceKey Key { get; } = AudienceKey.Of(started.Field, started.Shape);

    public SubscriptionShape Shape => started.Shape;

    public IPayloadFilter Filter => started.Filter;

    /// <summary>Tells whether an invalidation with this payload ends the subscription.</summary>
    public bool IsEndedBy(JsonElement payload) => started.Invalidation?.Matches(payload) == true;

    public void End() => ended(id);

    public void SendAck() => connection.Send(GraphQLFrames.StartAck(id));

    /// <summary>Sends a payload: the bytes, with what closes the frame, are shared by all who get it.</summary>
    public void Send(ReadOnlyMemory<byte> payload) => connection.Send(new OutgoingFrame("data", _head, payload));
}
