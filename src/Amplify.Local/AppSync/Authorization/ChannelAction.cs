namespace Amplify.Local.AppSync.Authorization;

/// <summary>What a caller of Events wants to do, as a Lambda authorizer is told.</summary>
/// <param name="Operation">The action.</param>
/// <param name="ChannelNamespace">The namespace; a connection has none.</param>
/// <param name="Channel">The channel.</param>
internal sealed record ChannelAction(string Operation, string? ChannelNamespace = null, string? Channel = null)
{
    public static ChannelAction Connect { get; } = new("EVENT_CONNECT");

    public static ChannelAction Subscribe(string? channel) => Of("EVENT_SUBSCRIBE", channel);

    public static ChannelAction Publish(string? channel) => Of("EVENT_PUBLISH", channel);

    // Whether it is a channel at all is found out after the caller is known.
    private static ChannelAction Of(string operation, string? channel) => new(operation, channel?.TrimStart('/').Split('/')[0], channel);
}
