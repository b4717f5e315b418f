namespace Amplify.Api.Tests.Realtime;

/// <summary>What may happen while one socket replaces another.</summary>
public sealed class HandoverTests
{
    [Fact]
    public async Task Subscription_DisposedMeanwhile_TheOldSocketIsClosed()
    {
        await using var fixture = new RealtimeFixture();
        (Subscription<Message> subscription, ScriptedSocket old, string oldId) = await fixture.EstablishedAsync(Aging(fixture));
        ScriptedSocket next = await NextAsync(fixture);
        await next.NextAsync("start");

        await subscription.DisposeAsync();

        Assert.Equal(oldId, (await old.NextAsync("stop")).GetProperty("id").GetString());
        await RealtimeFixture.UntilAsync(() => old.Disposed);
    }

    [Fact]
    public async Task Client_DisposedMeanwhile_BothSocketsAreClosed()
    {
        var fixture = new RealtimeFixture();
        (_, ScriptedSocket old, _) = await fixture.EstablishedAsync(Aging(fixture));
        ScriptedSocket next = await NextAsync(fixture);
        await next.NextAsync("start");

        await fixture.DisposeAsync();

        await RealtimeFixture.UntilAsync(() => old.Disposed && next.Disposed);
    }

    [Fact]
    public async Task Connection_FailsForGoodMeanwhile_TheOldSocketIsClosed()
    {
        await using var fixture = new RealtimeFixture();
        (Subscription<Message> subscription, ScriptedSocket old, _) = await fixture.EstablishedAsync(Aging(fixture));
        ScriptedSocket next = await NextAsync(fixture);
        await next.NextAsync("start");

        next.Send("""{"type":"connection_error","payload":{"errors":[{"errorType":"UnauthorizedException","errorCode":401}]}}""");

        await Assert.ThrowsAsync<RealtimeException>(() => subscription.AllAsync());
        await RealtimeFixture.UntilAsync(() => old.Disposed);
    }

    [Fact]
    public async Task NextSocket_LostSoonAfterwards_IsAGap()
    {
        await using var fixture = new RealtimeFixture();
        (Subscription<Message> subscription, ScriptedSocket old, string oldId) = await fixture.EstablishedAsync(Aging(fixture));
        ScriptedSocket next = await NextAsync(fixture);
        await RealtimeFixture.StartedAsync(next);
        await old.NextAsync("stop");
        old.Send($$"""{"type":"complete","id":"{{oldId}}"}""");
        await RealtimeFixture.UntilAsync(() => old.Disposed);
        fixture.Pass(3);
        await RealtimeFixture.SettleAsync();

        next.Cut();
        await ExpectGapAsync(fixture, subscription);
    }

    [Fact]
    public async Task Identity_ChangedMeanwhile_IsAGap()
    {
        await using var fixture = new RealtimeFixture();
        (Subscription<Message> subscription, _, _) = await fixture.EstablishedAsync(Aging(fixture));
        ScriptedSocket next = await NextAsync(fixture);
        await next.NextAsync("start");

        fixture.Identity = "you";
        fixture.Pool.CheckIdentities();
        await ExpectGapAsync(fixture, subscription);
    }

    [Fact]
    public async Task Network_ComesBackMeanwhile_BothSocketsAreGivenUpAndItIsAGap()
    {
        await using var fixture = new RealtimeFixture();
        (Subscription<Message> subscription, ScriptedSocket old, _) = await fixture.EstablishedAsync(Aging(fixture));
        ScriptedSocket next = await NextAsync(fixture);
        await next.NextAsync("start");

        fixture.Network.Set(false);
        fixture.Network.Set(true);

        await RealtimeFixture.UntilAsync(() => old.Disposed && next.Disposed);
        await ExpectGapAsync(fixture, subscription);
    }

    [Fact]
    public async Task Subscription_NotAcknowledgedYet_IsGivenNothingTwice()
    {
        await using var fixture = new RealtimeFixture();
        fixture.Options.ConnectionLifetime = TimeSpan.FromSeconds(60);
        (_, ScriptedSocket old, _) = await fixture.EstablishedAsync();
        fixture.Pass(55);
        await RealtimeFixture.SettleAsync();
        Task<Subscription<Message>> subscribing = fixture.SubscribeAsync();
        string first = (await old.NextAsync("start")).GetProperty("id").GetString()!;
        fixture.Pass(5);
        ScriptedSocket next = await fixture.AcknowledgedAsync();
        string[] ids = [await RealtimeFixture.StartedAsync(next), await RealtimeFixture.StartedAsync(next)];
        await RealtimeFixture.SettleAsync();

        old.Send($$"""{"type":"start_ack","id":"{{first}}"}""");
        old.Send(RealtimeFixture.Data(first, 1));
        await RealtimeFixture.SettleAsync();
        foreach (string id in ids)
        {
            next.Send(RealtimeFixture.Data(id, 1));
            next.Send(RealtimeFixture.Data(id, 2));
        }

        Subscription<Message> subscription = await subscribing;
        Assert.Equal([1, 2], await subscription.NumbersAsync(2));
        Assert.Contains(old.Unread(), frame => frame.Contains("stop", StringComparison.Ordinal) && frame.Contains(first, StringComparison.Ordinal));
    }

