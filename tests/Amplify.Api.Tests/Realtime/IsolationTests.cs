namespace Amplify.Api.Tests.Realtime;

/// <summary>What goes wrong with one subscription, and must not touch the others.</summary>
public sealed class IsolationTests
{
    [Fact]
    public async Task Denied_AmongNinetyNineGoodOnes_FailsAlone()
    {
        await using var fixture = new RealtimeFixture();
        List<Task<Subscription<Message>>> subscribing = [.. Enumerable.Range(0, 100).Select(_ => fixture.SubscribeAsync())];
        ScriptedSocket socket = await fixture.AcknowledgedAsync();
        var ids = new List<string>();
        for (int i = 0; i < 100; i++)
        {
            ids.Add((await socket.NextAsync("start")).GetProperty("id").GetString()!);
        }

        socket.Send($$"""{"type":"error","id":"{{ids[42]}}","payload":{"errors":[{"errorType":"UnauthorizedException","message":"Not Authorized"}]} }""");
        ids.RemoveAt(42);
        foreach (string id in ids)
        {
            socket.Send($$"""{"type":"start_ack","id":"{{id}}"}""");
        }

        await RealtimeFixture.UntilAsync(() => subscribing.All(static task => task.IsCompleted));

        Task<Subscription<Message>> denied = Assert.Single(subscribing, static task => task.IsFaulted);
        Assert.Equal("UnauthorizedException", (await Assert.ThrowsAsync<RealtimeException>(() => denied)).ErrorType);
        Assert.True(socket.IsOpen);
        Assert.Equal(1, fixture.Handshakes);
        foreach (string id in ids)
        {
            socket.Send(RealtimeFixture.Data(id, 1));
        }

        foreach (Task<Subscription<Message>> good in subscribing.Where(static task => task.IsCompletedSuccessfully))
        {
            Assert.Equal([1], await (await good).NumbersAsync(1));
        }
    }

    [Fact]
    public async Task Denied_WithATokenThatHasExpired_IsStartedOnceMoreWithANewOne()
    {
        await using var fixture = new RealtimeFixture();
        var tokens = new FakeTokenAuthorizer(
            FakeTokenAuthorizer.Jwt(fixture.Time.GetUtcNow().AddSeconds(-1)), FakeTokenAuthorizer.Jwt(fixture.Time.GetUtcNow().AddHours(1), "b"));
        fixture.Authorizers = [tokens];
        Task<Subscription<Message>> subscribing = fixture.SubscribeAsync();
        ScriptedSocket socket = await fixture.AcknowledgedAsync();
        string first = await DenyAsync(socket);

        await socket.NextAsync("stop");
        string second = await RealtimeFixture.StartedAsync(socket);

        await subscribing;
        Assert.NotEqual(first, second);
        Assert.Equal(1, tokens.Recoveries);
        Assert.Equal(1, fixture.Handshakes);
    }

    [Fact]
    public async Task Denied_WithAnOpaqueToken_IsStartedOnceMoreAndThenFails()
    {
        var tokens = new FakeTokenAuthorizer("one", "two", "three");
        await using var fixture = new RealtimeFixture { Authorizers = [tokens] };
        Task<Subscription<Message>> subscribing = fixture.SubscribeAsync();
        ScriptedSocket socket = await fixture.AcknowledgedAsync();
        await DenyAsync(socket);
        await socket.NextAsync("stop");
        await DenyAsync(socket);

        await Assert.ThrowsAsync<RealtimeException>(() => subscribing);

        Assert.Equal(2, tokens.Recoveries);
    }

    [Fact]
    public async Task Denied_WithAValidToken_IsNotTriedAgain()
    {
        await using var fixture = new RealtimeFixture();
        var tokens = new FakeTokenAuthorizer(FakeTokenAuthorizer.Jwt(fixture.Time.GetUtcNow().AddHours(1)), "other");
        fixture.Authorizers = [tokens];
        Task<Subscription<Message>> subscribing = fixture.SubscribeAsync();
        ScriptedSocket socket = await fixture.AcknowledgedAsync();
        await DenyAsync(socket);

        await Assert.ThrowsAsync<RealtimeException>(() => subscribing);

        Assert.Equal(0, tokens.Recoveries);
    }

