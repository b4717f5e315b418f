namespace Amplify.Api.Tests.Realtime;

/// <summary>Reads subscriptions.</summary>
internal static class Reading
{
    /// <summary>Reads some messages, and stops.</summary>
    public static async Task<List<int>> NumbersAsync(this Subscription<Message> subscription, int count)
    {
        var numbers = new List<int>();
        await foreach (Message message in subscription.WithCancellation(TestContext.Current.CancellationToken))
        {
            numbers.Add(message.Number);
            if (numbers.Count == count)
            {
                break;
            }
        }

        return numbers;
    }

    /// <summary>Reads some events, and stops.</summary>
    public static async Task<List<SubscriptionEvent<Message>>> EventsAsync(this Subscription<Message> subscription, int count)
    {
        var events = new List<SubscriptionEvent<Message>>();
        await foreach (SubscriptionEvent<Message> e in subscription.Events.WithCancellation(TestContext.Current.CancellationToken))
        {
            events.Add(e);
            if (events.Count == count)
            {
                break;
            }
        }

        return events;
    }

    /// <summary>Reads to the end.</summary>
    public static Task<List<int>> AllAsync(this Subscription<Message> subscription) => subscription.NumbersAsync(int.MaxValue);

    public static int NumberOf(SubscriptionEvent<Message> e) => Assert.IsType<SubscriptionEvent<Message>.Data>(e).Value!.Number;
}