    [Fact]
    public async Task OldSocket_WasSilent_TheNewOneIsShownAsConnected()
    {
        await using var fixture = new RealtimeFixture();
        fixture.Options.ConnectionLifetime = TimeSpan.FromSeconds(100);
        (Subscription<Message> subscription, _, _) = await fixture.EstablishedAsync();
        await RealtimeFixture.SettleAsync();
        fixture.Pass(70);
        await RealtimeFixture.UntilAsync(() => subscription.ConnectionState == ConnectionState.ConnectedPendingKeepAlive);

        fixture.Pass(30);
        await RealtimeFixture.StartedAsync(await fixture.AcknowledgedAsync());

        await RealtimeFixture.UntilAsync(() => subscription.ConnectionState == ConnectionState.Connected);
    }

    [Fact]
    public async Task Token_RefusedAtEachReplacement_IsRenewedEachTime()
    {
        await using var fixture = new RealtimeFixture();
        fixture.Options.ConnectionLifetime = TimeSpan.FromSeconds(60);
        var tokens = new FakeTokenAuthorizer("one", "two", "three");
        fixture.Authorizers = [tokens];
        await fixture.EstablishedAsync();
        foreach (int handshake in new[] { 2, 4 })
        {
            fixture.Refuses = number => number == handshake
                ? new Amplify.Api.Realtime.Connection.HandshakeException(System.Net.HttpStatusCode.Unauthorized)
                : null;
            await RealtimeFixture.SettleAsync();
            fixture.Pass(60);
            await RealtimeFixture.StartedAsync(await fixture.AcknowledgedAsync());
        }

        Assert.Equal(2, tokens.Recoveries);
        Assert.Equal(5, fixture.Handshakes);
    }

    [Fact]
    public async Task Wait_SubscriberIsSlow_NothingIsLostAndTheServerIsMadeToWait()
    {
        await using var fixture = new RealtimeFixture();
        SubscriptionOptions<Message> options = Aging(fixture);
        options.BufferCapacity = 1;
        options.Overflow = OverflowPolicy.Wait;
        (Subscription<Message> subscription, ScriptedSocket old, string oldId) = await fixture.EstablishedAsync(options);
        for (int i = 1; i <= 5; i++)
        {
            old.Send(RealtimeFixture.Data(oldId, i));
        }

        await RealtimeFixture.UntilAsync(() => old.Pending == 3);
        ScriptedSocket next = await NextAsync(fixture);
        string newId = await RealtimeFixture.StartedAsync(next);
        await old.NextAsync("stop");
        old.Send($$"""{"type":"complete","id":"{{oldId}}"}""");
        for (int i = 6; i <= 40; i++)
        {
            next.Send(RealtimeFixture.Data(newId, i));
        }

        await RealtimeFixture.SettleAsync();
        fixture.Pass(3);
        await RealtimeFixture.SettleAsync();
        Assert.InRange(next.Pending, 30, 35);

        Assert.Equal(Enumerable.Range(1, 40), await subscription.NumbersAsync(40));
    }

    [Fact]
    public async Task Wait_DisposedWhileBothSocketsAreFull_LetsThemGo()
    {
        await using var fixture = new RealtimeFixture();
        SubscriptionOptions<Message> options = Aging(fixture);
        options.BufferCapacity = 1;
        options.Overflow = OverflowPolicy.Wait;
        (Subscription<Message> subscription, ScriptedSocket old, string oldId) = await fixture.EstablishedAsync(options);
        for (int i = 1; i <= 3; i++)
        {
            old.Send(RealtimeFixture.Data(oldId, i));
        }

        await RealtimeFixture.UntilAsync(() => old.Pending == 1);
        ScriptedSocket next = await NextAsync(fixture);
        string newId = await RealtimeFixture.StartedAsync(next);
        next.Send(RealtimeFixture.Data(newId, 4));
        next.Send(RealtimeFixture.Data(newId, 5));
        await RealtimeFixture.SettleAsync();

        await subscription.DisposeAsync();

        await fixture.AdvanceUntilAsync(() => old.Disposed && next.Disposed, TimeSpan.FromSeconds(1));
    }

    private static SubscriptionOptions<Message> Aging(RealtimeFixture fixture)
    {
        fixture.Options.ConnectionLifetime = TimeSpan.FromSeconds(60);
        return new SubscriptionOptions<Message>();
    }

    // Lets the socket reach its age.
    private static async Task<ScriptedSocket> NextAsync(RealtimeFixture fixture)
    {
        await RealtimeFixture.SettleAsync();
        fixture.Pass(60);
        return await fixture.AcknowledgedAsync();
    }

    private static async Task ExpectGapAsync(RealtimeFixture fixture, Subscription<Message> subscription)
    {
        await fixture.AdvanceUntilAsync(() => fixture.HasNextSocket, TimeSpan.FromMilliseconds(200));
        ScriptedSocket socket = await fixture.AcknowledgedAsync();
        socket.Send(RealtimeFixture.Data(await RealtimeFixture.StartedAsync(socket), 5));

        List<SubscriptionEvent<Message>> events = await subscription.EventsAsync(2);
        Assert.IsType<SubscriptionEvent<Message>.Reconnected>(events[0]);
        Assert.Equal(5, Reading.NumberOf(events[1]));
    }
}
