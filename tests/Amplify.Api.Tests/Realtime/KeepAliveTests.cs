namespace Amplify.Api.Tests.Realtime;

/// <summary>Connections on which nothing comes.</summary>
public sealed class KeepAliveTests
{
    [Fact]
    public async Task Silence_HostWithinReach_IsAskedAboutAndShown()
    {
        await using var fixture = new RealtimeFixture();
        (Subscription<Message> subscription, ScriptedSocket socket, _) = await SettledAsync(fixture);

        fixture.Pass(65);

        await RealtimeFixture.UntilAsync(() => fixture.Pings == 1);
        Assert.Equal(ConnectionState.ConnectedPendingKeepAlive, subscription.ConnectionState);
        socket.Send("""{"type":"ka"}""");
        await RealtimeFixture.UntilAsync(() => subscription.ConnectionState == ConnectionState.Connected);
        Assert.Equal(1, fixture.Handshakes);
    }

    [Fact]
    public async Task Silence_HostAway_ConnectsAnewAtOnce()
    {
        await using var fixture = new RealtimeFixture { IsReachable = static () => false };
        (_, ScriptedSocket socket, _) = await SettledAsync(fixture);

        fixture.Pass(65);

        await fixture.AcknowledgedAsync();
        await socket.Gone;
    }

    [Fact]
    public async Task Silence_HalfOpenConnectionThatSwallowsWhatIsSent_IsGivenUp()
    {
        await using var fixture = new RealtimeFixture { IsReachable = static () => false };
        fixture.Options.StartTimeout = TimeSpan.FromMinutes(5);
        (Subscription<Message> subscription, ScriptedSocket socket, _) = await SettledAsync(fixture);
        socket.Stalls = true;
        socket.AnswersClose = false;
        Task<Subscription<Message>> second = fixture.SubscribeAsync();

        fixture.Pass(65);
        ScriptedSocket next = await fixture.AcknowledgedAsync();
        await RealtimeFixture.StartedAsync(next);
        await RealtimeFixture.StartedAsync(next);

        await second;
        await RealtimeFixture.UntilAsync(() => subscription.ConnectionState == ConnectionState.Connected && socket.Disposed);
    }

    [Theory]
    [InlineData("""{"type":"connection_ack","payload":{"connectionTimeoutMs":120000}}""", 120)]
    [InlineData("""{"type":"connection_ack","payload":{"connectionTimeout":120000}}""", 120)]
    [InlineData("""{"type":"connection_ack","payload":{"connectionTimeoutMs":0}}""", 300)]
    [InlineData("""{"type":"connection_ack","payload":{}}""", 300)]
    [InlineData("""{"type":"connection_ack"}""", 300)]
    public async Task Silence_ForTheConnectionsTimeout_ConnectsAnewWhateverTheHostSays(string ack, int seconds)
    {
        await using var fixture = new RealtimeFixture();
        Task<Subscription<Message>> subscribing = fixture.SubscribeAsync();
        ScriptedSocket socket = await fixture.NextSocketAsync();
        await socket.NextAsync("connection_init");
        socket.Send(ack);
        await RealtimeFixture.StartedAsync(socket);
        await subscribing;
        DateTimeOffset start = fixture.Time.GetUtcNow();

        await fixture.AdvanceUntilAsync(() => fixture.HasNextSocket, TimeSpan.FromSeconds(5));

        Assert.InRange((fixture.Time.GetUtcNow() - start).TotalSeconds, seconds, seconds + 100);
    }

    [Fact]
    public async Task Silence_ForAConnectionsTimeoutBelowTheKeepAlives_ConnectsAnewThen()
    {
        await using var fixture = new RealtimeFixture();
        Task<Subscription<Message>> subscribing = fixture.SubscribeAsync();
        ScriptedSocket socket = await fixture.NextSocketAsync();
        await socket.NextAsync("connection_init");
        socket.Send("""{"type":"connection_ack","payload":{"connectionTimeoutMs":20000}}""");
        await RealtimeFixture.StartedAsync(socket);
        await subscribing;
        await RealtimeFixture.SettleAsync();

        fixture.Pass(15);
        socket.Send("""{"type":"ka"}""");
        await RealtimeFixture.UntilAsync(() => socket.Pending == 0);
        await RealtimeFixture.SettleAsync();
        fixture.Pass(15);
        await RealtimeFixture.SettleAsync();
        Assert.True(socket.IsOpen);
        fixture.Pass(5);

        await RealtimeFixture.UntilAsync(() => socket.Disposed);
    }

