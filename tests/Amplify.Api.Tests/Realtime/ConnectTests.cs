using System.Buffers.Text;
using System.Globalization;
using System.Net;
using System.Net.WebSockets;
using System.Text.Json;
using Amplify.Api.Realtime.Connection;

namespace Amplify.Api.Tests.Realtime;

/// <summary>Connecting, and being refused.</summary>
public sealed class ConnectTests
{
    private const string Unauthorized = """{"type":"connection_error","payload":{"errors":[{"errorType":"UnauthorizedException","errorCode":401}]}}""";

    [Fact]
    public async Task Subscribe_TwiceInOneTick_SharesOneHandshake()
    {
        await using var fixture = new RealtimeFixture();
        Task<Subscription<Message>> first = fixture.SubscribeAsync();
        Task<Subscription<Message>> second = fixture.SubscribeAsync();

        ScriptedSocket socket = await fixture.AcknowledgedAsync();
        string one = await RealtimeFixture.StartedAsync(socket);
        string other = await RealtimeFixture.StartedAsync(socket);
        await Task.WhenAll(first, second);

        Assert.NotEqual(one, other);
        Assert.Equal(1, fixture.Handshakes);
    }

    [Fact]
    public async Task Connect_RefusedOnce_IsTriedWithANewToken()
    {
        var tokens = new FakeTokenAuthorizer("old", "new");
        await using var fixture = new RealtimeFixture { Authorizers = [tokens] };
        Task<Subscription<Message>> subscribing = fixture.SubscribeAsync();
        ScriptedSocket refused = await fixture.NextSocketAsync();
        refused.Send(Unauthorized);

        ScriptedSocket socket = await fixture.AcknowledgedAsync();
        await RealtimeFixture.StartedAsync(socket);
        await subscribing;

        Assert.Equal(1, tokens.Recoveries);
        Assert.NotEqual(refused.Request.SubProtocols[1], socket.Request.SubProtocols[1]);
    }

