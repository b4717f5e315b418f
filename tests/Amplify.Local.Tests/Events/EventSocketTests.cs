using System.Text.Json;
using Amplify.Local.Tests.Support;

namespace Amplify.Local.Tests.Events;

public sealed class EventSocketTests
{
    [Fact]
    public async Task Connect_Signed_IsAcknowledged()
    {
        await using EventsHarness app = await EventsHarness.StartAsync();

        using FrameSocket socket = await FrameSocket.ConnectAsync(
            app.Backend.EventsRealtimeEndpoint, EventsHarness.SubProtocol, await app.SignAsync("{}"));

        Assert.Equal(
            """{"type":"connection_ack","connectionTimeoutMs":300000}""",
            await EventsHarness.AskAsync(socket, new { type = "connection_init" }));
        Assert.Equal(EventsHarness.SubProtocol, socket.SubProtocol);
    }

    [Fact]
    public async Task Connect_WrongKey_IsTheProtocolsOwnError()
    {
        await using EventsHarness app = await EventsHarness.StartAsync();

        using FrameSocket socket = await FrameSocket.ConnectAsync(
            app.Backend.EventsRealtimeEndpoint, EventsHarness.SubProtocol, new Dictionary<string, string> { ["host"] = "h", ["x-api-key"] = "no" });

        Assert.Equal(
            """{"type":"connection_error","errors":[{"errorType":"UnauthorizedException","message":"You are not authorized to make this call.","errorCode":401}]}""",
            await socket.ReceiveAsync());
        Assert.Equal("close 1008", await socket.ReceiveAsync());
    }

    [Fact]
    public async Task Connect_ModeNotForConnecting_IsUnauthorized()
    {
        await using EventsHarness app = await EventsHarness.StartAsync(new LocalEventsOptions { ConnectModes = [AppSyncAuthMode.Iam] });

        using FrameSocket socket = await FrameSocket.ConnectAsync(app.Backend.EventsRealtimeEndpoint, EventsHarness.SubProtocol, app.KeyHeader);

        Assert.Contains("UnauthorizedException", await socket.ReceiveAsync());
    }

