using Amplify.Local.Realtime;

namespace Amplify.Local.Events.Channels;

/// <summary>A subscription of a connection to a channel or a wildcard.</summary>
internal sealed class ChannelSubscription(string id, ChannelName channel, RealtimeConnection connection)
{
    private readonly ReadOnlyMemory<byte> _head = EventFrames.DataHead(id);

    public ChannelName Channel => channel;

    public void SendSuccess() => connection.Send(EventFrames.OfId("subscribe_success", id));

    /// <summary>Sends an event: the bytes, with what closes the frame, are shared by all who get it.</summary>
    public void Send(ReadOnlyMemory<byte> tail) => connection.Send(new OutgoingFrame("data", _head, tail));
}
