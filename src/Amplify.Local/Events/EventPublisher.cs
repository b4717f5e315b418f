using System.Text.Json;
using Amplify.Local.AppSync.Authorization;
using Amplify.Local.Events.Channels;
using Amplify.Local.Realtime;

namespace Amplify.Local.Events;

/// <summary>Publishes batches, however they came.</summary>
internal sealed class EventPublisher(EventAccess access, ChannelHub hub, ChannelHandlers handlers)
{
    public async ValueTask<(PublishReceipt? Receipt, RealtimeError? Error)> PublishAsync(string? name, JsonElement events, AppSyncCaller caller)
    {
        IReadOnlyList<LocalChannelEvent> batch = [];
        RealtimeError? error = access.ToPublish(name, caller, out ChannelName? channel, out LocalChannelNamespace? space);
        error ??= EventBatch.TryRead(events, out batch);
        if (error is not null)
        {
            return (null, error);
        }

        (IReadOnlyList<LocalChannelEvent> passed, error) = await handlers.PublishAsync(space!, channel!, batch, caller).ConfigureAwait(false);
        return error is null ? (Deliver(channel!, batch, passed), null) : (null, error);
    }

    // An event that the handler leaves out goes to nobody, and yet its publisher is told of no failure.
    private PublishReceipt Deliver(ChannelName channel, IReadOnlyList<LocalChannelEvent> batch, IReadOnlyList<LocalChannelEvent> passed)
    {
        var receipt = new PublishReceipt();
        for (int i = 0; i < batch.Count; i++)
        {
            string id = batch[i].Id;
            if (passed.FirstOrDefault(candidate => candidate.Id == id)?.Error is { } message)
            {
                receipt.Fail(id, i, message);
            }
            else
            {
                receipt.Succeed(id, i);
            }
        }

        foreach (LocalChannelEvent accepted in passed)
        {
            if (accepted.Error is null)
            {
                hub.Send(channel, EventFrames.DataTail(accepted.Payload));
            }
        }

        return receipt;
    }
}
