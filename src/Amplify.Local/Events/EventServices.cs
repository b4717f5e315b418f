using Amplify.Local.AppSync.Authorization;
using Amplify.Local.Events.Channels;
using Amplify.Local.Hosting;

namespace Amplify.Local.Events;

/// <summary>What all connections to Events share.</summary>
internal sealed record EventServices(
    EventAccess Access,
    ChannelHub Hub,
    ChannelHandlers Handlers,
    EventPublisher Publisher,
    AppSyncAuthorizer Authorizer,
    ServerClock Clock,
    int MostSubscriptions);
