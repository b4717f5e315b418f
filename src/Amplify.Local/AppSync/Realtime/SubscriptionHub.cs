using System.Collections.Frozen;
using System.Text.Json;
using Amplify.Local.AppSync.Execution;
using Amplify.Local.AppSync.Schema;
using Amplify.Local.Realtime;
using GraphQL;
using Microsoft.Extensions.Logging;

namespace Amplify.Local.AppSync.Realtime;

/// <summary>
/// Passes the results of mutations on to whoever subscribes. A result is shaped once for all subscriptions that get the same bytes, and
/// these are shared by their frames.
/// </summary>
internal sealed class SubscriptionHub(Lazy<ExecutableSchema> schema, Lazy<OperationRunner> runner, ILogger logger)
{
    private const int LargestPayload = 240 * 1024;

    private readonly Lock _gate = new();
    private readonly Dictionary<string, Dictionary<AudienceKey, Audience>> _byField = new(StringComparer.Ordinal);
    private readonly Lazy<FrozenDictionary<string, string[]>> _followers = new(() => SubscriptionLinks.Of(schema.Value.Document));

    /// <summary>Adds a subscription and tells its client: what is published from then on, it gets.</summary>
    public void Add(LiveSubscription subscription)
    {
        lock (_gate)
        {
            if (!_byField.TryGetValue(subscription.Key.Field, out Dictionary<AudienceKey, Audience>? audiences))
            {
                _byField.Add(subscription.Key.Field, audiences = []);
            }

            if (!audiences.TryGetValue(subscription.Key, out Audience? audience))
            {
                audiences.Add(subscription.Key, audience = new Audience(subscription.Key, subscription.Shape));
            }

            audience.Add(subscription);
            subscription.SendAck();
        }
    }

    public void Remove(LiveSubscription subscription)
    {
        lock (_gate)
        {
            if (_byField.TryGetValue(subscription.Key.Field, out Dictionary<AudienceKey, Audience>? audiences)
                && audiences.TryGetValue(subscription.Key, out Audience? audience))
            {
                audience.Remove(subscription);
                if (audience.IsEmpty)
                {
                    audiences.Remove(subscription.Key);
                }
            }
        }
    }

    /// <summary>Ends the subscriptions of a field whose invalidation filter matches.</summary>
    public void Invalidate(string field, JsonElement payload)
    {
        List<LiveSubscription> ended = [];
        lock (_gate)
        {
            foreach (Audience audience in _byField.GetValueOrDefault(field)?.Values ?? Enumerable.Empty<Audience>())
            {
                ended.AddRange(audience.Snapshot.Where(subscription => subscription.IsEndedBy(payload)));
            }
        }

        foreach (LiveSubscription subscription in ended)
        {
            Remove(subscription);
            subscription.End();
        }
    }

    public async ValueTask PublishAsync(MutationResult result)
    {
        (Audience Audience, LiveSubscription[] Members)[] audiences = AudiencesOf(result.Field);
        if (audiences.Length == 0)
        {
            return;
        }

        try
        {
            using JsonDocument payload = result.ToJson();
            foreach ((Audience audience, LiveSubscription[] members) in audiences)
            {
                await DeliverAsync(audience, members, payload.RootElement).ConfigureAwait(false);
            }
        }
#pragma warning disable CA1031 // The mutation has been done; what goes wrong for others must not make it look as if it had not.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            RealtimeLog.DeliveryFailed(logger, result.Field, exception);
        }
    }

    private (Audience Audience, LiveSubscription[] Members)[] AudiencesOf(string mutation)
    {
        if (!_followers.Value.TryGetValue(mutation, out string[]? fields))
        {
            return [];
        }

        lock (_gate)
        {
            return
            [
                .. fields.SelectMany(field => _byField.GetValueOrDefault(field)?.Values ?? Enumerable.Empty<Audience>())
                    .Select(static audience => (audience, audience.Snapshot)),
            ];
        }
    }

    private async ValueTask DeliverAsync(Audience audience, LiveSubscription[] members, JsonElement payload)
    {
        ReadOnlyMemory<byte> shaped = default;
        foreach (LiveSubscription subscription in members)
        {
            if (!subscription.Filter.Matches(payload))
            {
                continue;
            }

            if (shaped.IsEmpty)
            {
                shaped = await ShapeAsync(audience.Shape, payload).ConfigureAwait(false);
                if (shaped.Length > LargestPayload)
                {
                    RealtimeLog.PayloadTooLarge(logger, audience.Key.Field, shaped.Length, LargestPayload);
                    return;
                }
            }

            subscription.Send(shaped);
        }
    }

    private async ValueTask<ReadOnlyMemory<byte>> ShapeAsync(SubscriptionShape shape, JsonElement payload)
    {
        ExecutionResult result = await runner.Value
            .RunAsync(shape.Document, shape.Operation, shape.Call with { Payload = payload }).ConfigureAwait(false);
        return DataPayload.Write(result);
    }
}
