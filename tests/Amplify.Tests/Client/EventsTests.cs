using System.Collections.Concurrent;
using System.Net;
using System.Net.WebSockets;
using System.Text.Json;
using Amplify.Testing;
using Microsoft.AspNetCore.Http;

namespace Amplify.Tests.Client;

/// <summary>Events of a whole client, over sockets.</summary>
public sealed class EventsTests : IAsyncLifetime
{
    private readonly ConcurrentQueue<JsonElement> _published = new();
    private readonly ConcurrentQueue<JsonElement> _frames = new();
    private string _answer = """{"successful":[],"failed":[]}""";
    private int _status = 200;
    private string _event = "";
    private string? _last;
    private SocketServer _server = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _server = await SocketServer.StartAsync(AnswerAsync);

    public async ValueTask DisposeAsync() => await _server.DisposeAsync();

    [Fact]
    public async Task Publish_AnEvent_IsATextOfJson()
    {
        await using AmplifyClient amplify = Client();

        await amplify.Events.PublishAsync("default/room", new Note("é \"x\""), cancellationToken: Token);

        JsonElement body = Assert.Single(_published);
        Assert.Equal("/default/room", body.GetProperty("channel").GetString());
        Assert.Equal("é \"x\"", JsonElement.Parse(Assert.Single(body.GetProperty("events").EnumerateArray()).GetString()!).GetProperty("text").GetString());
    }

