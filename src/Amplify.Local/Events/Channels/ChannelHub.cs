namespace Amplify.Local.Events.Channels;

/// <summary>Who listens to which channel.</summary>
internal sealed class ChannelHub
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, List<ChannelSubscription>> _byChannel = new(StringComparer.Ordinal);

    /// <summary>Adds a subscription and tells its client: what is published from then on, it gets.</summary>
    public void Add(ChannelSubscription subscription)
    {
        lock (_gate)
        {
            if (!_byChannel.TryGetValue(subscription.Channel.Text, out List<ChannelSubscription>? listeners))
            {
                _byChannel.Add(subscription.Channel.Text, listeners = []);
            }

            listeners.Add(subscription);
            subscription.SendSuccess();
        }
    }

    public void Remove(ChannelSubscription subscription)
    {
        lock (_gate)
        {
            if (_byChannel.TryGetValue(subscription.Channel.Text, out List<ChannelSubscription>? listeners)
                && listeners.Remove(subscription)
                && listeners.Count == 0)
            {
                _byChannel.Remove(subscription.Channel.Text);
            }
        }
    }

    /// <summary>Sends what ends a <c>data</c> frame to everybody who listens to a channel, by its name or by a wildcard above it.</summary>
    public void Send(ChannelName channel, ReadOnlyMemory<byte> tail)
    {
        foreach (ChannelSubscription listener in ListenersOf(channel.Text))
        {
            listener.Send(tail);
        }
    }

    private List<ChannelSubscription> ListenersOf(string channel)
    {
        var found = new List<ChannelSubscription>();
        lock (_gate)
        {
            found.AddRange(_byChannel.GetValueOrDefault(channel) ?? []);
            for (int slash = channel.LastIndexOf('/'); slash > 0; slash = channel.LastIndexOf('/', slash - 1))
            {
                found.AddRange(_byChannel.GetValueOrDefault($"{channel.AsSpan(0, slash)}/*") ?? []);
            }
        }

        return found;
    }
}
