using Amplify.Local.AppSync.Authorization;
using Amplify.Local.Events.Channels;
using Amplify.Local.Realtime;

namespace Amplify.Local.Events;

/// <summary>Which namespace a channel is in, and in which modes one may do what with it.</summary>
internal sealed class EventAccess
{
    private static readonly RealtimeError NotAuthorized =
        new(AppSyncRefusal.NotAuthorized.ErrorType, AppSyncRefusal.NotAuthorized.Message, AppSyncRefusal.NotAuthorized.StatusCode);

    private static readonly RealtimeError InvalidChannel = new("BadRequestException", "Invalid channel.", 400);

    private readonly LocalEventsOptions _options;
    private readonly IReadOnlyList<AppSyncAuthMode> _all;
    private readonly Dictionary<string, LocalChannelNamespace> _namespaces;

    /// <exception cref="ArgumentException">Two namespaces have one name, or a mode is not one of the API.</exception>
    public EventAccess(LocalEventsOptions options, IReadOnlyList<AppSyncAuthMode> modes)
    {
        _options = options;
        _all = modes;
        _namespaces = options.Namespaces.ToDictionary(static space => space.Name, StringComparer.Ordinal);
        foreach (AppSyncAuthMode mode in options.Namespaces
            .SelectMany(static space => (space.PublishModes ?? []).Concat(space.SubscribeModes ?? []))
            .Concat(options.ConnectModes ?? [])
            .Concat(options.PublishModes ?? [])
            .Concat(options.SubscribeModes ?? []))
        {
            if (!modes.Contains(mode))
            {
                throw new ArgumentException($"The mode {mode} of the Events options is none of {nameof(LocalBackendOptions)}.{nameof(LocalBackendOptions.AppSync)}.");
            }
        }
    }

    public RealtimeError? ToConnect(AppSyncCaller caller) => Check(_options.ConnectModes, caller);

    public RealtimeError? ToPublish(string? name, AppSyncCaller caller, out ChannelName? channel, out LocalChannelNamespace? space)
    {
        RealtimeError? error = Find(name, out channel, out space);
        return error ?? (channel!.IsWildcard ? InvalidChannel : Check(space!.PublishModes ?? _options.PublishModes, caller));
    }

    public RealtimeError? ToSubscribe(string? name, AppSyncCaller caller, out ChannelName? channel, out LocalChannelNamespace? space) =>
        Find(name, out channel, out space) ?? Check(space!.SubscribeModes ?? _options.SubscribeModes, caller);

    private RealtimeError? Find(string? name, out ChannelName? channel, out LocalChannelNamespace? space)
    {
        space = null;
        if (!ChannelName.TryParse(name, out channel))
        {
            return InvalidChannel;
        }

        return _namespaces.TryGetValue(channel.Namespace, out space)
            ? null
            : new RealtimeError("ResourceNotFound", $"There is no channel namespace '{channel.Namespace}'.", 404);
    }

    private RealtimeError? Check(IReadOnlyList<AppSyncAuthMode>? modes, AppSyncCaller caller) =>
        (modes ?? _all).Contains(caller.Mode) ? null : NotAuthorized;
}
