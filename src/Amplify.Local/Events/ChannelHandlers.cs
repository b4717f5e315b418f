using Amplify.Local.AppSync.Authorization;
using Amplify.Local.Events.Channels;
using Amplify.Local.Realtime;
using Microsoft.Extensions.Logging;

namespace Amplify.Local.Events;

/// <summary>Runs the handlers of channel namespaces.</summary>
internal sealed class ChannelHandlers(TimeProvider timeProvider, ILogger logger)
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(30);
    private static readonly RealtimeError Failed = new("InternalFailure", "There was an error processing the message", 500);

    public async ValueTask<(IReadOnlyList<LocalChannelEvent> Events, RealtimeError? Error)> PublishAsync(
        LocalChannelNamespace space, ChannelName channel, IReadOnlyList<LocalChannelEvent> events, AppSyncCaller caller)
    {
        if (space.OnPublish is not { } handler)
        {
            return (events, null);
        }

        IReadOnlyList<LocalChannelEvent> passed = [];
        RealtimeError? error = await RunAsync(space, async cancellation =>
        {
            passed = await handler(new LocalChannelContext(channel.Text, caller.Identity), events, cancellation).ConfigureAwait(false);
        }).ConfigureAwait(false);
        return (passed, error);
    }

    public ValueTask<RealtimeError?> SubscribeAsync(LocalChannelNamespace space, ChannelName channel, AppSyncCaller caller) =>
        space.OnSubscribe is { } handler
            ? RunAsync(space, cancellation => handler(new LocalChannelContext(channel.Text, caller.Identity), cancellation))
            : default;

    private async ValueTask<RealtimeError?> RunAsync(LocalChannelNamespace space, Func<CancellationToken, ValueTask> handler)
    {
        using var time = new CancellationTokenSource(Timeout, timeProvider);
        try
        {
            await handler(time.Token).AsTask().WaitAsync(time.Token).ConfigureAwait(false);
            return null;
        }
        catch (AppSyncException told)
        {
            return new RealtimeError(told.ErrorType ?? "BadRequestException", told.Message, 400);
        }
#pragma warning disable CA1031 // Whatever a handler throws is its caller's failure, not the connection's.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            RealtimeLog.HandlerThrew(logger, space.Name, exception);
            return Failed;
        }
    }
}