    [Fact]
    public async Task TokenExpires_DuringASubscription_StartsItAgainWithANewOne()
    {
        await using var fixture = new RealtimeFixture();
        var tokens = new FakeTokenAuthorizer("one", "two");
        fixture.Authorizers = [tokens];
        (Subscription<Message> subscription, ScriptedSocket socket, string id) = await fixture.EstablishedAsync();
        socket.Send($$"""{"type":"error","id":"{{id}}","payload":{"errors":[{"errorType":"UnauthorizedException","errorCode":401}]} }""");

        await socket.NextAsync("stop");
        string second = await RealtimeFixture.StartedAsync(socket);
        socket.Send(RealtimeFixture.Data(second, 1));

        List<SubscriptionEvent<Message>> events = await subscription.EventsAsync(2);
        Assert.IsType<SubscriptionEvent<Message>.Reconnected>(events[0]);
    }

    [Fact]
    public async Task Denied_AtTwoReconnectsFarApart_IsStartedWithANewTokenEachTime()
    {
        await using var fixture = new RealtimeFixture { Authorizers = [new FakeTokenAuthorizer("one", "two", "three")] };
        (Subscription<Message> subscription, ScriptedSocket socket, string id) = await fixture.EstablishedAsync();
        for (int i = 0; i < 2; i++)
        {
            await RealtimeFixture.SettleAsync();
            fixture.Pass(20);
            socket.Cut();
            await fixture.AdvanceUntilAsync(() => fixture.HasNextSocket, TimeSpan.FromMilliseconds(200));
            socket = await fixture.AcknowledgedAsync();
            await DenyAsync(socket);
            await socket.NextAsync("stop");
            id = await RealtimeFixture.StartedAsync(socket);
        }

        socket.Send(RealtimeFixture.Data(id, 1));

        Assert.Equal([1], await subscription.NumbersAsync(1));
    }

    [Fact]
    public async Task Denied_InWordsThatRepeatTheToken_TellsThemWithoutIt()
    {
        const string Token = "a-very-secret-token";
        await using var fixture = new RealtimeFixture { Authorizers = [new FakeTokenAuthorizer(Token)] };
        Task<Subscription<Message>> subscribing = fixture.SubscribeAsync();
        ScriptedSocket socket = await fixture.AcknowledgedAsync();
        string? id = (await socket.NextAsync("start")).GetProperty("id").GetString();
        socket.Send($$"""{"type":"error","payload":{"errors":[{"errorType":"{{Token}}","message":"{{Token}} is strange"}]} }""");
        socket.Send($$"""{"type":"error","id":"{{id}}","payload":{"errors":[{"errorType":"BadRequestException","message":"Cannot parse {{Token}} at all"}]} }""");

        RealtimeException error = await Assert.ThrowsAsync<RealtimeException>(() => subscribing);

        Assert.Contains("Cannot parse *** at all", error.Message, StringComparison.Ordinal);
        Assert.Contains("is strange", fixture.Loggers.All, StringComparison.Ordinal);
        Assert.DoesNotContain(Token, error.ToString() + fixture.Loggers.All, StringComparison.Ordinal);
    }

    [Fact]
    public async Task StartAck_NeverComes_FailsThatSubscriptionOnlyAndSendsStop()
    {
        await using var fixture = new RealtimeFixture();
        (Subscription<Message> good, ScriptedSocket socket, string id) = await fixture.EstablishedAsync();
        Task<Subscription<Message>> subscribing = fixture.SubscribeAsync();
        string? late = (await socket.NextAsync("start")).GetProperty("id").GetString();

        await fixture.AdvanceUntilAsync(() => subscribing.IsCompleted, TimeSpan.FromSeconds(5));

        await Assert.ThrowsAsync<AmplifyTimeoutException>(() => subscribing);
        Assert.Equal(late, (await socket.NextAsync("stop")).GetProperty("id").GetString());
        socket.Send(RealtimeFixture.Data(id, 1));
        Assert.Equal([1], await good.NumbersAsync(1));
    }

    [Fact]
    public async Task StartAck_NeverComesAfterAReconnect_IsStartedAgain()
    {
        await using var fixture = new RealtimeFixture();
        (Subscription<Message> subscription, ScriptedSocket socket, _) = await fixture.EstablishedAsync();
        socket.Cut();
        await fixture.AdvanceUntilAsync(() => fixture.HasNextSocket, TimeSpan.FromSeconds(1));
        ScriptedSocket next = await fixture.AcknowledgedAsync();
        await next.NextAsync("start");
        await fixture.AdvanceUntilAsync(() => fixture.Loggers.Events.Any(static e => e.Id == 410), TimeSpan.FromSeconds(5));
        await next.NextAsync("stop");
        fixture.Pass(1);
        await fixture.AdvanceUntilAsync(() => fixture.Loggers.Events.Any(static e => e.Id == 410), TimeSpan.FromSeconds(1));
        Task<string> started = RealtimeFixture.StartedAsync(next);
        await fixture.AdvanceUntilAsync(() => started.IsCompleted, TimeSpan.FromMilliseconds(200));
        next.Send(RealtimeFixture.Data(await started, 1));

        Assert.Equal([1], await subscription.NumbersAsync(1));
    }

