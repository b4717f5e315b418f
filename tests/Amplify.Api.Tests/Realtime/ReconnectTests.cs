using System.Collections.Concurrent;
using System.Net;
using System.Net.WebSockets;
using Amplify.Api.Realtime.Connection;

namespace Amplify.Api.Tests.Realtime;

/// <summary>Connections that are lost, and made again.</summary>
public sealed class ReconnectTests
{
    [Fact]
    public async Task Cut_Subscribed_StartsAgainWithANewIdAndFreshAuthorization()
    {
        var tokens = new FakeTokenAuthorizer("one", "two");
        await using var fixture = new RealtimeFixture { Authorizers = [tokens] };
        (Subscription<Message> subscription, ScriptedSocket first, string id) = await fixture.EstablishedAsync();
        tokens.Use(1);
        first.Cut();

        ScriptedSocket second = await ReconnectedAsync(fixture);
        string other = await RealtimeFixture.StartedAsync(second);
        second.Send(RealtimeFixture.Data(other, 5));

        Assert.NotEqual(id, other);
        Assert.NotEqual(first.Request.SubProtocols[1], second.Request.SubProtocols[1]);
        List<SubscriptionEvent<Message>> events = await subscription.EventsAsync(2);
        Assert.IsType<SubscriptionEvent<Message>.Reconnected>(events[0]);
        Assert.Equal(5, Reading.NumberOf(events[1]));
    }

    [Theory]
    [InlineData(1000)]
    [InlineData(1001)]
    [InlineData(1006)]
    [InlineData(1008)]
    [InlineData(1011)]
    [InlineData(1013)]
    [InlineData(3000)]
    [InlineData(4000)]
    [InlineData(4408)]
    public async Task Closed_WithAnyCode_ConnectsAnewAndTellsTheCode(int status)
    {
        await using var fixture = new RealtimeFixture();
        (Subscription<Message> subscription, ScriptedSocket first, _) = await fixture.EstablishedAsync();

        first.SendClose(status, "bye");
        ScriptedSocket second = await ReconnectedAsync(fixture);
        string id = await RealtimeFixture.StartedAsync(second);
        second.Send(RealtimeFixture.Data(id, 1));

        Assert.Equal([1], await subscription.NumbersAsync(1));
        Assert.Contains(fixture.Loggers.Events, e => e.Id == 403 && e.Text.Contains(FormattableString.Invariant($"{status} (bye)"), StringComparison.Ordinal));
        await RealtimeFixture.UntilAsync(() => first.Disposed);
    }

    [Fact]
    public async Task Cut_AgainAndAgain_WaitsLongerEachTimeUpToHalfAMinute()
    {
        await using var fixture = new RealtimeFixture { Random = 0.999999 };
        (Subscription<Message> _, ScriptedSocket socket, _) = await fixture.EstablishedAsync();
        fixture.Refuses = static number => number < 12 ? new WebSocketException() : null;
        socket.Cut();
        await RealtimeFixture.UntilAsync(() => fixture.Loggers.Events.Any(static e => e.Id == 404));
        await fixture.AdvanceUntilAsync(() => fixture.HasNextSocket, TimeSpan.FromSeconds(5));

        double[] waits = [.. fixture.Loggers.Events.Where(static e => e.Id == 404).Select(static e => MillisecondsOf(e.Text))];
        Assert.Equal([250, 500, 1000, 2000, 4000, 8000, 16000, 30000, 30000, 30000, 30000], waits.Select(static wait => Math.Round(wait)));
    }

    // Clients that were cut off together must not come back together.
    [Theory]
    [InlineData(0.2, 50)]
    [InlineData(0.8, 200)]
    public async Task Cut_ByChance_WaitsForARandomPartOfTheTime(double random, int milliseconds)
    {
        await using var fixture = new RealtimeFixture { Random = random };
        (_, ScriptedSocket socket, _) = await fixture.EstablishedAsync();

        socket.Cut();
        await RealtimeFixture.UntilAsync(() => fixture.Loggers.Events.Any(static e => e.Id == 404));

        Assert.Equal(milliseconds, MillisecondsOf(Assert.Single(fixture.Loggers.Events, static e => e.Id == 404).Text), tolerance: 0.01);
    }

