using System.Text.Json;
using Amplify.Local.AppSync.Authorization;
using Amplify.Local.Events.Channels;
using Amplify.Local.Hosting;
using Amplify.Local.Realtime;

namespace Amplify.Local.Events;

/// <summary>AppSync's <c>aws-appsync-event-ws</c> over one connection.</summary>
internal sealed class EventSession(RealtimeConnection connection, EventServices services, string sourceIp) : IRealtimeSession
{
    private static readonly RealtimeError Unknown = new("UnsupportedOperation", "Operation not supported through the realtime channel");
    private static readonly RealtimeError NoId = new("BadRequestException", "The frame has no id.", 400);

    // Touched by the connection's reader alone.
    private readonly Dictionary<string, ChannelSubscription> _subscriptions = new(StringComparer.Ordinal);

    public OutgoingFrame KeepAlive => EventFrames.KeepAlive;

    public int LargestMessage => EventEndpoint.LargestBody;

    public async ValueTask ReceiveAsync(ReadOnlyMemory<byte> message)
    {
        if (!FrameJson.TryParse(message, out JsonDocument? parsed))
        {
            connection.Send(EventFrames.Error("error", null, Unknown));
            return;
        }

        using (parsed)
        {
            await ReceiveAsync(parsed.RootElement).ConfigureAwait(false);
        }
    }

    public void RefuseTooLarge() =>
        connection.Send(EventFrames.Error("error", null, RealtimeError.LimitExceeded("The message is too large.")));

    public void End()
    {
        foreach (ChannelSubscription subscription in _subscriptions.Values)
        {
            services.Hub.Remove(subscription);
        }

        _subscriptions.Clear();
    }

    private async ValueTask ReceiveAsync(JsonElement frame)
    {
        string? id = frame.Text("id");
        string? type = frame.Text("type");
        switch (type)
        {
            case "connection_init":
                connection.Send(EventFrames.ConnectionAck);
                connection.Send(EventFrames.KeepAlive);
                break;
            case "subscribe" or "publish" or "unsubscribe" when id is null:
                connection.Send(EventFrames.Error($"{type}_error", null, NoId));
                break;
            case "subscribe":
                await SubscribeAsync(id!, frame).ConfigureAwait(false);
                break;
            case "publish":
                await PublishAsync(id!, frame).ConfigureAwait(false);
                break;
            case "unsubscribe":
                Unsubscribe(id!);
                break;
            default:
                connection.Send(EventFrames.Error("error", id, Unknown));
                break;
        }
    }

    private async ValueTask SubscribeAsync(string id, JsonElement frame)
    {
        string? name = frame.Text("channel");
        (AppSyncCaller? caller, RealtimeError? error) = await AuthorizeAsync(frame, ChannelAction.Subscribe(name), default).ConfigureAwait(false);
        ChannelName? channel = null;
        LocalChannelNamespace? space = null;
        error ??= services.Access.ToSubscribe(name, caller!, out channel, out space) ?? Refusal(id);
        error ??= await services.Handlers.SubscribeAsync(space!, channel!, caller!).ConfigureAwait(false);
        if (error is not null)
        {
            connection.Send(EventFrames.Error("subscribe_error", id, error));
            return;
        }

        var subscription = new ChannelSubscription(id, channel!, connection);
        _subscriptions.Add(id, subscription);
        services.Hub.Add(subscription);
    }

    private async ValueTask PublishAsync(string id, JsonElement frame)
    {
        string? name = frame.Text("channel");
        JsonElement events = frame.Member("events");
        (AppSyncCaller? caller, RealtimeError? error) = await AuthorizeAsync(frame, ChannelAction.Publish(name), events).ConfigureAwait(false);
        PublishReceipt? receipt = null;
        if (error is null)
        {
            (receipt, error) = await services.Publisher.PublishAsync(name, events, caller!).ConfigureAwait(false);
        }

        connection.Send(error is null ? EventFrames.Published(id, receipt!) : EventFrames.Error("publish_error", id, error));
    }

    private void Unsubscribe(string id)
    {
        if (_subscriptions.Remove(id, out ChannelSubscription? subscription))
        {
            services.Hub.Remove(subscription);
            connection.Send(EventFrames.OfId("unsubscribe_success", id));
        }
        else
        {
            connection.Send(EventFrames.Error("unsubscribe_error", id, new RealtimeError("UnknownOperationError", $"Unknown operation id {id}", 400)));
        }
    }

    private RealtimeError? Refusal(string id)
    {
        if (_subscriptions.ContainsKey(id))
        {
            return new RealtimeError("DuplicatedOperationError", $"There is an operation '{id}' already.", 400);
        }

        return _subscriptions.Count < services.MostSubscriptions
            ? null
            : new RealtimeError("MaxSubscriptionsReachedError", $"Max number of {services.MostSubscriptions} subscriptions reached", 400);
    }

    // A signature covers the frame as a request: the channel, and where there are some the events, and nothing else.
    private async ValueTask<(AppSyncCaller? Caller, RealtimeError? Error)> AuthorizeAsync(JsonElement frame, ChannelAction action, JsonElement events)
    {
        JsonElement authorization = frame.Member("authorization");
        if (authorization.ValueKind != JsonValueKind.Object)
        {
            return (null, RealtimeError.MissingHeaders);
        }

        string text = JsonText.Quote(action.Channel ?? "");
        string body = events.ValueKind == JsonValueKind.Undefined
            ? $$"""{"channel":{{text}}}"""
            : $$"""{"channel":{{text}},"events":{{events.GetRawText()}}}""";
        AppSyncAuthorization result = await services.Authorizer
            .AuthorizeAsync(
                SignedFrame.Of(authorization, body).ToRequest(EventEndpoint.Path, sourceIp, services.Clock) with { ChannelAction = action }, CancellationToken.None)
            .ConfigureAwait(false);
        return result.IsAuthorized ? (result.Caller, null) : (null, RealtimeError.Of(result.Refusal));
    }
}
