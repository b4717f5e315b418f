using System.Collections.Concurrent;
using System.Text.Json;
using Amplify.Local.Realtime;

namespace Amplify.Local.AppSync.Realtime;

/// <summary>AppSync's <c>graphql-ws</c> over one connection.</summary>
internal sealed class GraphQLSession(
    RealtimeConnection connection, SubscriptionStarter starter, SubscriptionHub hub, int mostSubscriptions, string sourceIp) : IRealtimeSession
{
    private static readonly RealtimeError Unknown = new("UnsupportedOperation", "unknown not supported through the realtime channel");

    // The connection's reader adds and removes; an invalidation removes too, from elsewhere.
    private readonly ConcurrentDictionary<string, LiveSubscription> _subscriptions = new(StringComparer.Ordinal);

    public OutgoingFrame KeepAlive => GraphQLFrames.KeepAlive;

    public int LargestMessage => 128 * 1024;

    public async ValueTask ReceiveAsync(ReadOnlyMemory<byte> message)
    {
        if (!FrameJson.TryParse(message, out JsonDocument? parsed))
        {
            connection.Send(GraphQLFrames.Error(null, Unknown));
            return;
        }

        using (parsed)
        {
            JsonElement frame = parsed.RootElement;
            string? id = frame.Text("id");
            switch (frame.Text("type"))
            {
                case "connection_init":
                    connection.Send(GraphQLFrames.ConnectionAck);
                    connection.Send(GraphQLFrames.KeepAlive);
                    break;
                case "start":
                    await StartAsync(id, frame.Member("payload")).ConfigureAwait(false);
                    break;
                case "stop":
                    Stop(id);
                    break;
                default:
                    connection.Send(GraphQLFrames.Error(id, Unknown));
                    break;
            }
        }
    }

    public void RefuseTooLarge() => connection.Send(GraphQLFrames.Error(null, RealtimeError.LimitExceeded("The message is larger than 128 KB.")));

    public void End()
    {
        foreach (LiveSubscription subscription in _subscriptions.Values)
        {
            hub.Remove(subscription);
        }

        _subscriptions.Clear();
    }

    private async ValueTask StartAsync(string? id, JsonElement payload)
    {
        JsonElement authorization = payload.Member("extensions").Member("authorization");
        if (id is null || payload.Text("data") is not { } data)
        {
            // Clients of the older protocol put the query where AppSync wants a text with it.
            connection.Send(GraphQLFrames.Error(id, Unknown));
            return;
        }

        if (Refusal(id, authorization) is { } refusal)
        {
            connection.Send(GraphQLFrames.Error(id, refusal));
            return;
        }

        StartOutcome outcome = await starter.StartAsync(data, SignedFrame.Of(authorization, data), sourceIp).ConfigureAwait(false);
        if (!outcome.IsStarted)
        {
            connection.Send(GraphQLFrames.Error(id, outcome.Errors));
            return;
        }

        var subscription = new LiveSubscription(id, connection, outcome.Subscription, Complete);
        _subscriptions[id] = subscription;
        hub.Add(subscription);
    }

    private void Complete(string id)
    {
        if (_subscriptions.TryRemove(id, out _))
        {
            connection.Send(GraphQLFrames.Complete(id));
        }
    }

    private RealtimeError? Refusal(string id, JsonElement authorization)
    {
        if (_subscriptions.ContainsKey(id))
        {
            return new RealtimeError("DuplicatedOperationError", $"There is an operation '{id}' already.", 400);
        }

        if (_subscriptions.Count >= mostSubscriptions)
        {
            return new RealtimeError("MaxSubscriptionsReachedError", $"Max number of {mostSubscriptions} subscriptions reached", 400);
        }

        return authorization.ValueKind == JsonValueKind.Object ? null : RealtimeError.MissingHeaders;
    }

    private void Stop(string? id)
    {
        if (id is not null && _subscriptions.TryRemove(id, out LiveSubscription? subscription))
        {
            hub.Remove(subscription);
            connection.Send(GraphQLFrames.Complete(id));
        }
        else
        {
            connection.Send(GraphQLFrames.Error(id, new RealtimeError("UnknownOperationError", $"Unknown operation id {id}", 400)));
        }
    }
}