    [Fact]
    public async Task Cut_AfterALongLife_ConnectsAtOnce()
    {
        await using var fixture = new RealtimeFixture();
        (Subscription<Message> _, ScriptedSocket socket, _) = await fixture.EstablishedAsync();
        fixture.Pass(61);
        socket.Send("""{"type":"ka"}""");
        socket.Cut();

        await fixture.AcknowledgedAsync();
    }

    [Fact]
    public async Task Cut_AfterAShortLife_CountsOn()
    {
        await using var fixture = new RealtimeFixture { Random = 0.999999 };
        (Subscription<Message> _, ScriptedSocket socket, _) = await fixture.EstablishedAsync();
        for (int i = 0; i < 3; i++)
        {
            socket.Cut();
            socket = await ReconnectedAsync(fixture);
        }

        double[] waits = [.. fixture.Loggers.Events.Where(static e => e.Id == 404).Select(static e => MillisecondsOf(e.Text))];
        Assert.Equal([250, 500, 1000], waits.Select(static wait => Math.Round(wait)));
    }

    [Fact]
    public async Task Cut_AfterItHeldForTenSeconds_CountsAnew()
    {
        await using var fixture = new RealtimeFixture { Random = 0.999999 };
        (Subscription<Message> _, ScriptedSocket socket, _) = await fixture.EstablishedAsync();
        for (int i = 0; i < 3; i++)
        {
            fixture.Pass(10);
            socket.Cut();
            socket = await ReconnectedAsync(fixture);
            await RealtimeFixture.StartedAsync(socket);
        }

        double[] waits = [.. fixture.Loggers.Events.Where(static e => e.Id == 404).Select(static e => MillisecondsOf(e.Text))];
        Assert.Equal([250, 250, 250], waits.Select(static wait => Math.Round(wait)));
    }

    [Fact]
    public async Task Cut_SomeEndedMeanwhile_StartsTheOthersAgainAndOnlyThose()
    {
        await using var fixture = new RealtimeFixture();
        (Subscription<Message> staying, ScriptedSocket socket, _) = await fixture.EstablishedAsync();
        Task<Subscription<Message>> disposing = fixture.SubscribeAsync(body: """{"query":"disposed"}""");
        await RealtimeFixture.StartedAsync(socket);
        Task<Subscription<Message>> failing = fixture.SubscribeAsync(body: """{"query":"failed"}""");
        string failed = (await socket.NextAsync("start")).GetProperty("id").GetString()!;
        socket.Send($$"""{"type":"error","id":"{{failed}}","payload":{"errors":[{"errorType":"BadRequestException"}]} }""");
        await Assert.ThrowsAsync<RealtimeException>(() => failing);
        await (await disposing).DisposeAsync();

        for (int i = 0; i < 3; i++)
        {
            socket.Cut();
            socket = await ReconnectedAsync(fixture);
            await RealtimeFixture.StartedAsync(socket);
            await RealtimeFixture.SettleAsync();
            Assert.Empty(socket.Unread());
        }

        await staying.DisposeAsync();
    }

    [Theory]
    [InlineData(1, 0, 0)]
    [InlineData(1, 0.5, 125)]
    [InlineData(4, 0.25, 500)]
    [InlineData(100, 0.5, 15_000)]
    public void Wait_BeforeAnAttempt_IsARandomPartOfWhatItMayBe(int attempts, double random, double milliseconds) =>
        Assert.Equal(TimeSpan.FromMilliseconds(milliseconds), Amplify.Api.Realtime.Connection.Backoff.WaitBefore(attempts, random));

    [Fact]
    public async Task Network_ComesBack_CutsTheWait()
    {
        await using var fixture = new RealtimeFixture();
        (Subscription<Message> subscription, ScriptedSocket socket, _) = await fixture.EstablishedAsync();
        fixture.Network.Set(false);
        Assert.Equal(ConnectionState.ConnectedPendingNetwork, subscription.ConnectionState);
        socket.Cut();
        await RealtimeFixture.UntilAsync(() => subscription.ConnectionState == ConnectionState.ConnectionDisruptedPendingNetwork
            && fixture.Loggers.Events.Any(static e => e.Id == 404));

        fixture.Network.Set(true);

        await RealtimeFixture.StartedAsync(await fixture.AcknowledgedAsync());
        await RealtimeFixture.UntilAsync(() => subscription.ConnectionState == ConnectionState.Connected);
    }

