namespace Amplify.Api.Tests.Realtime;

/// <summary>Which subscriptions share a socket.</summary>
public sealed class PoolTests
{
    [Fact]
    public async Task Subscribe_TwoHundredAndFifty_UsesThreeSockets()
    {
        await using var fixture = new RealtimeFixture();
        List<Task<Subscription<Message>>> subscribing = [.. Enumerable.Range(0, 250).Select(_ => fixture.SubscribeAsync())];
        ScriptedSocket[] sockets = [await fixture.AcknowledgedAsync(), await fixture.AcknowledgedAsync(), await fixture.AcknowledgedAsync()];
        int[] counts = new int[3];
        Task[] serving = [.. sockets.Select((socket, index) => Task.Run(() => ServeAsync(socket, () => counts[index]++)))];
        await Task.WhenAll(subscribing);

        Assert.Equal([50, 100, 100], counts.Order());
        Assert.Equal(3, fixture.Handshakes);
        Assert.False(fixture.HasNextSocket);
        await fixture.DisposeAsync();
        await Task.WhenAll(serving);
    }

    [Fact]
    public async Task Subscribe_AsTwoIdentities_UsesTwoSockets()
    {
        await using var fixture = new RealtimeFixture();
        await fixture.EstablishedAsync();
        fixture.Identity = "you";
        await fixture.EstablishedAsync();

        Assert.Equal(2, fixture.Handshakes);
    }

    [Fact]
    public async Task LastSubscription_Disposed_ClosesTheSocketAfterAWhile()
    {
        await using var fixture = new RealtimeFixture();
        (Subscription<Message> subscription, ScriptedSocket socket, _) = await fixture.EstablishedAsync();
        await subscription.DisposeAsync();
        Assert.Equal(ConnectionState.ConnectedPendingDisconnect, subscription.ConnectionState);

        fixture.Pass(4.9);
        await RealtimeFixture.SettleAsync();
        Assert.True(socket.IsOpen);
        fixture.Pass(0.2);

        await socket.Gone;
        Assert.True(socket.Disposed);
        await RealtimeFixture.UntilAsync(() => subscription.ConnectionState == ConnectionState.Disconnected);
        await RealtimeFixture.UntilAsync(() => fixture.Pool.Connections.Count == 0);
        await RealtimeFixture.UntilAsync(() => !fixture.Network.IsWatched);
    }

    [Fact]
    public async Task Subscribe_WithinTheWhile_KeepsTheSocket()
    {
        await using var fixture = new RealtimeFixture();
        (Subscription<Message> first, ScriptedSocket socket, _) = await fixture.EstablishedAsync();
        await first.DisposeAsync();
        await socket.NextAsync("stop");
        fixture.Pass(3);
        Task<Subscription<Message>> second = fixture.SubscribeAsync();
        await RealtimeFixture.StartedAsync(socket);
        await second;

        fixture.Pass(10);
        await RealtimeFixture.SettleAsync();

        Assert.True(socket.IsOpen);
        Assert.Equal(1, fixture.Handshakes);
    }

    [Fact]
    public async Task Identity_Changed_MovesSubscriptionsToASocketOfTheNewOne()
    {
        await using var fixture = new RealtimeFixture();
        (Subscription<Message> subscription, ScriptedSocket mine, string id) = await fixture.EstablishedAsync();

        fixture.Identity = "you";
        fixture.Pool.CheckIdentities();

        Assert.Equal(id, (await mine.NextAsync("stop")).GetProperty("id").GetString());
        ScriptedSocket yours = await fixture.AcknowledgedAsync();
        string other = await RealtimeFixture.StartedAsync(yours);
        yours.Send(RealtimeFixture.Data(other, 1));
        List<SubscriptionEvent<Message>> events = await subscription.EventsAsync(2);
        Assert.IsType<SubscriptionEvent<Message>.Reconnected>(events[0]);
        await mine.Gone;
    }

    [Fact]
    public async Task Identity_Unchanged_LeavesSubscriptionsAlone()
    {
        await using var fixture = new RealtimeFixture();
        (_, ScriptedSocket socket, _) = await fixture.EstablishedAsync();

        fixture.Pool.CheckIdentities();
        await RealtimeFixture.SettleAsync();

        Assert.Empty(socket.Unread());
        Assert.Equal(1, fixture.Handshakes);
    }

    private static async Task ServeAsync(ScriptedSocket socket, Action started)
    {
        try
        {
            while (true)
            {
                await RealtimeFixture.StartedAsync(socket);
                started();
            }
        }
        catch (Exception e) when (e is System.Threading.Channels.ChannelClosedException or Xunit.Sdk.EqualException)
        {
            // The test has ended.
        }
    }
}