    [Fact]
    public async Task Publish_Headers_GoWithTheRequestAndNullRemovesOne()
    {
        var handler = new StubHandler(static (_, _) => Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK) { Content = new StringContent("{}") }));
        AmplifyConfiguration configuration = new()
        {
            Api = { Events = { Endpoint = "https://events.example.com/event", AuthenticationType = AuthMode.ApiKey, ApiKey = "key" } },
        };
        await using var amplify = AmplifyClient.Create(configuration, new() { HttpMessageHandler = handler });

        await amplify.Events.PublishAsync("/default/room", 1, new() { Headers = { ["X-Tenant"] = "8", ["Accept"] = null } }, Token);

        SentRequest sent = Assert.Single(handler.Requests);
        Assert.Equal(("8", "key", null), (sent["x-tenant"], sent["x-api-key"], sent["Accept"]));
        Assert.StartsWith("amplify-dotnet/", sent["User-Agent"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task PublishBatch_TwelveEvents_GoInThreeRequestsInOrder()
    {
        await using AmplifyClient amplify = Client();

        await amplify.Events.PublishBatchAsync("/default/room", Enumerable.Range(0, 12), cancellationToken: Token);

        Assert.Equal([5, 5, 2], _published.Select(static body => body.GetProperty("events").GetArrayLength()));
        Assert.Equal(
            Enumerable.Range(0, 12).Select(static number => number.ToString(System.Globalization.CultureInfo.InvariantCulture)),
            _published.SelectMany(static body => body.GetProperty("events").EnumerateArray().Select(static item => item.GetString())));
    }

    [Fact]
    public async Task PublishBatch_LargeEvents_AreCutBySize()
    {
        await using AmplifyClient amplify = Client();
        string large = new('x', 100 * 1024);

        await amplify.Events.PublishBatchAsync("/default/room", [large, large, large], cancellationToken: Token);

        Assert.Equal([2, 1], _published.Select(static body => body.GetProperty("events").GetArrayLength()));
    }

    [Fact]
    public async Task PublishBatch_AnEventTooLarge_SendsNothing()
    {
        await using AmplifyClient amplify = Client();

        await Assert.ThrowsAsync<ArgumentException>(
            () => amplify.Events.PublishBatchAsync("/default/room", ["a", new string('x', 240 * 1024)], cancellationToken: Token));

        Assert.Empty(_published);
    }

    [Fact]
    public async Task PublishBatch_SomeRefused_TellsWhichOnesByTheirPlace()
    {
        _answer = """{"successful":[],"failed":[{"identifier":"x","index":1,"code":400,"message":"no"}]}""";
        await using AmplifyClient amplify = Client();

        EventPublishException error = await Assert.ThrowsAsync<EventPublishException>(
            () => amplify.Events.PublishBatchAsync("/default/room", Enumerable.Range(0, 7), cancellationToken: Token));

        Assert.Equal([(1, 400, "no"), (6, 400, "no")], error.Failures.Select(static failure => (failure.Index, failure.Code!.Value, failure.Message)));
    }

    [Fact]
    public async Task Publish_Refused_IsAnApiException()
    {
        _status = 401;
        _answer = """{"errors":[{"errorType":"UnauthorizedException","message":"You are not authorized to make this call."}]}""";
        await using AmplifyClient amplify = Client();

        ApiException error = await Assert.ThrowsAsync<ApiException>(() => amplify.Events.PublishAsync("/default/room", 1, cancellationToken: Token));

        Assert.Equal(401, (int)error.StatusCode);
    }

    [Theory]
    [InlineData("")]
    [InlineData("/")]
    [InlineData("/*")]
    [InlineData("/default/*")]
    [InlineData("/de fault/x")]
    [InlineData("/-a/x")]
    [InlineData("/a/b/c/d/e/f")]
    public async Task Publish_ToWhatIsNoChannel_IsRefused(string channel)
    {
        await using AmplifyClient amplify = Client();

        await Assert.ThrowsAnyAsync<ArgumentException>(() => amplify.Events.PublishAsync(channel, 1, cancellationToken: Token));
    }

    [Theory]
    [InlineData("""{"text":"hello"}""")]
    [InlineData("""{"text":"h\u0065llo"}""")]
    public async Task Subscribe_WithAWildcard_GivesEvents(string json)
    {
        _event = JsonSerializer.Serialize(json);
        await using AmplifyClient amplify = Client();

        await using Subscription<Note> subscription = await amplify.Events.SubscribeAsync<Note>("/default/*", cancellationToken: Token);
        await foreach (Note note in subscription.WithCancellation(Token))
        {
            Assert.Equal("hello", note.Text);
            break;
        }

        JsonElement subscribe = Assert.Single(_frames, static frame => frame.GetProperty("type").GetString() == "subscribe");
        Assert.Equal("/default/*", subscribe.GetProperty("channel").GetString());
        Assert.Equal("da2-key", subscribe.GetProperty("authorization").GetProperty("x-api-key").GetString());
    }

    [Fact]
    public async Task Subscribe_AFrameWithSeveralEvents_GivesAllInOrder()
    {
        _event = JsonSerializer.Serialize<string[]>(["""{"text":"a"}""", "{", """{"text":"b"}""", """{"text":"c\n"}"""]);
        await using AmplifyClient amplify = Client();

        await using Subscription<Note> subscription = await amplify.Events.SubscribeAsync<Note>("/default/*", cancellationToken: Token);
        var seen = new List<string?>();
        await foreach (SubscriptionEvent<Note> e in subscription.Events.WithCancellation(Token))
        {
            seen.Add((e as SubscriptionEvent<Note>.Data)?.Value!.Text);
            if (seen.Count == 4)
            {
                break;
            }
        }

        Assert.Equal(["a", null, "b", "c\n"], seen);
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("[1]")]
    [InlineData("[\"{}\"")]
    [InlineData("{}")]
    public async Task Subscribe_AFrameWithoutAnEvent_IsNoReasonToEnd(string sent)
    {
        _event = sent;
        _last = """{"type":"data","id":"$id","event":"{\"text\":\"last\"}"}""";
        await using AmplifyClient amplify = Client();

        await using Subscription<Note> subscription = await amplify.Events.SubscribeAsync<Note>("/default/*", cancellationToken: Token);
        await foreach (Note note in subscription.WithCancellation(Token))
        {
            Assert.Equal("last", note.Text);
            break;
        }
    }

    [Fact]
    public async Task Publish_OverTheSocket_IsAFrame()
    {
        await using AmplifyClient amplify = Client();

        await amplify.Events.PublishAsync("default/room", new Note("é \"x\""), OverSocket(), Token);

        JsonElement frame = Assert.Single(_frames, static frame => frame.GetProperty("type").GetString() == "publish");
        Assert.Equal("/default/room", frame.GetProperty("channel").GetString());
        Assert.Equal("é \"x\"", JsonElement.Parse(Assert.Single(frame.GetProperty("events").EnumerateArray()).GetString()!).GetProperty("text").GetString());
        Assert.Empty(_published);
    }

    [Fact]
    public async Task PublishBatch_OverTheSocket_GoesInFramesOfFiveOverOneConnection()
    {
        await using AmplifyClient amplify = Client();

        await amplify.Events.PublishBatchAsync("/default/room", Enumerable.Range(0, 12), OverSocket(), Token);

        Assert.Equal(
            [5, 5, 2],
            _frames.Where(static frame => frame.GetProperty("type").GetString() == "publish").Select(static frame => frame.GetProperty("events").GetArrayLength()));
        Assert.Single(_frames, static frame => frame.GetProperty("type").GetString() == "connect");
    }

    [Fact]
    public async Task PublishBatch_OverTheSocketSomeRefused_TellsWhichOnesByTheirPlace()
    {
        _answer = """{"successful":[],"failed":[{"identifier":"x","index":1,"code":400,"message":"no"}]}""";
        await using AmplifyClient amplify = Client();

        EventPublishException error = await Assert.ThrowsAsync<EventPublishException>(
            () => amplify.Events.PublishBatchAsync("/default/room", Enumerable.Range(0, 7), OverSocket(), Token));

        Assert.Equal([(1, 400, "no"), (6, 400, "no")], error.Failures.Select(static failure => (failure.Index, failure.Code!.Value, failure.Message)));
    }

    [Fact]
    public async Task Publish_OverTheSocketInAModeOfItsOwn_ConnectsInThatOfConnections()
    {
        await using AmplifyClient amplify = Client(static events =>
        {
            events.ConnectMode = AuthMode.ApiKey;
            events.PublishMode = AuthMode.Lambda;
        });

        await amplify.Events.PublishAsync("/default/room", 1, OverSocket(), Token);

        JsonElement publish = Assert.Single(_frames, static frame => frame.GetProperty("type").GetString() == "publish");
        Assert.Equal("tok", publish.GetProperty("authorization").GetProperty("Authorization").GetString());
        JsonElement connect = Assert.Single(_frames, static frame => frame.GetProperty("type").GetString() == "connect");
        Assert.Equal("da2-key", connect.GetProperty("header").GetProperty("x-api-key").GetString());
    }

    [Theory]
    [InlineData(EventTransport.Http)]
    [InlineData(EventTransport.WebSocket)]
    public async Task Publish_AnsweredWithAFailureOfNothing_IsToldAsThatOfTheFirst(EventTransport transport)
    {
        _answer = """{"failed":[null]}""";
        await using AmplifyClient amplify = Client();

        EventPublishException error = await Assert.ThrowsAsync<EventPublishException>(
            () => amplify.Events.PublishAsync("/default/room", 1, new EventPublishOptions { Transport = transport }, Token));

        Assert.Equal(0, Assert.Single(error.Failures).Index);
    }

    [Fact]
    public async Task Publish_OverTheSocketAnsweredWithWhatIsNoResult_IsAnError()
    {
        _answer = """{"failed":1}""";
        await using AmplifyClient amplify = Client();

        await Assert.ThrowsAsync<RealtimeException>(() => amplify.Events.PublishAsync("/default/room", 1, OverSocket(), Token));
    }

    [Fact]
    public async Task Subscribe_InAModeOfItsOwn_ConnectsInThatOfConnections()
    {
        _event = "\"{}\"";
        await using AmplifyClient amplify = Client(static events =>
        {
            events.ConnectMode = AuthMode.ApiKey;
            events.SubscribeMode = AuthMode.Lambda;
        });

        await using Subscription<Note> subscription = await amplify.Events.SubscribeAsync<Note>("/default/room", cancellationToken: Token);

        JsonElement subscribe = Assert.Single(_frames, static frame => frame.GetProperty("type").GetString() == "subscribe");
        Assert.Equal("tok", subscribe.GetProperty("authorization").GetProperty("Authorization").GetString());
        JsonElement connect = Assert.Single(_frames, static frame => frame.GetProperty("type").GetString() == "connect");
        Assert.Equal("da2-key", connect.GetProperty("header").GetProperty("x-api-key").GetString());
    }

    [Fact]
    public async Task Publish_WithoutAnApi_NamesTheSetting()
    {
        await using AmplifyClient amplify = AmplifyClient.Create(new AmplifyConfiguration());

        AmplifyConfigurationException error =
            await Assert.ThrowsAsync<AmplifyConfigurationException>(() => amplify.Events.PublishAsync("/default/room", 1, cancellationToken: Token));

        Assert.Equal("Api.Events.Endpoint", error.Key);
    }

    private static EventPublishOptions OverSocket() => new() { Transport = EventTransport.WebSocket };

    private AmplifyClient Client(Action<EventsConfiguration>? configure = null)
    {
        var configuration = new AmplifyConfiguration();
        EventsConfiguration events = configuration.Api.Events;
        events.Endpoint = new Uri(_server.Root, "/event").AbsoluteUri;
        events.AuthenticationType = AuthMode.ApiKey;
        events.ApiKey = "da2-key";
        configure?.Invoke(events);
        return AmplifyClient.Create(configuration, new AmplifyOptions { LambdaTokenProvider = TokenProvider.Create(static _ => new("tok")) });
    }

    private async Task AnswerAsync(HttpContext context)
    {
        if (context.Request.Path == "/event")
        {
            _published.Enqueue((await JsonDocument.ParseAsync(context.Request.Body, cancellationToken: Token)).RootElement);
            context.Response.StatusCode = _status;
            await context.Response.WriteAsync(_answer, Token);
            return;
        }

        string header = context.Request.Headers.SecWebSocketProtocol.ToString().Split(", ")[1]["header-".Length..];
        string connect = System.Text.Encoding.UTF8.GetString(System.Buffers.Text.Base64Url.DecodeFromChars(header));
        _frames.Enqueue(JsonElement.Parse($$"""{"type":"connect","header":{{connect}} }"""));
        using WebSocket socket = await context.AcceptAsync("aws-appsync-event-ws");
        try
        {
            while (await socket.ReceiveAsync() is { } text)
            {
                JsonElement frame = JsonElement.Parse(text);
                _frames.Enqueue(frame);
                switch (frame.GetProperty("type").GetString())
                {
                    case "connection_init":
                        await socket.SendAsync("""{"type":"connection_ack","connectionTimeoutMs":300000}""");
                        break;
                    case "subscribe":
                        string id = frame.GetProperty("id").GetString()!;
                        await socket.SendAsync($$"""{"type":"subscribe_success","id":"{{id}}"}""");
                        await socket.SendAsync($$"""{"type":"data","id":"{{id}}","event":{{_event}} }""");
                        if (_last is not null)
                        {
                            await socket.SendAsync(_last.Replace("$id", id, StringComparison.Ordinal));
                        }

                        break;
                    case "publish":
                        await socket.SendAsync($$"""{"type":"publish_success","id":"{{frame.GetProperty("id").GetString()}}",{{_answer[1..]}}""");
                        break;
                }
            }

            await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, Token);
        }
        catch (WebSocketException)
        {
            // The client has gone.
        }
    }

    internal sealed record Note(string Text);
}