    [Fact]
    public async Task Network_ComesBackDuringAnAttemptThatFails_CutsTheNextWait()
    {
        await using var fixture = new RealtimeFixture();
        (_, ScriptedSocket socket, _) = await fixture.EstablishedAsync();
        fixture.Network.Set(false);
        fixture.Refuses = number =>
        {
            fixture.Refuses = static _ => null;
            fixture.Network.Set(true);
            return new WebSocketException();
        };
        socket.Cut();
        await RealtimeFixture.UntilAsync(() => fixture.Loggers.Events.Any(static e => e.Id == 404));
        await RealtimeFixture.SettleAsync();

        fixture.Pass(0.25);

        await RealtimeFixture.StartedAsync(await fixture.AcknowledgedAsync());
        Assert.Equal(3, fixture.Handshakes);
    }

    [Fact]
    public async Task Network_ComesBackWithTheSocketStillOpen_ConnectsAnewAtOnce()
    {
        await using var fixture = new RealtimeFixture();
        (_, ScriptedSocket socket, _) = await fixture.EstablishedAsync();
        fixture.Network.Set(false);

        fixture.Network.Set(true);

        await fixture.AcknowledgedAsync();
        await socket.Gone;
    }

    [Fact]
    public async Task Machine_Slept_ConnectsAnewAtOnce()
    {
        await using var fixture = new RealtimeFixture();
        (_, ScriptedSocket socket, _) = await fixture.EstablishedAsync();

        // The clock has jumped, and the timer ticks once afterwards.
        fixture.Time.SetUtcNow(fixture.Time.GetUtcNow().AddHours(1));

        await fixture.AcknowledgedAsync();
        await socket.Gone;
    }

    [Fact]
    public async Task Host_ReachedByAnotherConnection_CutsTheWaitsToAMoment()
    {
        await using RealtimeFixture fixture = await WaitingForLongAsync(static _ => new WebSocketException());

        await fixture.EstablishedAsync();
        await RealtimeFixture.SettleAsync();
        Assert.False(fixture.HasNextSocket);
        DateTimeOffset reached = fixture.Time.GetUtcNow();
        await fixture.AdvanceUntilAsync(() => fixture.HasNextSocket, TimeSpan.FromMilliseconds(50));
        await RealtimeFixture.StartedAsync(await fixture.AcknowledgedAsync());
        await fixture.AdvanceUntilAsync(() => fixture.HasNextSocket, TimeSpan.FromMilliseconds(50));
        await RealtimeFixture.StartedAsync(await fixture.AcknowledgedAsync());

        Assert.InRange(fixture.Time.GetUtcNow() - reached, TimeSpan.Zero, TimeSpan.FromSeconds(1));
    }

    [Fact]
    public async Task Host_ReachedByAnotherConnection_LeavesTheWaitsOfThoseItHasRefused()
    {
        await using RealtimeFixture fixture = await WaitingForLongAsync(static _ => new HandshakeException(HttpStatusCode.ServiceUnavailable));

        await fixture.EstablishedAsync();
        await RealtimeFixture.SettleAsync();
        fixture.Time.Advance(TimeSpan.FromMilliseconds(250));
        await RealtimeFixture.SettleAsync();

        Assert.False(fixture.HasNextSocket);
    }

    [Fact]
    public async Task Host_ReachedByAnotherConnection_LeavesTheWaitsOfThePolicy()
    {
        await using RealtimeFixture fixture = await WaitingForLongAsync(static _ => new WebSocketException(), static _ => TimeSpan.FromMinutes(1));

        await fixture.EstablishedAsync();
        await RealtimeFixture.SettleAsync();
        fixture.Time.Advance(TimeSpan.FromMilliseconds(250));
        await RealtimeFixture.SettleAsync();

        Assert.False(fixture.HasNextSocket);
    }

    [Fact]
    public async Task Page_TicksOnceAMinute_IsNotTakenForSleep()
    {
        await using var fixture = new RealtimeFixture { LongSleep = TimeSpan.FromMinutes(2) };
        await fixture.EstablishedAsync();

        for (int i = 0; i < 3; i++)
        {
            fixture.Time.SetUtcNow(fixture.Time.GetUtcNow().AddSeconds(60));
            await RealtimeFixture.SettleAsync();
        }

        Assert.Equal(1, fixture.Handshakes);
    }

