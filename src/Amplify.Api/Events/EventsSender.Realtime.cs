using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Amplify.Api.Authorization;
using Amplify.Api.Realtime;
using Amplify.Api.Realtime.Protocols;
using Amplify.Api.Realtime.Subscriptions;
using Amplify.Core.Diagnostics;
using Amplify.Core.Json;

namespace Amplify.Api.Events;

/// <content>What goes over the WebSocket.</content>
internal sealed partial class EventsSender
{
    public Task<Subscription<T>> SubscribeAsync<T>(string channel, SubscriptionOptions<T>? options, CancellationToken cancellationToken)
    {
        EventsSettings current = _settings;
        GraphQLEndpointEntry api = current.Required;
        byte[] body = FrameWriting.Write(ChannelName.Checked(channel, wildcard: true), static (writer, name) => writer.WriteString("channel"u8, name));
        RealtimeClient realtime = connections();
        EventsProtocol protocol = ProtocolOf(api, realtime);
        var subscribe = new GraphQLCallAuthorization
        {
            Mode = options?.AuthMode ?? current.Subscribe,
            Token = options?.Token,
            ApiKey = options?.ApiKey,
            Headers = options?.Headers,
        };
        var reader = new EventPayloadReader<T>((JsonTypeInfo<T>)json.InfoOf(typeof(T)));
        return RealtimeCallSpan.RunAsync("subscribe", api.Name, operation: null, protocol.Address, () => realtime.SubscribeAsync(
            protocol, body, AuthorizationOf(api, current, subscribe), reader, options, realtime.Timeout, cancellationToken));
    }

    private async Task<PublishResult?> SendOverSocketAsync(
        EventsSettings current, GraphQLEndpointEntry api, byte[] body, EventPublishOptions options, CancellationToken cancellationToken)
    {
        RealtimeClient realtime = connections();
        EventsProtocol protocol = ProtocolOf(api, realtime);
        RealtimeAuthorization authorization = AuthorizationOf(api, current, PublishAuthorization(current, options));
        byte[] answer = await RealtimeCallSpan.RunAsync("publish", api.Name, operation: null, protocol.Address, () => realtime.PublishAsync(
            protocol, body, authorization, options.Timeout ?? realtime.Timeout, cancellationToken)).ConfigureAwait(false);
        try
        {
            return JsonSerializer.Deserialize(answer, PublishResultContext.Default.PublishResult);
        }
        catch (JsonException e)
        {
            throw new RealtimeException(
                $"The server at {RealtimeAddress.WithoutQuery(protocol.Address)} answered what was published, but not as an Events API does: {e.Message} Check the realtime URL.", e);
        }
    }

    private static EventsProtocol ProtocolOf(GraphQLEndpointEntry api, RealtimeClient realtime)
    {
        Uri address = RealtimeAddress.Derive(api.Address, api.RealtimeEndpoint?.OriginalString, "/realtime", $"{EventsSettings.Key}.RealtimeEndpoint");
        return new EventsProtocol(api.Address, address, realtime.Context.Options.AuthCarrier, realtime.Authorizer);
    }

    // What the call says holds for its connection too, unless the API's connections have a mode of their own.
    private RealtimeAuthorization AuthorizationOf(GraphQLEndpointEntry api, EventsSettings current, GraphQLCallAuthorization call)
    {
        GraphQLCallAuthorization connect = current.Connect is { } mode ? new GraphQLCallAuthorization { Mode = mode } : call;
        return new RealtimeAuthorization
        {
            Endpoint = api.Address,
            IdentifyAsync = token => _settings.Authorization.IdentifyAsync(api, connect, token),
            Identity = () => _settings.Authorization.IdentityOf(api, connect),
            Head = (target, token) => HeadOfAsync(api, call, target, overHttp: false, token),
            ConnectHead = (target, token) => HeadOfAsync(api, connect, target, overHttp: false, token),
        };
    }
}