    [Theory]
    [InlineData("""{"type":"error","payload":{"errors":[{"errorType":"LimitExceededError","message":"Rate limit exceeded"}]}}""")]
    [InlineData("""{"type":"error","payload":{"errors":{"errorType":"LimitExceededException"}}}""")]
    public async Task LimitExceeded_WithoutId_StartsWhatIsNotAcknowledgedAgainLater(string error)
    {
        await using var fixture = new RealtimeFixture();
        (_, ScriptedSocket socket, string good) = await fixture.EstablishedAsync();
        Task<Subscription<Message>> subscribing = fixture.SubscribeAsync();
        string? first = (await socket.NextAsync("start")).GetProperty("id").GetString();
        socket.Send(error);
        Assert.Equal(first, (await socket.NextAsync("stop")).GetProperty("id").GetString());

        Task<string> started = RealtimeFixture.StartedAsync(socket);
        await RealtimeFixture.SettleAsync();
        Assert.False(started.IsCompleted);
        await fixture.AdvanceUntilAsync(() => started.IsCompleted, TimeSpan.FromMilliseconds(100));

        await subscribing;
        Assert.DoesNotContain(await started, new[] { first, good });
        Assert.Equal(1, fixture.Handshakes);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task MaxSubscriptionsReached_MovesTheSubscriptionToAnotherSocket(bool withId)
    {
        await using var fixture = new RealtimeFixture();
        (_, ScriptedSocket full, _) = await fixture.EstablishedAsync();
        Task<Subscription<Message>> subscribing = fixture.SubscribeAsync();
        string? id = (await full.NextAsync("start")).GetProperty("id").GetString();
        string errors = """[{"errorType":"MaxSubscriptionsReachedError","message":"Max number of 100 subscriptions reached"}]""";
        full.Send(withId ? $$"""{"type":"error","id":"{{id}}","payload":{"errors":{{errors}} } }""" : $$"""{"type":"error","payload":{"errors":{{errors}} } }""");

        ScriptedSocket other = await fixture.AcknowledgedAsync();
        await RealtimeFixture.StartedAsync(other);
        await subscribing;

        Task<Subscription<Message>> third = fixture.SubscribeAsync();
        await RealtimeFixture.StartedAsync(other);
        await third;
        Assert.Equal(2, fixture.Handshakes);
    }

    [Fact]
    public async Task MaxSubscriptionsReached_OnAnEmptySocket_Fails()
    {
        await using var fixture = new RealtimeFixture();
        Task<Subscription<Message>> subscribing = fixture.SubscribeAsync();
        ScriptedSocket socket = await fixture.AcknowledgedAsync();
        string? id = (await socket.NextAsync("start")).GetProperty("id").GetString();
        socket.Send($$"""{"type":"error","id":"{{id}}","payload":{"errors":[{"errorType":"MaxSubscriptionsReachedError"}]} }""");

        Assert.Equal("MaxSubscriptionsReachedError", (await Assert.ThrowsAsync<RealtimeException>(() => subscribing)).ErrorType);
    }

    [Theory]
    [InlineData("BadRequestException", "Token expired")]
    [InlineData("InternalFailure", "upstream said 401 Unauthorized")]
    public async Task Error_WhoseTextSpeaksOfAToken_IsNoRefusalOfIt(string type, string text)
    {
        var tokens = new FakeTokenAuthorizer("old", "new");
        await using var fixture = new RealtimeFixture { Authorizers = [tokens] };
        Task<Subscription<Message>> subscribing = fixture.SubscribeAsync();
        ScriptedSocket socket = await fixture.AcknowledgedAsync();
        string? id = (await socket.NextAsync("start")).GetProperty("id").GetString();

        socket.Send($$"""{"type":"error","id":"{{id}}","payload":{"errors":[{"errorType":"{{type}}","message":"{{text}}"}]} }""");

        Assert.Equal(type, (await Assert.ThrowsAsync<RealtimeException>(() => subscribing)).ErrorType);
        Assert.Equal(0, tokens.Recoveries);
    }

    [Fact]
    public async Task Cancel_BeforeTheSocketIsThere_IsNeverStarted()
    {
        await using var fixture = new RealtimeFixture();
        using var cancel = new CancellationTokenSource();
        Task<Subscription<Message>> leaving = fixture.SubscribeAsync(body: """{"query":"leaving"}""", cancellationToken: cancel.Token);
        Task<Subscription<Message>> staying = fixture.SubscribeAsync();
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => leaving);

        ScriptedSocket socket = await fixture.AcknowledgedAsync();
        await RealtimeFixture.StartedAsync(socket);
        await using Subscription<Message> subscription = await staying;
        await RealtimeFixture.SettleAsync();

        Assert.Empty(socket.Unread());
    }