    [Fact]
    public async Task Policy_OfTheApplication_IsAskedAndMayGiveUp()
    {
        await using var fixture = new RealtimeFixture();
        var attempts = new List<ReconnectAttempt>();
        fixture.Options.ReconnectPolicy = attempt =>
        {
            attempts.Add(attempt);
            return attempt.Number < 3 ? TimeSpan.Zero : null;
        };
        (Subscription<Message> subscription, ScriptedSocket socket, _) = await fixture.EstablishedAsync();
        fixture.Refuses = static _ => new WebSocketException("no");
        socket.Cut();

        await Assert.ThrowsAsync<RealtimeException>(() => subscription.AllAsync());

        Assert.Equal([1, 2, 3], attempts.Select(static attempt => attempt.Number));
        Assert.Equal(3, fixture.Handshakes);
    }

    [Fact]
    public async Task Dispose_DuringReconnect_EndsIt()
    {
        await using var fixture = new RealtimeFixture();
        (Subscription<Message> subscription, ScriptedSocket socket, _) = await fixture.EstablishedAsync();
        fixture.Refuses = static _ => new WebSocketException();
        socket.Cut();
        await RealtimeFixture.UntilAsync(() => fixture.Loggers.Events.Any(static e => e.Id == 404));

        await subscription.DisposeAsync();

        await RealtimeFixture.UntilAsync(() => fixture.Pool.Connections.Count == 0);
        Assert.False(fixture.Network.IsWatched);
    }

    [Fact]
    public async Task Refused_AfterItHadWorked_GoesOnUntilTheServerIsBack()
    {
        await using var fixture = new RealtimeFixture();
        (Subscription<Message> subscription, ScriptedSocket socket, _) = await fixture.EstablishedAsync();
        fixture.Refuses = static number => number < 5 ? new Amplify.Api.Realtime.Connection.HandshakeException(System.Net.HttpStatusCode.NotFound) : null;
        socket.Cut();
        await RealtimeFixture.UntilAsync(() => fixture.Loggers.Events.Any(static e => e.Id == 404));
        await fixture.AdvanceUntilAsync(() => fixture.HasNextSocket, TimeSpan.FromSeconds(5));
        ScriptedSocket second = await fixture.AcknowledgedAsync();
        string id = await RealtimeFixture.StartedAsync(second);
        second.Send(RealtimeFixture.Data(id, 3));

        Assert.Equal([3], await subscription.NumbersAsync(1));
    }

    [Fact]
    public async Task States_OfALife_AreToldInOrder()
    {
        await using var fixture = new RealtimeFixture();
        (Subscription<Message> subscription, ScriptedSocket socket, _) = await fixture.EstablishedAsync();
        var states = new List<ConnectionState>();
        Task observing = Task.Run(async () =>
        {
            await foreach (ConnectionState state in subscription.ConnectionStates)
            {
                states.Add(state);
            }
        }, RealtimeFixture.Token);
        await RealtimeFixture.UntilAsync(() => states.Count == 1);

        socket.Cut();
        await RealtimeFixture.StartedAsync(await ReconnectedAsync(fixture));
        await RealtimeFixture.UntilAsync(() => states.Count == 4);
        await subscription.DisposeAsync();
        await observing;

        Assert.Equal([ConnectionState.Connected, ConnectionState.ConnectionDisrupted, ConnectionState.Connecting, ConnectionState.Connected], states);
    }

    [Fact]
    public async Task States_OfASubscriptionThatFailsAlone_End()
    {
        await using var fixture = new RealtimeFixture();
        (_, ScriptedSocket socket, _) = await fixture.EstablishedAsync();
        Task<Subscription<Message>> subscribing = fixture.SubscribeAsync();
        string id = await RealtimeFixture.StartedAsync(socket);
        Subscription<Message> subscription = await subscribing;
        Task<List<ConnectionState>> observing = StatesAsync(subscription);
        await RealtimeFixture.SettleAsync();

        socket.Send($$"""{"type":"error","id":"{{id}}","payload":{"errors":[{"errorType":"BadRequestException"}]} }""");

        await RealtimeFixture.UntilAsync(() => observing.IsCompleted);
        Assert.Equal([ConnectionState.Connected], await observing);
    }

