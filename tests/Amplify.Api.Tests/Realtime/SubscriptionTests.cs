namespace Amplify.Api.Tests.Realtime;

/// <summary>A subscription from its start to its end.</summary>
public sealed class SubscriptionTests
{
    [Fact]
    public async Task Subscribe_Acknowledged_GivesMessagesInOrder()
    {
        await using var fixture = new RealtimeFixture();
        (Subscription<Message> subscription, ScriptedSocket socket, string id) = await fixture.EstablishedAsync();

        for (int number = 1; number <= 3; number++)
        {
            socket.Send(RealtimeFixture.Data(id, number));
        }

        Assert.Equal([1, 2, 3], await TakeAsync(subscription, 3));
    }

    [Fact]
    public async Task Subscribe_NotYetAcknowledged_IsNotCompleted()
    {
        await using var fixture = new RealtimeFixture();
        Task<Subscription<Message>> subscribing = fixture.SubscribeAsync();
        ScriptedSocket socket = await fixture.AcknowledgedAsync();
        await socket.NextAsync("start");
        await RealtimeFixture.SettleAsync();

        Assert.False(subscribing.IsCompleted);
    }

    private static async Task<List<int>> TakeAsync(Subscription<Message> subscription, int count)
    {
        var numbers = new List<int>();
        await foreach (Message message in subscription.WithCancellation(RealtimeFixture.Token))
        {
            numbers.Add(message.Number);
            if (numbers.Count == count)
            {
                break;
            }
        }

        return numbers;
    }
}
