namespace Amplify.Local;

/// <summary>What a handler of a channel namespace is told.</summary>
public sealed class LocalChannelContext
{
    internal LocalChannelContext(string channel, AppSyncIdentity? identity)
    {
        Channel = channel;
        Identity = identity;
    }

    /// <summary>Gets the channel, such as <c>/default/room</c>; of a subscription it may end in <c>/*</c>.</summary>
    public string Channel { get; }

    /// <summary>Gets the channel's segments, the namespace first.</summary>
    public IReadOnlyList<string> Segments => field ??= Channel.Split('/', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Gets who calls.</summary>
    /// <value><see langword="null"/> for a caller with an API key.</value>
    public AppSyncIdentity? Identity { get; }
}