    [Fact]
    public async Task States_OfASubscriptionThatHasFailed_AreTheLastOneAndEnd()
    {
        await using var fixture = new RealtimeFixture();
        (Subscription<Message> subscription, ScriptedSocket socket, _) = await fixture.EstablishedAsync();
        Task<List<ConnectionState>> observing = StatesAsync(subscription);
        await RealtimeFixture.SettleAsync();
        socket.Send("""{"type":"connection_error","payload":{"errors":[{"errorType":"UnauthorizedException"}]}}""");

        await Assert.ThrowsAsync<RealtimeException>(() => subscription.AllAsync());

        await RealtimeFixture.UntilAsync(() => observing.IsCompleted);
        Assert.Equal([ConnectionState.Connected, ConnectionState.Disconnected], await observing);
        Task<List<ConnectionState>> late = StatesAsync(subscription);
        await RealtimeFixture.UntilAsync(() => late.IsCompleted);
        Assert.Equal([ConnectionState.Disconnected], await late);
    }

    [Fact]
    public async Task Gap_BeforeAnAcknowledgementThatIsTakenForGranted_ComesBeforeWhatIsLive()
    {
        await using var fixture = new RealtimeFixture();
        fixture.Protocol = fixture.GraphQLTransport();
        var subscriber = new SlowSubscriber();
        fixture.Pool.Add(new SubscriptionEntry("{}"u8.ToArray(), fixture.Authorization, subscriber), fixture.Protocol, exclusive: false);
        ScriptedSocket socket = await fixture.AcknowledgedAsync();
        await socket.NextAsync("subscribe");
        await RealtimeFixture.SettleAsync();
        socket.Cut();
        socket = await ReconnectedAsync(fixture);
        string? id = (await socket.NextAsync("subscribe")).GetProperty("id").GetString();
        socket.Send($$"""{"type":"next","id":"{{id}}","payload":{"data":{"number":1} } }""");

        await RealtimeFixture.UntilAsync(() => subscriber.Heard.Count == 2);

        Assert.Equal(["gap", "message"], subscriber.Heard);
    }

    private static async Task<List<ConnectionState>> StatesAsync(Subscription<Message> subscription)
    {
        var states = new List<ConnectionState>();
        await foreach (ConnectionState state in subscription.ConnectionStates)
        {
            states.Add(state);
        }

        return states;
    }

    // Two connections that have failed so often that they wait for seconds.
    private static async Task<RealtimeFixture> WaitingForLongAsync(Func<int, Exception> refuses, Func<ReconnectAttempt, TimeSpan?>? policy = null)
    {
        var fixture = new RealtimeFixture { Random = 0.999, Options = { SubscriptionsPerConnection = 1, ReconnectPolicy = policy } };
        (_, ScriptedSocket first, _) = await fixture.EstablishedAsync();
        (_, ScriptedSocket second, _) = await fixture.EstablishedAsync();
        fixture.Refuses = refuses;
        first.Cut();
        second.Cut();
        await fixture.AdvanceUntilAsync(() => fixture.Handshakes >= 14, TimeSpan.FromSeconds(5));
        await RealtimeFixture.UntilAsync(() => fixture.Loggers.Events.Count(static e => e.Id == 404) == fixture.Handshakes);
        fixture.Refuses = static _ => null;
        return fixture;
    }

    private static async Task<ScriptedSocket> ReconnectedAsync(RealtimeFixture fixture)
    {
        await fixture.AdvanceUntilAsync(() => fixture.HasNextSocket, TimeSpan.FromMilliseconds(500));
        return await fixture.AcknowledgedAsync();
    }

    private static double MillisecondsOf(string text)
    {
        const string Mark = "[Milliseconds, ";
        string rest = text[(text.IndexOf(Mark, StringComparison.Ordinal) + Mark.Length)..];
        return double.Parse(rest[..rest.IndexOf(']', StringComparison.Ordinal)], System.Globalization.CultureInfo.CurrentCulture);
    }

    // Takes its time to hear of a gap, so that a message could overtake it.
    private sealed class SlowSubscriber : ISubscriber
    {
        private static readonly TimeSpan Time = TimeSpan.FromMilliseconds(300);

        private readonly TaskCompletionSource _message = new();

        public ConcurrentQueue<string> Heard { get; } = new();

        public ValueTask ReceiveAsync(ReadOnlySpan<byte> payload)
        {
            Heard.Enqueue("message");
            _message.TrySetResult();
            return ValueTask.CompletedTask;
        }

        public void Resume(DateTimeOffset since)
        {
            _message.Task.Wait(Time);
            Heard.Enqueue("gap");
        }

        public void End(Exception? failure)
        {
        }
    }
}
