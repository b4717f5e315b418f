using System.Collections.Concurrent;
using System.Net;
using System.Text.Json;
using Amplify.Local.Tests.Support;

namespace Amplify.Local.Tests.Events;

/// <summary>What a Lambda authorizer is told of callers of Events.</summary>
public sealed class EventAuthorizerTests
{
    private const string Channel = "/default/room";

    [Fact]
    public async Task EachAction_IsToldWithItsChannel()
    {
        var asked = new ConcurrentQueue<string>();
        await using EventsHarness app = await StartAsync(asked, static _ => true);

        using FrameSocket socket = await OpenAsync(app);
        string subscribed = await EventsHarness.AskAsync(socket, new { type = "subscribe", id = "1", channel = Channel, authorization = Header("t") });
        await EventsHarness.AskAsync(socket, new { type = "publish", id = "2", channel = Channel, events = new[] { "1" }, authorization = Header("t") });
        await PublishAsync(app, "default/other");

        Assert.Equal("""{"type":"subscribe_success","id":"1"}""", subscribed);
        Assert.Equal(
            ["EVENT_CONNECT  ", "EVENT_SUBSCRIBE default /default/room", "EVENT_PUBLISH default /default/room", "EVENT_PUBLISH default default/other"], asked);
    }

    [Fact]
    public async Task Function_GetsTheEventAsJson()
    {
        var function = new FunctionStub("""{"isAuthorized":true,"handlerContext":{"user":"ann"}}""");
        string? user = null;
        await using Harness http = await Harness.StartAsync(new LocalBackendOptions
        {
            AppSync = new LocalAppSyncOptions { AdditionalModes = [AppSyncAuthMode.Lambda], LambdaAuthorizer = new AppSyncLambdaAuthorizer("judge") },
            Events = new LocalEventsOptions
            {
                Namespaces =
                [
                    new("default")
                    {
                        OnPublish = (context, events, _) =>
                        {
                            user = ((AppSyncLambdaIdentity)context.Identity!).ResolverContext["user"].GetString();
                            return new(events);
                        },
                    },
                ],
            },
        }.AddFunction("judge", function));
        var request = new HttpRequestMessage(HttpMethod.Post, http.Backend.EventsEndpoint) { Content = new StringContent("""{"channel":"/default/room","events":["1"]}""") };
        request.Headers.TryAddWithoutValidation("Authorization", "t");

        Reply reply = await http.SendAsync(request);

        JsonElement context = JsonElement.Parse(function.LastEvent).GetProperty("requestContext");
        Assert.Equal(HttpStatusCode.OK, reply.Status);
        Assert.Equal(["apiId", "accountId", "requestId", "operation", "channelNamespaceName", "channel"], context.EnumerateObject().Select(static member => member.Name));
        Assert.Equal("ann", user);
    }

    [Fact]
    public async Task Answer_ThatIsKept_HoldsForItsActionAndChannelAlone()
    {
        var asked = new ConcurrentQueue<string>();
        await using EventsHarness app = await StartAsync(asked, static context => context.Channel != "/default/secret", TimeSpan.FromMinutes(5));

        Reply first = await PublishAsync(app, Channel);
        Reply again = await PublishAsync(app, Channel);
        Reply secret = await PublishAsync(app, "/default/secret");

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK, HttpStatusCode.Unauthorized), (first.Status, again.Status, secret.Status));
        Assert.Equal(2, asked.Count);
    }

    private static Task<EventsHarness> StartAsync(
        ConcurrentQueue<string> asked, Func<AppSyncAuthorizerRequestContext, bool> judge, TimeSpan ttl = default) => EventsHarness.StartAsync(
        authorizer: new AppSyncLambdaAuthorizer((request, _) =>
        {
            AppSyncAuthorizerRequestContext context = request.RequestContext;
            asked.Enqueue($"{context.Operation} {context.ChannelNamespaceName} {context.Channel}");
            return new(new AppSyncAuthorizerResult { IsAuthorized = judge(context) });
        })
        { ResultTtl = ttl });

    private static Dictionary<string, string> Header(string token) => new() { ["host"] = "h", ["Authorization"] = token };

    private static async Task<FrameSocket> OpenAsync(EventsHarness app)
    {
        FrameSocket socket = await FrameSocket.ConnectAsync(app.Backend.EventsRealtimeEndpoint, EventsHarness.SubProtocol, Header("t"));
        await EventsHarness.AskAsync(socket, new { type = "connection_init" });
        await socket.ReceiveAsync();
        return socket;
    }

    private static Task<Reply> PublishAsync(EventsHarness app, string channel)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, app.Backend.EventsEndpoint)
        {
            Content = new StringContent(JsonSerializer.Serialize(new { channel, events = new[] { "1" } })),
        };
        request.Headers.TryAddWithoutValidation("Authorization", "t");
        return app.Http.SendAsync(request);
    }
}
