using System.Net.WebSockets;
using System.Text.Json;

namespace Amplify.Api.Tests.Realtime;

/// <summary>Publishing over a connection.</summary>
public sealed class PublishTests
{
    [Fact]
    public async Task Publish_NobodySubscribed_ConnectsAndGivesTheAnswer()
    {
        await using var fixture = new RealtimeFixture();
        Task<string> publishing = fixture.PublishAsync();
        ScriptedSocket socket = await fixture.AcknowledgedAsync();

        JsonElement frame = await socket.NextAsync("publish");
        string id = IdOf(frame);
        socket.Send(Success(id));

        Assert.Equal(Success(id), await publishing);
        Assert.Equal("/default/room", frame.GetProperty("channel").GetString());
        Assert.Equal("da2-secret", frame.GetProperty("authorization").GetProperty("x-api-key").GetString());
    }

    [Fact]
    public async Task Publish_BesideASubscription_SharesItsSocket()
    {
        await using var fixture = new RealtimeFixture();
        (Subscription<Message> subscription, ScriptedSocket socket) = await SubscribedAsync(fixture);

        Task<string> publishing = fixture.PublishAsync();
        socket.Send(Success(IdOf(await socket.NextAsync("publish"))));
        await publishing;

        Assert.Equal(1, fixture.Handshakes);
        await subscription.DisposeAsync();
    }

    [Fact]
    public async Task Publish_TwoAnsweredTheOtherWayRound_GetTheirOwnAnswers()
    {
        await using var fixture = new RealtimeFixture();
        (Subscription<Message> subscription, ScriptedSocket socket) = await SubscribedAsync(fixture);
        Task<string> first = fixture.PublishAsync("/default/a");
        string firstId = IdOf(await socket.NextAsync("publish"));
        Task<string> second = fixture.PublishAsync("/default/b");
        string secondId = IdOf(await socket.NextAsync("publish"));

        socket.Send(Success(secondId));
        Assert.Equal(Success(secondId), await second);
        socket.Send(Success(firstId));
        Assert.Equal(Success(firstId), await first);
        await subscription.DisposeAsync();
    }

    [Fact]
    public async Task Publish_ErrorsOfOthersMeanwhile_AreNotItsErrors()
    {
        await using var fixture = new RealtimeFixture();
        (Subscription<Message> subscription, ScriptedSocket socket) = await SubscribedAsync(fixture);
        Task<string> publishing = fixture.PublishAsync();
        string id = IdOf(await socket.NextAsync("publish"));

        socket.Send($$"""{"type":"publish_error","id":"{{Guid.NewGuid()}}","errors":[{"errorType":"BadRequestException"}]}""");
        socket.Send("""{"type":"error","errors":[{"errorType":"UnsupportedOperation"}]}""");
        socket.Send($$"""{"type":"broadcast_error","id":"{{Guid.NewGuid()}}","errors":[{"errorType":"MessageProcessingError"}]}""");
        socket.Send(Success(id));

        Assert.Equal(Success(id), await publishing);
        await subscription.DisposeAsync();
    }

    [Fact]
    public async Task Publish_Refused_IsATypedErrorAndLeavesTheSocketAlone()
    {
        await using var fixture = new RealtimeFixture();
        (Subscription<Message> subscription, ScriptedSocket socket) = await SubscribedAsync(fixture);
        Task<string> publishing = fixture.PublishAsync();

        socket.Send(Refusal(IdOf(await socket.NextAsync("publish")), "ResourceNotFound", 404));

        RealtimeException error = await Assert.ThrowsAsync<RealtimeException>(() => publishing);
        Assert.Equal(("ResourceNotFound", 404, false), (error.ErrorType, error.Code, error.IsTransient));
        Assert.Contains("no such thing", error.Message, StringComparison.Ordinal);
        Assert.True(socket.IsOpen);
        await subscription.DisposeAsync();
    }

