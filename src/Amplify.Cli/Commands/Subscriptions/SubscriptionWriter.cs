using System.Text.Json;
using Amplify.Cli.Execution;

namespace Amplify.Cli.Commands.Subscriptions;

/// <summary>Prints the messages of a subscription as they come, and tells what happens to the subscription.</summary>
/// <param name="context">Where to print.</param>
/// <param name="write">Writes a message.</param>
internal sealed class SubscriptionWriter(CliContext context, Action<Utf8JsonWriter, SubscriptionEvent<JsonElement>.Data> write)
{
    /// <param name="subscription">What to read.</param>
    /// <param name="most">How many messages to print, or <see langword="null"/> for all that come.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="RealtimeException">The subscription has failed for good.</exception>
    public async Task WriteAsync(Subscription<JsonElement> subscription, int? most, CancellationToken cancellationToken)
    {
        int count = 0;
        await foreach (SubscriptionEvent<JsonElement> item in subscription.Events.WithCancellation(cancellationToken))
        {
            // A message that cannot be read is told by the client's log, which goes to standard error too.
            switch (item)
            {
                case SubscriptionEvent<JsonElement>.Data message:
                    await JsonOutput.WriteLineAsync(context, json => write(json, message), cancellationToken);
                    if (++count == most)
                    {
                        return;
                    }

                    break;
                case SubscriptionEvent<JsonElement>.Reconnected gap:
                    await context.Error.WriteLineAsync(
                        $"Reconnected: the subscription is established again. What was sent since {gap.Since:u} may be missing.");
                    break;
            }
        }

        await context.Error.WriteLineAsync("The server has ended the subscription.");
    }
}