    [Theory]
    [InlineData(1.0)]
    [InlineData(-1.0)]
    public async Task Connect_SignatureRefusedAndTheHostsClockFarOff_IsSignedByThat(double hours)
    {
        await using var fixture = new RealtimeFixture { HostClock = TimeSpan.FromHours(hours) };
        fixture.Authorizers = [fixture.Iam()];
        Task<Subscription<Message>> subscribing = fixture.SubscribeAsync();
        (await fixture.NextSocketAsync()).Send(Unauthorized);

        ScriptedSocket socket = await fixture.AcknowledgedAsync();
        JsonElement start = (await socket.NextAsync("start")).GetProperty("payload").GetProperty("extensions").GetProperty("authorization");

        Assert.Equal(
            fixture.Time.Start.AddHours(hours).ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture), start.GetProperty("x-amz-date").GetString());
        Assert.Equal(2, fixture.Handshakes);
        Assert.False(subscribing.IsCompleted);
    }

    [Theory]
    [InlineData(0.05)]
    [InlineData(null)]
    public async Task Connect_SignatureRefusedAndTheHostsClockRightOrNotTold_LeavesTheClockAlone(double? hours)
    {
        await using var fixture = new RealtimeFixture { HostClock = hours is { } ahead ? TimeSpan.FromHours(ahead) : null };
        fixture.Authorizers = [fixture.Iam()];
        Task<Subscription<Message>> subscribing = fixture.SubscribeAsync();
        (await fixture.NextSocketAsync()).Send(Unauthorized);
        (await fixture.NextSocketAsync()).Send(Unauthorized);

        await Assert.ThrowsAsync<RealtimeException>(() => subscribing);
        Assert.Equal(TimeSpan.Zero, fixture.Clock.OffsetOf(fixture.Endpoint));
    }

    [Fact]
    public async Task Handshake_TriedAgain_IsAuthorizedAnew()
    {
        var tokens = new FakeTokenAuthorizer("one", "two", "three");
        await using var fixture = new RealtimeFixture { Authorizers = [tokens] };
        fixture.Refuses = number =>
        {
            tokens.Use(number);
            return number < 3 ? new WebSocketException() : null;
        };
        _ = fixture.SubscribeAsync();

        await fixture.AdvanceUntilAsync(() => fixture.HasNextSocket, TimeSpan.FromSeconds(1));

        string header = (await fixture.NextSocketAsync()).Request.SubProtocols[1]["header-".Length..];
        Assert.Equal("three", JsonElement.Parse(Base64Url.DecodeFromChars(header)).GetProperty("Authorization").GetString());
        Assert.Equal(3, tokens.Addresses.Count);
    }

    [Fact]
    public async Task Connect_RefusedAlways_FailsAllWithATypedError()
    {
        var tokens = new FakeTokenAuthorizer("old", "new", "newer");
        await using var fixture = new RealtimeFixture { Authorizers = [tokens] };
        Task<Subscription<Message>> first = fixture.SubscribeAsync();
        Task<Subscription<Message>> second = fixture.SubscribeAsync();
        (await fixture.NextSocketAsync()).Send(Unauthorized);
        (await fixture.NextSocketAsync()).Send(Unauthorized);

        RealtimeException error = await Assert.ThrowsAsync<RealtimeException>(() => first);
        await Assert.ThrowsAsync<RealtimeException>(() => second);

        Assert.Equal(("UnauthorizedException", 401), (error.ErrorType, error.Code));
        Assert.Equal(2, fixture.Handshakes);
        await RealtimeFixture.UntilAsync(() => fixture.Pool.Connections.Count == 0);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Connect_RefusedInWordsThatRepeatTheToken_TellsThemWithoutIt(bool byFrame)
    {
        const string Token = "a-very-secret-token";
        await using var fixture = new RealtimeFixture { Authorizers = [new FakeTokenAuthorizer(Token)] };
        Task<Subscription<Message>> subscribing = fixture.SubscribeAsync();
        ScriptedSocket socket = await fixture.NextSocketAsync();
        await socket.NextAsync("connection_init");
        if (byFrame)
        {
            socket.Send($$"""{"type":"connection_error","payload":{"errors":[{"errorType":"UnauthorizedException","message":"Cannot parse {{Token}} at all"}]} }""");
        }
        else
        {
            socket.SendClose(4401, $"Cannot parse {Token} at all");
        }

        RealtimeException error = await Assert.ThrowsAsync<RealtimeException>(() => subscribing);

        Assert.Contains("Cannot parse *** at all", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(Token, error.ToString() + fixture.Loggers.All, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Connect_RefusedInVeryLongWords_TellsTheFirstOnesWithoutTheBeginningOfTheToken()
    {
        const string Token = "a-very-secret-token-that-would-be-cut-in-the-middle";
        await using var fixture = new RealtimeFixture { Authorizers = [new FakeTokenAuthorizer(Token)] };
        Task<Subscription<Message>> subscribing = fixture.SubscribeAsync();
        ScriptedSocket socket = await fixture.NextSocketAsync();
        await socket.NextAsync("connection_init");
        string text = $"{new string('x', 480)} {Token} {new string('x', 2000)}";
        socket.Send($$"""{"type":"connection_error","payload":{"errors":[{"errorType":"UnauthorizedException","message":"{{text}}"}]} }""");

        RealtimeException error = await Assert.ThrowsAsync<RealtimeException>(() => subscribing);

        Assert.DoesNotContain("a-very-secret", error.ToString() + fixture.Loggers.All, StringComparison.Ordinal);
        Assert.InRange(error.Message.Length, 480, 900);
    }

    [Fact]
    public async Task Connect_RefusedApiKey_FailsAtOnceWithoutNamingIt()
    {
        await using var fixture = new RealtimeFixture();
        Task<Subscription<Message>> subscribing = fixture.SubscribeAsync();
        (await fixture.NextSocketAsync()).Send(Unauthorized);

        RealtimeException error = await Assert.ThrowsAsync<RealtimeException>(() => subscribing);

        Assert.Equal(1, fixture.Handshakes);
        Assert.DoesNotContain("da2-secret", error.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("da2-secret", fixture.Loggers.All, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(HttpStatusCode.Unauthorized)]
    [InlineData(HttpStatusCode.Forbidden)]
    public async Task Handshake_Refused_IsTriedWithANewTokenOnce(HttpStatusCode status)
    {
        var tokens = new FakeTokenAuthorizer("old", "new", "newer");
        await using var fixture = new RealtimeFixture { Authorizers = [tokens], Refuses = _ => new HandshakeException(status) };

        RealtimeException error = await Assert.ThrowsAsync<RealtimeException>(() => fixture.SubscribeAsync());

        Assert.Equal((int)status, error.Code);
        Assert.Equal(2, fixture.Handshakes);
    }

    [Fact]
    public async Task Handshake_NotFound_FailsAtOnce()
    {
        await using var fixture = new RealtimeFixture { Refuses = static _ => new HandshakeException(HttpStatusCode.NotFound) };

        RealtimeException error = await Assert.ThrowsAsync<RealtimeException>(() => fixture.SubscribeAsync());

        Assert.Contains("404 instead of opening a WebSocket", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(HttpStatusCode.ServiceUnavailable)]
    [InlineData(HttpStatusCode.TooManyRequests)]
    [InlineData(null)]
    public async Task Handshake_FailsInPassing_IsTriedAgain(HttpStatusCode? status)
    {
        await using var fixture = new RealtimeFixture
        {
            Refuses = number => number < 3 ? status is { } answer ? new HandshakeException(answer) : new WebSocketException() : null,
        };
        Task<Subscription<Message>> subscribing = fixture.SubscribeAsync();

        await fixture.AdvanceUntilAsync(() => fixture.HasNextSocket, TimeSpan.FromSeconds(1));
        await RealtimeFixture.StartedAsync(await fixture.AcknowledgedAsync());
        await subscribing;

        Assert.Equal(3, fixture.Handshakes);
    }

    [Fact]
    public async Task Connect_FailsThreeTimes_IsANetworkErrorWithTheLastCause()
    {
        await using var fixture = new RealtimeFixture
        {
            Refuses = static number => new WebSocketException(FormattableString.Invariant($"no {number}"), new HttpRequestException(HttpRequestError.NameResolutionError)),
        };
        Task<Subscription<Message>> subscribing = fixture.SubscribeAsync();

        await fixture.AdvanceUntilAsync(() => subscribing.IsCompleted, TimeSpan.FromMilliseconds(100));

        AmplifyNetworkException error = await Assert.ThrowsAsync<AmplifyNetworkException>(() => subscribing);
        Assert.Equal((NetworkFailure.NameResolution, 3, true), (error.Failure, error.Attempts, error.IsTransient));
        Assert.Equal("no 3", error.InnerException!.Message);
        Assert.InRange(fixture.Time.GetUtcNow() - fixture.Time.Start, TimeSpan.Zero, TimeSpan.FromSeconds(10));
        await RealtimeFixture.UntilAsync(() => fixture.Pool.Connections.Count == 0);
    }

    [Theory]
    [InlineData(HttpStatusCode.ServiceUnavailable)]
    [InlineData(HttpStatusCode.TooManyRequests)]
    public async Task Connect_AnsweredThreeTimesWithAStatusThatPasses_IsATransientError(HttpStatusCode status)
    {
        await using var fixture = new RealtimeFixture { Refuses = _ => new HandshakeException(status) };
        Task<Subscription<Message>> subscribing = fixture.SubscribeAsync();

        await fixture.AdvanceUntilAsync(() => subscribing.IsCompleted, TimeSpan.FromSeconds(1));

        RealtimeException error = await Assert.ThrowsAsync<RealtimeException>(() => subscribing);
        Assert.Equal(((int)status, true), (error.Code, error.IsTransient));
    }

    [Fact]
    public async Task Connect_NeverAcknowledged_TimesOutAfterThreeAttempts()
    {
        await using var fixture = new RealtimeFixture();
        Task<Subscription<Message>> subscribing = fixture.SubscribeAsync();

        await fixture.AdvanceUntilAsync(() => subscribing.IsCompleted, TimeSpan.FromSeconds(1));

        AmplifyTimeoutException error = await Assert.ThrowsAsync<AmplifyTimeoutException>(() => subscribing);
        Assert.Equal(fixture.Options.AckTimeout, error.Timeout);
        Assert.Equal(3, fixture.Handshakes);
    }

    [Fact]
    public async Task Connect_FailsAfterItHadWorked_FailsWhoIsNewAndGoesOnForWhoWasThere()
    {
        await using var fixture = new RealtimeFixture();
        (Subscription<Message> there, ScriptedSocket socket, _) = await fixture.EstablishedAsync();
        fixture.Refuses = static number => number < 8 ? new WebSocketException() : null;
        socket.Cut();
        await RealtimeFixture.UntilAsync(() => fixture.Loggers.Events.Any(static e => e.Id == 404));
        Task<Subscription<Message>> subscribing = fixture.SubscribeAsync();

        await fixture.AdvanceUntilAsync(() => subscribing.IsCompleted, TimeSpan.FromSeconds(1));
        await Assert.ThrowsAsync<AmplifyNetworkException>(() => subscribing);

        await fixture.AdvanceUntilAsync(() => fixture.HasNextSocket, TimeSpan.FromSeconds(1));
        ScriptedSocket second = await fixture.AcknowledgedAsync();
        second.Send(RealtimeFixture.Data(await RealtimeFixture.StartedAsync(second), 1));
        Assert.Equal([1], await there.NumbersAsync(1));
    }

    [Fact]
    public async Task Connect_LostThreeTimesBeforeTheSubscriptionWasAcknowledged_Fails()
    {
        await using var fixture = new RealtimeFixture();
        Task<Subscription<Message>> subscribing = fixture.SubscribeAsync();
        for (int i = 0; i < 3; i++)
        {
            await fixture.AdvanceUntilAsync(() => fixture.HasNextSocket, TimeSpan.FromSeconds(1));
            ScriptedSocket socket = await fixture.AcknowledgedAsync();
            await socket.NextAsync("start");
            socket.SendClose(1011, "overloaded");
        }

        AmplifyNetworkException error = await Assert.ThrowsAsync<AmplifyNetworkException>(() => subscribing);
        Assert.Contains("1011 (overloaded)", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Connect_WithMoreAttempts_WaitsForTheServer()
    {
        await using var fixture = new RealtimeFixture { Refuses = static number => number < 10 ? new WebSocketException() : null };
        fixture.Options.ConnectAttempts = 10;
        Task<Subscription<Message>> subscribing = fixture.SubscribeAsync();

        await fixture.AdvanceUntilAsync(() => fixture.HasNextSocket, TimeSpan.FromSeconds(5));
        await RealtimeFixture.StartedAsync(await fixture.AcknowledgedAsync());

        await subscribing;
    }

    [Fact]
    public void ConnectAttempts_None_IsRefused() => Assert.Throws<ArgumentOutOfRangeException>(static () => new RealtimeOptions { ConnectAttempts = 0 });

    [Fact]
    public async Task Handshake_RefusedBlindly_IsSuspectedToBeTheTokenAndThenFails()
    {
        var tokens = new FakeTokenAuthorizer("old", "new", "newer");
        await using var fixture = new RealtimeFixture { Authorizers = [tokens], HidesRefusals = true, Refuses = static _ => new WebSocketException() };
        Task<Subscription<Message>> subscribing = fixture.SubscribeAsync();

        await fixture.AdvanceUntilAsync(() => subscribing.IsCompleted, TimeSpan.FromSeconds(10));

        await Assert.ThrowsAsync<RealtimeException>(() => subscribing);
        Assert.Equal(4, fixture.Handshakes);
        Assert.Equal(2, tokens.Recoveries);
    }

    [Fact]
    public async Task Handshake_RefusedBlindlyWithHostAway_GoesOn()
    {
        var tokens = new FakeTokenAuthorizer("old", "new");
        await using var fixture = new RealtimeFixture
        {
            Authorizers = [tokens], HidesRefusals = true, IsReachable = static () => false, Refuses = static number => number < 12 ? new WebSocketException() : null,
        };
        fixture.Options.ConnectAttempts = int.MaxValue;
        Task<Subscription<Message>> subscribing = fixture.SubscribeAsync();

        await fixture.AdvanceUntilAsync(() => fixture.HasNextSocket, TimeSpan.FromSeconds(30));
        await RealtimeFixture.StartedAsync(await fixture.AcknowledgedAsync());
        await subscribing;

        Assert.Equal(0, tokens.Recoveries);
    }

    [Fact]
    public async Task Ack_NeverComes_ConnectsAnewAfterTheTimeout()
    {
        await using var fixture = new RealtimeFixture();
        Task<Subscription<Message>> subscribing = fixture.SubscribeAsync();
        ScriptedSocket silent = await fixture.NextSocketAsync();
        await silent.NextAsync("connection_init");

        await fixture.AdvanceUntilAsync(() => silent.Disposed, TimeSpan.FromSeconds(1));
        Assert.InRange(fixture.Time.GetUtcNow() - fixture.Time.Start, TimeSpan.FromSeconds(15), TimeSpan.FromSeconds(20));
        await fixture.AdvanceUntilAsync(() => fixture.HasNextSocket, TimeSpan.FromSeconds(1));
        await RealtimeFixture.StartedAsync(await fixture.AcknowledgedAsync());

        await subscribing;
    }

    [Fact]
    public async Task Cancel_WhileConnecting_ClosesTheSocket()
    {
        await using var fixture = new RealtimeFixture();
        using var cancel = new CancellationTokenSource();
        Task<Subscription<Message>> subscribing = fixture.SubscribeAsync(cancellationToken: cancel.Token);
        ScriptedSocket socket = await fixture.NextSocketAsync();

        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => subscribing);
        await socket.Gone;
        await RealtimeFixture.UntilAsync(() => fixture.Pool.Connections.Count == 0);
    }

    [Fact]
    public async Task Cancel_StartSentButNotAcknowledged_SendsStop()
    {
        await using var fixture = new RealtimeFixture();
        using var cancel = new CancellationTokenSource();
        Task<Subscription<Message>> subscribing = fixture.SubscribeAsync(cancellationToken: cancel.Token);
        ScriptedSocket socket = await fixture.AcknowledgedAsync();
        string? id = (await socket.NextAsync("start")).GetProperty("id").GetString();

        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => subscribing);
        Assert.Equal(id, (await socket.NextAsync("stop")).GetProperty("id").GetString());
    }

    [Fact]
    public async Task Provider_Fails_IsTheCallersError()
    {
        var failure = new AmplifyAuthException("sign in", AmplifyAuthReason.SignInRequired);
        await using var fixture = new RealtimeFixture { Authorizers = [new FakeTokenAuthorizer("x") { Failure = failure }] };

        Assert.Same(failure, await Assert.ThrowsAsync<AmplifyAuthException>(() => fixture.SubscribeAsync()));
        Assert.Equal(0, fixture.Handshakes);
    }

    [Theory]
    [InlineData(4401)]
    [InlineData(4403)]
    public async Task GraphQLTransport_ClosedAsUnauthorized_FailsTyped(int status)
    {
        await using var fixture = new RealtimeFixture();
        fixture.Protocol = fixture.GraphQLTransport();
        Task<Subscription<Message>> subscribing = fixture.SubscribeAsync();
        (await fixture.NextSocketAsync()).SendClose(status, "Forbidden");

        RealtimeException error = await Assert.ThrowsAsync<RealtimeException>(() => subscribing);

        Assert.Equal((status - 4000, (WebSocketCloseStatus)status), (error.Code, error.CloseStatus));
    }
}