    [Fact]
    public async Task Error_OfTheDocument_IsTheCallersError()
    {
        await using var fixture = new RealtimeFixture();
        Task<Subscription<Message>> subscribing = fixture.SubscribeAsync();
        ScriptedSocket socket = await fixture.AcknowledgedAsync();
        string? id = (await socket.NextAsync("start")).GetProperty("id").GetString();
        socket.Send($$"""{"type":"error","id":"{{id}}","payload":{"errors":[{"message":"Validation error of type FieldUndefined"}]} }""");

        RealtimeException error = await Assert.ThrowsAsync<RealtimeException>(() => subscribing);

        Assert.Contains("FieldUndefined", error.Message, StringComparison.Ordinal);
        Assert.True(socket.IsOpen);
    }

    [Fact]
    public async Task Error_WithoutIdOfUnknownKind_TouchesNothing()
    {
        await using var fixture = new RealtimeFixture();
        (Subscription<Message> subscription, ScriptedSocket socket, string id) = await fixture.EstablishedAsync();
        socket.Send("""{"type":"error","payload":{"errors":[{"message":"something"}]}}""");
        socket.Send("""{"type":"error"}""");
        socket.Send(RealtimeFixture.Data(id, 1));

        Assert.Equal([1], await subscription.NumbersAsync(1));
        Assert.Equal(2, fixture.Loggers.Events.Count(static e => e.Id == 412));
    }

    [Fact]
    public async Task DuplicatedOperation_IsStartedAgainWithANewId()
    {
        await using var fixture = new RealtimeFixture();
        Task<Subscription<Message>> subscribing = fixture.SubscribeAsync();
        ScriptedSocket socket = await fixture.AcknowledgedAsync();
        string? id = (await socket.NextAsync("start")).GetProperty("id").GetString();
        socket.Send($$"""{"type":"error","id":"{{id}}","payload":{"errors":[{"errorType":"DuplicatedOperationError"}]} }""");
        await socket.NextAsync("stop");

        Task<string> started = RealtimeFixture.StartedAsync(socket);
        await fixture.AdvanceUntilAsync(() => started.IsCompleted, TimeSpan.FromMilliseconds(100));

        await subscribing;
        Assert.NotEqual(id, await started);
    }

    private static async Task<string> DenyAsync(ScriptedSocket socket)
    {
        string id = (await socket.NextAsync("start")).GetProperty("id").GetString()!;
        socket.Send($$"""{"type":"error","id":"{{id}}","payload":{"errors":[{"errorType":"UnauthorizedException","message":"You are not authorized"}]} }""");
        return id;
    }

    [Theory]
    [InlineData("""[{"message":"It broke.","extensions":{"code":"BROKEN"} }]""")]
    [InlineData("""{"message":"It broke."}""")]
    public async Task GraphQLTransport_ErrorOfALiveSubscription_FailsItAloneInTheServersWords(string payload)
    {
        await using var fixture = new RealtimeFixture();
        fixture.Protocol = fixture.GraphQLTransport();
        Task<Subscription<Message>> subscribing = fixture.SubscribeAsync();
        ScriptedSocket socket = await fixture.AcknowledgedAsync();
        string broken = (await socket.NextAsync("subscribe")).GetProperty("id").GetString()!;
        Subscription<Message> breaking = await subscribing;
        Subscription<Message> good = await fixture.SubscribeAsync();
        string other = (await socket.NextAsync("subscribe")).GetProperty("id").GetString()!;

        socket.Send(Next(broken, 1));
        socket.Send($$"""{"type":"error","id":"{{broken}}","payload":{{payload}} }""");
        socket.Send(Next(other, 2));
        IAsyncEnumerator<Message> messages = breaking.GetAsyncEnumerator(RealtimeFixture.Token);

        Assert.True(await messages.MoveNextAsync());
        Assert.Equal(1, messages.Current.Number);
        RealtimeException error = await Assert.ThrowsAsync<RealtimeException>(() => messages.MoveNextAsync().AsTask());
        Assert.Contains("It broke.", error.Message, StringComparison.Ordinal);
        Assert.Equal([2], await good.NumbersAsync(1));
        Assert.Equal(1, fixture.Handshakes);
    }

    private static string Next(string id, int number) => $$"""{"id":"{{id}}","type":"next","payload":{"data":{"number":{{number}} } } }""";
}