    [Fact]
    public async Task Data_CountsAsASignOfLife()
    {
        await using var fixture = new RealtimeFixture();
        (Subscription<Message> subscription, ScriptedSocket socket, string id) = await SettledAsync(fixture);
        IAsyncEnumerator<Message> reader = subscription.GetAsyncEnumerator(RealtimeFixture.Token);
        for (int i = 0; i < 10; i++)
        {
            fixture.Pass(60);
            socket.Send(RealtimeFixture.Data(id, i));
            Assert.True(await reader.MoveNextAsync());
        }

        Assert.Equal(0, fixture.Pings);
    }

    [Fact]
    public async Task NewSocket_AfterALongGap_HasItsFullTime()
    {
        await using var fixture = new RealtimeFixture();
        (_, ScriptedSocket socket, _) = await SettledAsync(fixture);
        fixture.Refuses = static number => number < 30 ? new System.Net.WebSockets.WebSocketException() : null;
        socket.Cut();
        await fixture.AdvanceUntilAsync(() => fixture.HasNextSocket, TimeSpan.FromSeconds(20));
        ScriptedSocket next = await fixture.AcknowledgedAsync();
        await RealtimeFixture.StartedAsync(next);

        fixture.Pass(60);
        await RealtimeFixture.SettleAsync();

        Assert.True(next.IsOpen);
        Assert.Equal(0, fixture.Pings);
    }

    [Fact]
    public async Task GraphQLTransport_Silence_IsAnsweredByAPong()
    {
        await using var fixture = new RealtimeFixture();
        (Subscription<Message> subscription, ScriptedSocket socket) = await TransportAsync(fixture);

        fixture.Pass(65);
        await socket.NextAsync("ping");
        socket.Send("""{"type":"pong"}""");
        await RealtimeFixture.UntilAsync(() => subscription.ConnectionState == ConnectionState.Connected);
        fixture.Pass(15);
        await RealtimeFixture.SettleAsync();

        Assert.True(socket.IsOpen);
    }

    [Fact]
    public async Task GraphQLTransport_PingWithoutPong_ConnectsAnew()
    {
        await using var fixture = new RealtimeFixture();
        (_, ScriptedSocket socket) = await TransportAsync(fixture);

        fixture.Pass(65);
        await socket.NextAsync("ping");
        await fixture.AdvanceUntilAsync(() => fixture.HasNextSocket, TimeSpan.FromSeconds(5));

        await socket.Gone;
    }

    [Fact]
    public async Task GraphQLTransport_PingOfTheServer_IsAnswered()
    {
        await using var fixture = new RealtimeFixture();
        (_, ScriptedSocket socket) = await TransportAsync(fixture);

        socket.Send("""{"type":"ping"}""");

        await socket.NextAsync("pong");
    }

    [Fact]
    public async Task GraphQLTransport_PingsOfAServerThatReadsNothing_AreAnsweredOnceAtATime()
    {
        await using var fixture = new RealtimeFixture();
        (_, ScriptedSocket socket) = await TransportAsync(fixture);
        var reads = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        socket.Reads = reads.Task;
        for (int i = 0; i < 1000; i++)
        {
            socket.Send("""{"type":"ping"}""");
        }

        await RealtimeFixture.UntilAsync(() => socket.Pending == 0);
        await RealtimeFixture.SettleAsync();
        reads.SetResult();
        await socket.NextAsync("pong");
        await RealtimeFixture.SettleAsync();
        socket.Send("""{"type":"ping"}""");
        await socket.NextAsync("pong");
        await RealtimeFixture.SettleAsync();

        Assert.InRange(socket.Unread().Count, 0, 2);
    }

    private static async Task<(Subscription<Message> Subscription, ScriptedSocket Socket)> TransportAsync(RealtimeFixture fixture)
    {
        fixture.Protocol = fixture.GraphQLTransport();
        Task<Subscription<Message>> subscribing = fixture.SubscribeAsync();
        ScriptedSocket socket = await fixture.AcknowledgedAsync();
        await socket.NextAsync("subscribe");
        return (await subscribing, socket);
    }

    private static async Task<(Subscription<Message> Subscription, ScriptedSocket Socket, string Id)> SettledAsync(RealtimeFixture fixture)
    {
        (Subscription<Message> subscription, ScriptedSocket socket, string id) = await fixture.EstablishedAsync();
        await RealtimeFixture.SettleAsync();
        return (subscription, socket, id);
    }
}
