namespace Amplify.Api.Tests.Realtime;

/// <summary>Sockets that are replaced before they end, without a gap.</summary>
public sealed class RotationTests
{
    [Fact]
    public async Task Age_Reached_HandsOverWithoutAGap()
    {
        await using var fixture = new RealtimeFixture();
        fixture.Options.ConnectionLifetime = TimeSpan.FromSeconds(60);
        (Subscription<Message> subscription, ScriptedSocket old, string oldId) = await fixture.EstablishedAsync();
        old.Send(RealtimeFixture.Data(oldId, 1));
        fixture.Pass(60);
        ScriptedSocket next = await fixture.AcknowledgedAsync();
        string? newId = (await next.NextAsync("start")).GetProperty("id").GetString();

        // Both deliver for a moment; 3 comes on the new one before the old one has ended.
        old.Send(RealtimeFixture.Data(oldId, 2));
        next.Send($$"""{"type":"start_ack","id":"{{newId}}"}""");
        next.Send(RealtimeFixture.Data(newId!, 2));
        next.Send(RealtimeFixture.Data(newId!, 3));
        Assert.Equal(oldId, (await old.NextAsync("stop")).GetProperty("id").GetString());
        old.Send($$"""{"type":"complete","id":"{{oldId}}"}""");
        await old.Gone;
        next.Send(RealtimeFixture.Data(newId!, 4));

        List<SubscriptionEvent<Message>> events = await subscription.EventsAsync(4);
        Assert.Equal([1, 2, 3, 4], events.Select(Reading.NumberOf));
    }

    [Fact]
    public async Task Handover_MessageStillOnItsWayOnTheOldSocket_KeepsItsPlace()
    {
        await using var fixture = new RealtimeFixture();
        fixture.Options.ConnectionLifetime = TimeSpan.FromSeconds(60);
        (Subscription<Message> subscription, ScriptedSocket old, string oldId) = await fixture.EstablishedAsync();
        fixture.Pass(60);
        ScriptedSocket next = await fixture.AcknowledgedAsync();
        string newId = await RealtimeFixture.StartedAsync(next);
        next.Send(RealtimeFixture.Data(newId, 2));
        await old.NextAsync("stop");
        await RealtimeFixture.SettleAsync();
        old.Send(RealtimeFixture.Data(oldId, 1));
        old.Send($$"""{"type":"complete","id":"{{oldId}}"}""");

        Assert.Equal([1, 2], await subscription.NumbersAsync(2));
    }

    [Fact]
    public async Task Handover_StopNotConfirmed_GoesOnAfterAMoment()
    {
        await using var fixture = new RealtimeFixture();
        fixture.Options.ConnectionLifetime = TimeSpan.FromSeconds(60);
        (Subscription<Message> subscription, ScriptedSocket old, _) = await fixture.EstablishedAsync();
        fixture.Pass(60);
        ScriptedSocket next = await fixture.AcknowledgedAsync();
        string newId = await RealtimeFixture.StartedAsync(next);
        next.Send(RealtimeFixture.Data(newId, 2));
        await old.NextAsync("stop");

        Task<List<int>> reading = subscription.NumbersAsync(1);
        await fixture.AdvanceUntilAsync(() => reading.IsCompleted, TimeSpan.FromMilliseconds(500));

        Assert.Equal([2], await reading);
        await old.Gone;
    }

    [Fact]
    public async Task Handover_OldSocketDiesFirst_IsAGap()
    {
        await using var fixture = new RealtimeFixture();
        fixture.Options.ConnectionLifetime = TimeSpan.FromSeconds(60);
        (Subscription<Message> subscription, ScriptedSocket old, _) = await fixture.EstablishedAsync();
        fixture.Pass(60);
        ScriptedSocket next = await fixture.AcknowledgedAsync();
        string? newId = (await next.NextAsync("start")).GetProperty("id").GetString();
        old.Cut();
        await RealtimeFixture.UntilAsync(() => old.Disposed);
        await RealtimeFixture.SettleAsync();
        next.Send($$"""{"type":"start_ack","id":"{{newId}}"}""");
        next.Send(RealtimeFixture.Data(newId!, 2));

        List<SubscriptionEvent<Message>> events = await subscription.EventsAsync(2);
        Assert.IsType<SubscriptionEvent<Message>.Reconnected>(events[0]);
        Assert.Equal(2, Reading.NumberOf(events[1]));
    }

    [Fact]
    public async Task Handover_NextCannotBeOpened_TheOldOneDeliversMeanwhile()
    {
        await using var fixture = new RealtimeFixture();
        fixture.Options.ConnectionLifetime = TimeSpan.FromSeconds(60);
        (Subscription<Message> subscription, ScriptedSocket old, string oldId) = await fixture.EstablishedAsync();
        fixture.Refuses = static number => number < 4 ? new System.Net.WebSockets.WebSocketException() : null;
        fixture.Pass(60);
        old.Send(RealtimeFixture.Data(oldId, 1));

        Assert.Equal([1], await subscription.NumbersAsync(1));
        Assert.Equal(ConnectionState.Connected, subscription.ConnectionState);
        await fixture.AdvanceUntilAsync(() => fixture.HasNextSocket, TimeSpan.FromMilliseconds(500));
        Assert.Equal(4, fixture.Handshakes);
    }

    [Fact]
    public async Task Token_RenewedAheadOfExpiry_ReplacesTheSocketThen()
    {
        await using var fixture = new RealtimeFixture();
        DateTimeOffset start = fixture.Time.GetUtcNow();
        var tokens = new FakeTokenAuthorizer(
            FakeTokenAuthorizer.Jwt(start.AddMinutes(10)), FakeTokenAuthorizer.Jwt(start.AddMinutes(60), "b"));
        fixture.Authorizers = [tokens];
        (_, ScriptedSocket old, _) = await fixture.EstablishedAsync();
        tokens.Use(1);
        Task feeding = FeedAsync(fixture, old);

        ScriptedSocket next = await fixture.AcknowledgedAsync();

        await feeding;
        Assert.InRange(fixture.Time.GetUtcNow() - start, TimeSpan.FromMinutes(8), TimeSpan.FromMinutes(9));
        Assert.NotEqual(old.Request.SubProtocols[1], next.Request.SubProtocols[1]);
    }

    [Fact]
    public async Task Token_NotRenewedUntilTheLastMoment_ReplacesTheSocketThen()
    {
        await using var fixture = new RealtimeFixture();
        DateTimeOffset start = fixture.Time.GetUtcNow();
        fixture.Authorizers = [new FakeTokenAuthorizer(FakeTokenAuthorizer.Jwt(start.AddMinutes(10)))];
        (_, ScriptedSocket old, _) = await fixture.EstablishedAsync();

        await FeedAsync(fixture, old);

        Assert.InRange(fixture.Time.GetUtcNow() - start, TimeSpan.FromSeconds(596), TimeSpan.FromSeconds(640));
    }

    // Keeps the old socket alive until there is another one.
    private static async Task FeedAsync(RealtimeFixture fixture, ScriptedSocket socket)
    {
        while (fixture.Handshakes < 2)
        {
            socket.Send("""{"type":"ka"}""");
            await RealtimeFixture.SettleAsync();
            if (fixture.Handshakes < 2)
            {
                fixture.Pass(20);
                await RealtimeFixture.SettleAsync();
            }
        }
    }
}
