using Amplify.Local.AppSync.Responses;
using Amplify.Local.Hosting;
using Amplify.Local.Realtime;

namespace Amplify.Local.AppSync.Realtime;

/// <summary>AppSync's real-time endpoint: where clients open the sockets that they subscribe over.</summary>
internal sealed class SubscriptionEndpoint(RealtimeGate gate, SubscriptionStarter starter, SubscriptionHub hub, int mostSubscriptions)
{
    public const string SubProtocol = "graphql-ws";
    public const string Path = $"/{AppSyncEndpoint.PathPrefix}/realtime";
    public const string ConnectTarget = $"/{AppSyncEndpoint.PathPrefix}/connect";

    private static readonly TransportError NotASocket = new(400, "BadRequestException", "The real-time endpoint speaks WebSocket.");

    /// <summary>Tells whether a request is for this endpoint. The service has it on a host of its own, there with the path of the other.</summary>
    public static bool IsFor(LocalRequest request) =>
        request.Target.Path.TrimEnd('/') is var path && (path == Path || (path == $"/{AppSyncEndpoint.PathPrefix}" && SocketUpgrade.IsAskedFor(request)));

    public ValueTask<HttpAnswer> HandleAsync(LocalRequest request) => SocketUpgrade.IsAskedFor(request)
        ? gate.AcceptAsync(
            request,
            static _ => null,
            connection => new GraphQLSession(connection, starter, hub, mostSubscriptions, request.SourceIp),
            GraphQLFrames.ConnectionError)
        : new(NotASocket.ToAnswer());
}
