using Amplify.Api.Authorization;

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

    [Fact]
    public async Task LastSubscriptionThatWaits_Disposed_StopsWatchingTheNetwork()
    {
        await using var fixture = new RealtimeFixture();
        (Subscription<Message> subscription, _, _) = await fixture.EstablishedAsync(new SubscriptionOptions<Message> { Overflow = OverflowPolicy.Wait });
        Assert.True(fixture.Network.IsWatched);
        await subscription.DisposeAsync();

        await fixture.AdvanceUntilAsync(() => fixture.Pool.Connections.Count == 0, TimeSpan.FromSeconds(1));

        await RealtimeFixture.UntilAsync(() => !fixture.Network.IsWatched);
    }

    [Fact]
    public async Task LastSubscription_DisposedDuringAReconnectWhileAnotherBegins_NeitherWaitsForTheOther()
    {
        var fixture = new RealtimeFixture();
        (Subscription<Message> first, ScriptedSocket socket, _) = await fixture.EstablishedAsync();
        socket.Cut();
        await RealtimeFixture.UntilAsync(() => fixture.Loggers.Events.Any(static e => e.Id == 404));
        await RealtimeFixture.SettleAsync();
        var leaving = new Thread(first.Close) { IsBackground = true };
        var met = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        fixture.IdentityAsked = () =>
        {
            // Whoever subscribes has the pool now, and asks its connections next.
            fixture.IdentityAsked = null;
            leaving.Start();
            SpinWait.SpinUntil(() => !leaving.IsAlive || leaving.ThreadState.HasFlag(ThreadState.WaitSleepJoin), TimeSpan.FromSeconds(30));
            met.SetResult();
        };

        Task<Subscription<Message>> subscribing = Task.Run(() => fixture.SubscribeAsync(), RealtimeFixture.Token);

        await met.Task.WaitAsync(RealtimeFixture.Token);
        Assert.True(leaving.Join(TimeSpan.FromSeconds(30)), "It waits for the pool, which waits for it.");
        await RealtimeFixture.StartedAsync(await fixture.AcknowledgedAsync());
        await subscribing;
        await fixture.DisposeAsync();
    }

    [Fact]
    public async Task Identity_ChangedWhileASubscriptionIsDisposed_LeavesNothingBehind()
    {
        await using var fixture = new RealtimeFixture();
        (Subscription<Message> subscription, _, _) = await fixture.EstablishedAsync();
        DuringTheMove(fixture, subscription.Close);

        fixture.Pool.CheckIdentities();

        await fixture.AdvanceUntilAsync(() => fixture.Pool.Connections.Count == 0, TimeSpan.FromSeconds(1));
    }

    [Fact]
    public async Task Identity_ChangedWhilePublishingIsCancelled_LeavesNothingBehind()
    {
        await using var fixture = new RealtimeFixture();
        using var cancellation = new CancellationTokenSource();
        Task<string> publishing = fixture.PublishAsync(cancellationToken: cancellation.Token);
        await fixture.NextSocketAsync();
        DuringTheMove(fixture, () =>
        {
            // Where no context is in the way, who waits goes on at once.
            var cancelling = new Thread(cancellation.Cancel);
            cancelling.Start();
            cancelling.Join();
        });

        fixture.Pool.CheckIdentities();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => publishing);
        await fixture.AdvanceUntilAsync(() => fixture.Pool.Connections.Count == 0, TimeSpan.FromSeconds(1));
    }

    [Fact]
    public async Task Identity_ChangedWhileAStartIsAuthorized_ItsFailureCountsNoMore()
    {
        var gate = new GatedAuthorizer();
        await using var fixture = new RealtimeFixture { Authorizers = [gate] };
        await fixture.EstablishedAsync();
        gate.Opened = new TaskCompletionSource();
        Task<Subscription<Message>> subscribing = fixture.SubscribeAsync();
        await RealtimeFixture.UntilAsync(() => gate.Waiting == 1);
        TaskCompletionSource opened = gate.Opened;
        gate.Opened = null;

        fixture.Identity = "you";
        fixture.Pool.CheckIdentities();
        opened.SetException(new AmplifyAuthException("signed out", AmplifyAuthReason.SignInRequired));
        ScriptedSocket yours = await fixture.AcknowledgedAsync();
        await RealtimeFixture.StartedAsync(yours);
        await RealtimeFixture.StartedAsync(yours);

        await subscribing;
    }

    // It is asked once to compare, and once for the new place: in between, what is moved is on no connection.
    private static void DuringTheMove(RealtimeFixture fixture, Action action)
    {
        int asked = 0;
        fixture.Identity = "you";
        fixture.IdentityAsked = () =>
        {
            if (++asked == 2)
            {
                action();
            }
        };
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

    private sealed class GatedAuthorizer : IAuthorizer
    {
        public TaskCompletionSource? Opened { get; set; }

        public int Waiting { get; private set; }

        public async ValueTask AuthorizeAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            if (Opened is { } gate)
            {
                Waiting++;
                await gate.Task;
            }
        }
    }
}