    [Fact]
    public async Task Publish_RefusedInWordsThatRepeatTheToken_TellsThemWithoutIt()
    {
        const string Token = "a-very-secret-token";
        await using var fixture = new RealtimeFixture { Authorizers = [new FakeTokenAuthorizer(Token)] };
        Task<string> publishing = fixture.PublishAsync();
        ScriptedSocket socket = await fixture.AcknowledgedAsync();
        string id = IdOf(await socket.NextAsync("publish"));

        socket.Send($$"""{"type":"publish_error","id":"{{id}}","errors":[{"errorType":"BadRequestException","message":"Cannot parse {{Token}} at all"}]}""");

        RealtimeException error = await Assert.ThrowsAsync<RealtimeException>(() => publishing);
        Assert.Contains("Cannot parse *** at all", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(Token, error.ToString() + fixture.Loggers.All, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Publish_TokenRefused_IsSentAgainWithANewOneOnce()
    {
        var tokens = new FakeTokenAuthorizer("old", "new", "newer");
        await using var fixture = new RealtimeFixture { Authorizers = [tokens] };
        Task<string> publishing = fixture.PublishAsync();
        ScriptedSocket socket = await fixture.AcknowledgedAsync();

        socket.Send(Refusal(IdOf(await socket.NextAsync("publish")), "UnauthorizedException", 401));
        JsonElement again = await socket.NextAsync("publish");
        Assert.Equal("new", again.GetProperty("authorization").GetProperty("Authorization").GetString());
        socket.Send(Refusal(IdOf(again), "UnauthorizedException", 401));

        RealtimeException error = await Assert.ThrowsAsync<RealtimeException>(() => publishing);
        Assert.Equal(401, error.Code);
    }

    [Fact]
    public async Task Publish_CutBeforeTheAnswer_IsNotSentAgain()
    {
        await using var fixture = new RealtimeFixture();
        (Subscription<Message> subscription, ScriptedSocket socket) = await SubscribedAsync(fixture);
        Task<string> publishing = fixture.PublishAsync();
        await socket.NextAsync("publish");

        socket.Cut();

        AmplifyNetworkException error = await Assert.ThrowsAsync<AmplifyNetworkException>(() => publishing);
        Assert.Contains("not known whether", error.Message, StringComparison.Ordinal);
        await fixture.AdvanceUntilAsync(() => fixture.HasNextSocket, TimeSpan.FromSeconds(1));
        ScriptedSocket next = await fixture.AcknowledgedAsync();
        await next.NextAsync("subscribe");
        await RealtimeFixture.SettleAsync();
        Assert.Empty(next.Unread());
        await subscription.DisposeAsync();
    }

    [Fact]
    public async Task Publish_SocketLostBeforeItWasSent_GoesOverTheNextOne()
    {
        await using var fixture = new RealtimeFixture();
        Task<string> publishing = fixture.PublishAsync();
        (await fixture.NextSocketAsync()).Cut();

        await fixture.AdvanceUntilAsync(() => fixture.HasNextSocket, TimeSpan.FromSeconds(1));
        ScriptedSocket socket = await fixture.AcknowledgedAsync();
        string id = IdOf(await socket.NextAsync("publish"));
        socket.Send(Success(id));

        Assert.Equal(Success(id), await publishing);
    }

    [Fact]
    public async Task Publish_NeverAnswered_TimesOut()
    {
        await using var fixture = new RealtimeFixture { Timeout = TimeSpan.FromSeconds(20) };
        Task<string> publishing = fixture.PublishAsync();
        ScriptedSocket socket = await fixture.AcknowledgedAsync();
        await socket.NextAsync("publish");

        fixture.Pass(20);

        AmplifyTimeoutException error = await Assert.ThrowsAsync<AmplifyTimeoutException>(() => publishing);
        Assert.Equal(TimeSpan.FromSeconds(20), error.Timeout);
    }

    [Fact]
    public async Task Publish_ServerOutOfReach_FailsAfterThreeAttempts()
    {
        await using var fixture = new RealtimeFixture { Refuses = static _ => new WebSocketException("no") };
        Task<string> publishing = fixture.PublishAsync();

        await fixture.AdvanceUntilAsync(() => publishing.IsCompleted, TimeSpan.FromSeconds(1));

        await Assert.ThrowsAsync<AmplifyNetworkException>(() => publishing);
        Assert.Equal(3, fixture.Handshakes);
        await RealtimeFixture.UntilAsync(() => fixture.Pool.Connections.Count == 0);
    }

    [Fact]
    public async Task Publish_ConnectRefused_IsATypedError()
    {
        await using var fixture = new RealtimeFixture();
        Task<string> publishing = fixture.PublishAsync();

        (await fixture.NextSocketAsync()).Send("""{"type":"connection_error","errors":[{"errorType":"UnauthorizedException","message":"no","errorCode":401}]}""");

        Assert.Equal(401, (await Assert.ThrowsAsync<RealtimeException>(() => publishing)).Code);
    }

    [Fact]
    public async Task Publish_Answered_KeepsTheSocketForAWhileAndClosesIt()
    {
        await using var fixture = new RealtimeFixture();
        Task<string> publishing = fixture.PublishAsync();
        ScriptedSocket socket = await fixture.AcknowledgedAsync();
        socket.Send(Success(IdOf(await socket.NextAsync("publish"))));
        await publishing;

        fixture.Pass(4);
        Assert.True(socket.IsOpen);
        publishing = fixture.PublishAsync();
        socket.Send(Success(IdOf(await socket.NextAsync("publish"))));
        await publishing;
        fixture.Pass(6);

        await socket.Gone;
        Assert.Equal(1, fixture.Handshakes);
    }

    [Fact]
    public async Task Publish_SocketReplacedMeanwhile_IsAnsweredOverTheOldOne()
    {
        await using var fixture = new RealtimeFixture();
        fixture.Options.ConnectionLifetime = TimeSpan.FromSeconds(60);
        Task<string> publishing = fixture.PublishAsync();
        ScriptedSocket old = await fixture.AcknowledgedAsync();
        string id = IdOf(await old.NextAsync("publish"));
        await fixture.AdvanceUntilAsync(() => fixture.HasNextSocket, TimeSpan.FromSeconds(5));
        await fixture.AcknowledgedAsync();
        await RealtimeFixture.SettleAsync();
        Assert.True(old.IsOpen);

        old.Send(Success(id));

        Assert.Equal(Success(id), await publishing);
        await old.Gone;
    }

    [Fact]
    public async Task Publish_SocketReplacedAndTheNextOnesFail_IsAnsweredOverTheOldOne()
    {
        await using var fixture = new RealtimeFixture();
        fixture.Options.ConnectionLifetime = TimeSpan.FromSeconds(30);
        Task<string> publishing = fixture.PublishAsync();
        ScriptedSocket old = await fixture.AcknowledgedAsync();
        string id = IdOf(await old.NextAsync("publish"));
        await RealtimeFixture.SettleAsync();
        fixture.Pass(30);
        ScriptedSocket next = await fixture.AcknowledgedAsync();
        fixture.Refuses = static _ => new WebSocketException();
        await RealtimeFixture.SettleAsync();
        next.Cut();
        await fixture.AdvanceUntilAsync(() => fixture.Handshakes >= 6, TimeSpan.FromSeconds(1));

        old.Send(Success(id));

        Assert.Equal(Success(id), await publishing);
    }

    [Fact]
    public async Task Publish_Cancelled_IsForgotten()
    {
        await using var fixture = new RealtimeFixture();
        using var cancel = new CancellationTokenSource();
        Task<string> publishing = fixture.PublishAsync(cancellationToken: cancel.Token);
        await fixture.NextSocketAsync();

        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => publishing);
        await RealtimeFixture.UntilAsync(() => fixture.Pool.Connections.Count == 0);
    }

    [Fact]
    public async Task Publish_CallerBecomesSomebodyElse_TheAnswerIsWaitedForAndThenTheSocketEnds()
    {
        await using var fixture = new RealtimeFixture();
        Task<string> publishing = fixture.PublishAsync();
        ScriptedSocket socket = await fixture.AcknowledgedAsync();
        string id = IdOf(await socket.NextAsync("publish"));

        fixture.Identity = "somebody else";
        fixture.Pool.CheckIdentities();
        fixture.Pool.CheckIdentities();
        Assert.False(publishing.IsCompleted);
        socket.Send(Success(id));

        await publishing;
        await socket.Gone;
        await RealtimeFixture.UntilAsync(() => fixture.Pool.Connections.Count == 0);
    }

    [Fact]
    public async Task Publish_CallerBecomesSomebodyElseBeforeItIsSent_GoesOverThatOnesSocket()
    {
        await using var fixture = new RealtimeFixture();
        Task<string> publishing = fixture.PublishAsync();
        await fixture.NextSocketAsync();

        fixture.Identity = "somebody else";
        fixture.Pool.CheckIdentities();
        ScriptedSocket socket = await fixture.AcknowledgedAsync();
        socket.Send(Success(IdOf(await socket.NextAsync("publish"))));

        await publishing;
    }

    [Fact]
    public async Task Publish_CallerBecomesSomebodyElseAndTheSocketIsLost_TellsThatTheAnswerIsMissing()
    {
        await using var fixture = new RealtimeFixture();
        Task<string> publishing = fixture.PublishAsync();
        ScriptedSocket socket = await fixture.AcknowledgedAsync();
        await socket.NextAsync("publish");

        fixture.Identity = "somebody else";
        fixture.Pool.CheckIdentities();
        socket.Cut();

        await Assert.ThrowsAsync<AmplifyNetworkException>(() => publishing);
        await RealtimeFixture.UntilAsync(() => fixture.Pool.Connections.Count == 0);
    }

    [Fact]
    public async Task Dispose_WhileAnAnswerIsWaitedFor_DoesNotWaitForIt()
    {
        var fixture = new RealtimeFixture();
        Task<string> publishing = fixture.PublishAsync();
        ScriptedSocket socket = await fixture.AcknowledgedAsync();
        await socket.NextAsync("publish");
        fixture.Identity = "somebody else";
        fixture.Pool.CheckIdentities();

        await fixture.DisposeAsync();

        await Assert.ThrowsAsync<AmplifyNetworkException>(() => publishing);
    }

    [Fact]
    public async Task Publish_AfterDisposal_IsRefused()
    {
        var fixture = new RealtimeFixture();
        _ = fixture.Pool;
        await fixture.DisposeAsync();

        await Assert.ThrowsAsync<ObjectDisposedException>(() => fixture.PublishAsync());
    }

    private static string IdOf(JsonElement frame) => frame.GetProperty("id").GetString()!;

    private static string Success(string id) => $$"""{"type":"publish_success","id":"{{id}}","successful":[],"failed":[]}""";

    private static string Refusal(string id, string type, int code) =>
        $$"""{"type":"publish_error","id":"{{id}}","errors":[{"errorType":"{{type}}","message":"no such thing","errorCode":{{code}}}]}""";

    private static async Task<(Subscription<Message> Subscription, ScriptedSocket Socket)> SubscribedAsync(RealtimeFixture fixture)
    {
        fixture.Protocol = fixture.Events();
        Task<Subscription<Message>> subscribing = fixture.SubscribeAsync(body: """{"channel":"/default/room"}""");
        ScriptedSocket socket = await fixture.AcknowledgedAsync();
        string id = IdOf(await socket.NextAsync("subscribe"));
        socket.Send($$"""{"type":"subscribe_success","id":"{{id}}"}""");
        return (await subscribing, socket);
    }
}
