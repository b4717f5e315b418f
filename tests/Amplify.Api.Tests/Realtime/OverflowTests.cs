namespace Amplify.Api.Tests.Realtime;

/// <summary>Subscribers that do not keep up.</summary>
public sealed class OverflowTests
{
    [Fact]
    public async Task Fail_BufferFull_EndsThatSubscriptionTypedAndSendsStop()
    {
        await using var fixture = new RealtimeFixture();
        (Subscription<Message> slow, ScriptedSocket socket, string id) =
            await fixture.EstablishedAsync(new SubscriptionOptions<Message> { BufferCapacity = 3 });
        Task<Subscription<Message>> subscribing = fixture.SubscribeAsync();
        string other = await RealtimeFixture.StartedAsync(socket);
        Subscription<Message> quick = await subscribing;
        for (int i = 1; i <= 5; i++)
        {
            socket.Send(RealtimeFixture.Data(id, i));
        }

        Assert.Equal(id, (await socket.NextAsync("stop")).GetProperty("id").GetString());
        socket.Send(RealtimeFixture.Data(other, 1));
        Assert.Equal([1], await quick.NumbersAsync(1));
        var numbers = new List<int>();
        RealtimeException error = await Assert.ThrowsAsync<RealtimeException>(async () =>
        {
            await foreach (Message message in slow.WithCancellation(RealtimeFixture.Token))
            {
                numbers.Add(message.Number);
            }
        });
        Assert.Equal("BufferOverflow", error.ErrorType);
        Assert.Equal([1, 2, 3], numbers);
    }

    [Fact]
    public async Task DropOldest_BufferFull_KeepsTheLatestAndTellsHowManyWereDropped()
    {
        await using var fixture = new RealtimeFixture();
        (Subscription<Message> subscription, ScriptedSocket socket, string id) =
            await fixture.EstablishedAsync(new SubscriptionOptions<Message> { BufferCapacity = 3, Overflow = OverflowPolicy.DropOldest });
        Task<Subscription<Message>> subscribing = fixture.SubscribeAsync();
        string other = await RealtimeFixture.StartedAsync(socket);
        Subscription<Message> marker = await subscribing;
        for (int i = 1; i <= 5; i++)
        {
            socket.Send(RealtimeFixture.Data(id, i));
        }

        socket.Send(RealtimeFixture.Data(other, 0));
        await marker.NumbersAsync(1);

        List<SubscriptionEvent<Message>> events = await subscription.EventsAsync(4);
        Assert.Equal(2, Assert.IsType<SubscriptionEvent<Message>.Dropped>(events[0]).Count);
        Assert.Equal([3, 4, 5], events.Skip(1).Select(Reading.NumberOf));
    }

    [Fact]
    public async Task Wait_BufferFull_StallsItsOwnSocketAndNoOther()
    {
        await using var fixture = new RealtimeFixture();
        (Subscription<Message> slow, ScriptedSocket own, string id) =
            await fixture.EstablishedAsync(new SubscriptionOptions<Message> { BufferCapacity = 1, Overflow = OverflowPolicy.Wait });
        (Subscription<Message> other, ScriptedSocket shared, string otherId) = await fixture.EstablishedAsync();
        for (int i = 1; i <= 10; i++)
        {
            own.Send(RealtimeFixture.Data(id, i));
        }

        shared.Send(RealtimeFixture.Data(otherId, 1));

        Assert.Equal([1], await other.NumbersAsync(1));
        Assert.NotSame(own, shared);
        Assert.Equal([1, 2, 3, 4, 5, 6, 7, 8, 9, 10], await slow.NumbersAsync(10));
    }

    [Fact]
    public async Task Wait_SubscriberAwayForLong_IsNotTakenForTheServersSilence()
    {
        await using var fixture = new RealtimeFixture { IsReachable = static () => false };
        (Subscription<Message> slow, ScriptedSocket own, string id) =
            await fixture.EstablishedAsync(new SubscriptionOptions<Message> { BufferCapacity = 1, Overflow = OverflowPolicy.Wait });
        for (int i = 1; i <= 3; i++)
        {
            own.Send(RealtimeFixture.Data(id, i));
        }

        await RealtimeFixture.UntilAsync(() => own.Pending == 1);
        for (int i = 0; i < 20; i++)
        {
            await RealtimeFixture.SettleAsync();
        }

        fixture.Pass(400);
        await RealtimeFixture.SettleAsync();

        Assert.Equal([1, 2, 3], await slow.NumbersAsync(3));
        Assert.Equal(1, fixture.Handshakes);
    }

    [Fact]
    public async Task Wait_DisposedWhileFull_LetsTheSocketGo()
    {
        await using var fixture = new RealtimeFixture();
        (Subscription<Message> slow, ScriptedSocket own, string id) =
            await fixture.EstablishedAsync(new SubscriptionOptions<Message> { BufferCapacity = 1, Overflow = OverflowPolicy.Wait });
        for (int i = 1; i <= 3; i++)
        {
            own.Send(RealtimeFixture.Data(id, i));
        }

        await slow.DisposeAsync();
        await own.NextAsync("stop");
        await fixture.AdvanceUntilAsync(() => own.Disposed, TimeSpan.FromSeconds(1));
    }
}