    [Fact]
    public async Task Frames_CarryTheirOwnAuthorization()
    {
        await using EventsHarness app = await EventsHarness.StartAsync(new LocalEventsOptions
        {
            SubscribeModes = [AppSyncAuthMode.Iam],
            PublishModes = [AppSyncAuthMode.UserPool],
        });
        using FrameSocket socket = await app.OpenAsync();
        const string channel = "/default/a";

        string denied = await EventsHarness.AskAsync(socket, new { type = "subscribe", id = "1", channel, authorization = app.KeyHeader });
        string missing = await EventsHarness.AskAsync(socket, new { type = "subscribe", id = "1", channel });
        string signed = await EventsHarness.AskAsync(
            socket, new { type = "subscribe", id = "1", channel, authorization = await app.SignAsync("""{"channel":"/default/a"}""") });
        string otherChannel = await EventsHarness.AskAsync(
            socket, new { type = "subscribe", id = "2", channel = "/default/b", authorization = await app.SignAsync("""{"channel":"/default/a"}""") });
        string token = app.Backend.UserPoolTokens.IssueAccessToken("ann");
        await socket.SendAsync(new { type = "publish", id = "p", channel, events = new[] { "1" }, authorization = new { host = "h", Authorization = token } });
        string[] frames = [await socket.ReceiveAsync(), await socket.ReceiveAsync()];

        Assert.StartsWith("""{"type":"subscribe_error","id":"1","errors":[{"errorType":"UnauthorizedException",""", denied);
        Assert.StartsWith("""{"type":"subscribe_error","id":"1","errors":[{"message":"Required headers are missing.",""", missing);
        Assert.Equal("""{"type":"subscribe_success","id":"1"}""", signed);
        Assert.StartsWith("""{"type":"subscribe_error","id":"2","errors":[{"errorType":"BadRequestException",""", otherChannel);
        Assert.Contains("""{"type":"data","id":"1","event":"1"}""", frames);
        Assert.Contains(frames, static frame => frame.StartsWith("""{"type":"publish_success","id":"p","successful":[{"identifier":""", StringComparison.Ordinal)
            && frame.EndsWith(""","index":0}],"failed":[]}""", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Publish_OverTheSocketSigned_CoversChannelAndEvents()
    {
        await using EventsHarness app = await EventsHarness.StartAsync();
        using FrameSocket socket = await app.OpenAsync();
        string[] events = ["""{"n":1}"""];
        string body = JsonSerializer.Serialize(new { channel = "/default/a", events });
        Dictionary<string, string> signed = await app.SignAsync(body);

        string good = await EventsHarness.AskAsync(socket, new { type = "publish", id = "1", channel = "/default/a", events, authorization = signed });
        string bad = await EventsHarness.AskAsync(socket, new { type = "publish", id = "2", channel = "/default/a", events = new[] { "2" }, authorization = signed });

        Assert.StartsWith("""{"type":"publish_success","id":"1",""", good);
        Assert.StartsWith("""{"type":"publish_error","id":"2","errors":[{"errorType":"BadRequestException",""", bad);
    }

    [Theory]
    [InlineData("/*", "BadRequestException")]
    [InlineData("/default/*/a", "BadRequestException")]
    [InlineData("/nowhere/*", "ResourceNotFound")]
    public async Task Subscribe_ToWhatIsNoChannel_IsRefused(string channel, string errorType)
    {
        await using EventsHarness app = await EventsHarness.StartAsync();
        using FrameSocket socket = await app.OpenAsync();

        string frame = await EventsHarness.AskAsync(socket, new { type = "subscribe", id = "1", channel, authorization = app.KeyHeader });

        Assert.StartsWith($$$"""{"type":"subscribe_error","id":"1","errors":[{"errorType":"{{{errorType}}}",""", frame);
    }

    [Fact]
    public async Task Subscribe_SameIdAndOneTooMany_AreRefused()
    {
        await using EventsHarness app = await EventsHarness.StartAsync(new LocalEventsOptions { MaxSubscriptionsPerConnection = 2 });
        using FrameSocket socket = await app.OpenAsync();
        await app.SubscribeAsync(socket, "1", "/default/a");

        string duplicate = await EventsHarness.AskAsync(socket, new { type = "subscribe", id = "1", channel = "/default/b", authorization = app.KeyHeader });
        await app.SubscribeAsync(socket, "2", "/default/b");
        string third = await EventsHarness.AskAsync(socket, new { type = "subscribe", id = "3", channel = "/default/c", authorization = app.KeyHeader });

        Assert.Contains("DuplicatedOperationError", duplicate);
        Assert.Contains("Max number of 2 subscriptions reached", third);
    }

    [Fact]
    public async Task OnSubscribe_ThatThrows_RefusesTheSubscription()
    {
        await using EventsHarness app = await EventsHarness.StartAsync(new LocalEventsOptions
        {
            Namespaces =
            [
                new("default")
                {
                    OnSubscribe = static (context, _) => context.Segments[^1] == "secret" ? throw new AppSyncException("No.", "UnauthorizedException") : default,
                },
            ],
        });
        using FrameSocket socket = await app.OpenAsync();

        string refused = await EventsHarness.AskAsync(socket, new { type = "subscribe", id = "1", channel = "/default/secret", authorization = app.KeyHeader });
        await app.SubscribeAsync(socket, "1", "/default/open");

        Assert.Equal(
            """{"type":"subscribe_error","id":"1","errors":[{"errorType":"UnauthorizedException","message":"No.","errorCode":400}]}""",
            refused);
    }

    [Fact]
    public async Task Unsubscribe_EndsIt_AndAnUnknownIdIsToldSo()
    {
        await using EventsHarness app = await EventsHarness.StartAsync();
        using FrameSocket socket = await app.OpenAsync();
        await app.SubscribeAsync(socket, "1", "/default/a");

        string ended = await EventsHarness.AskAsync(socket, new { type = "unsubscribe", id = "1" });
        await app.PublishAsync("/default/a", "1");
        string unknown = await EventsHarness.AskAsync(socket, new { type = "unsubscribe", id = "1" });

        Assert.Equal("""{"type":"unsubscribe_success","id":"1"}""", ended);
        Assert.Equal(
            """{"type":"unsubscribe_error","id":"1","errors":[{"errorType":"UnknownOperationError","message":"Unknown operation id 1","errorCode":400}]}""",
            unknown);
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("""{"\ud800":1,"type":"connection_init"}""")]
    [InlineData("""{"type":"publish","id":"1","channel":"/default/a","events":["1"],"authorization":{"\ud800":"x"}}""")]
    [InlineData("""{"type":"start"}""")]
    public async Task Frame_Unknown_IsUnsupported(string frame)
    {
        await using EventsHarness app = await EventsHarness.StartAsync();
        using FrameSocket socket = await app.OpenAsync();

        await socket.SendTextAsync(frame);

        Assert.Equal(
            """{"type":"error","errors":[{"errorType":"UnsupportedOperation","message":"Operation not supported through the realtime channel"}]}""",
            await socket.ReceiveAsync());
    }

    [Fact]
    public async Task Options_ModeThatTheApiLacks_IsAnArgumentException() => await Assert.ThrowsAsync<ArgumentException>(static () =>
        EventsHarness.StartAsync(new LocalEventsOptions { ConnectModes = [AppSyncAuthMode.Lambda] }));
}
