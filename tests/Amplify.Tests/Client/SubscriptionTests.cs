using System.Net.WebSockets;
using System.Text.Json;
using Amplify.Testing;
using Microsoft.AspNetCore.Http;

namespace Amplify.Tests.Client;

/// <summary>Subscriptions of a whole client, over sockets.</summary>
public sealed class SubscriptionTests : IAsyncLifetime
{
    private static readonly GraphQLOperation<Data> OnItem = new("subscription OnItem($room: ID) { onItem(room: $room) { number } }");

    private readonly List<string> _starts = [];
    private readonly List<string> _ends = [];
    private Func<WebSocket, string, int, Task> _serve = static (_, _, _) => Task.CompletedTask;
    private string _query = "";
    private int _connections;
    private SocketServer _server = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _server = await SocketServer.StartAsync(AnswerAsync);

    public async ValueTask DisposeAsync() => await _server.DisposeAsync();

    [Fact]
    public async Task Subscribe_OverASocket_GivesMessagesAndStops()
    {
        _serve = static async (socket, id, _) =>
        {
            await socket.SendAsync($$$"""{"id":"{{{id}}}","type":"data","payload":{"data":{"onItem":{"number":1} } } }""");
            await socket.SendAsync($$$"""{"id":"{{{id}}}","type":"data","payload":{"data":{"onItem":{"number":2} } } }""");
        };
        AmplifyClient amplify = Client();

        await using (Subscription<Data> subscription = await amplify.GraphQL.SubscribeAsync(OnItem.With("room", "7"), cancellationToken: Token))
        {
            Assert.Equal([1, 2], await TakeAsync(subscription, 2));
        }

        await amplify.DisposeAsync();
        JsonElement start = JsonElement.Parse(Assert.Single(_starts));
        JsonElement body = JsonElement.Parse(start.GetProperty("payload").GetProperty("data").GetString()!);
        Assert.Equal("OnItem", body.GetProperty("operationName").GetString());
        Assert.Equal("7", body.GetProperty("variables").GetProperty("room").GetString());
        Assert.Equal("da2-key", start.GetProperty("payload").GetProperty("extensions").GetProperty("authorization").GetProperty("x-api-key").GetString());
        Assert.Contains("stop", _ends);
    }

    [Fact]
    public async Task Subscribe_AsText_GivesTheJsonOfTheData()
    {
        _serve = static async (socket, id, _) => await socket.SendAsync($$"""{"id":"{{id}}","type":"data","payload":{"data":{"onItem":[1,2]} } }""");
        await using AmplifyClient amplify = Client();
        await using Subscription<string> subscription = await amplify.GraphQL.SubscribeAsync(
            new GraphQLOperation<string>("subscription { onItem { number } }"), cancellationToken: Token);

        await using IAsyncEnumerator<SubscriptionEvent<string>> events = subscription.Events.GetAsyncEnumerator(Token);

        Assert.True(await events.MoveNextAsync());
        Assert.Equal("""{"onItem":[1,2]}""", Assert.IsType<SubscriptionEvent<string>.Data>(events.Current).Value);
    }

    [Fact]
    public async Task Subscribe_ServerCutsInMidFrame_GoesOnOverTheNextSocket()
    {
        _serve = static async (socket, id, connection) =>
        {
            byte[] half = System.Text.Encoding.UTF8.GetBytes($$"""{"id":"{{id}}","type":"da""");
            if (connection < 3)
            {
                await socket.SendAsync(half.AsMemory(), WebSocketMessageType.Text, endOfMessage: false, Token);
                socket.Abort();
                return;
            }

            await socket.SendAsync($$$"""{"id":"{{{id}}}","type":"data","payload":{"data":{"onItem":{"number":3} } } }""");
        };
        await using AmplifyClient amplify = Client();
        await using Subscription<Data> subscription = await amplify.GraphQL.SubscribeAsync(OnItem, cancellationToken: Token);

        Assert.Equal([3], await TakeAsync(subscription, 1));
        Assert.Equal(3, _connections);
    }

    [Fact]
    public async Task Subscribe_HeadersOfAFunction_AreAskedForAgainForEveryStart()
    {
        _serve = static async (socket, id, connection) =>
        {
            if (connection == 1)
            {
                socket.Abort();
                return;
            }

            await socket.SendAsync($$$"""{"id":"{{{id}}}","type":"data","payload":{"data":{"onItem":{"number":3} } } }""");
        };
        int asked = 0;
        await using AmplifyClient amplify = Client(configure: configuration => configuration.Api.GraphQLHeaders =
            (_, _) => new(new Dictionary<string, string?> { ["x-call"] = FormattableString.Invariant($"{Interlocked.Increment(ref asked)}") }));
        await using Subscription<Data> subscription = await amplify.GraphQL.SubscribeAsync(OnItem, cancellationToken: Token);

        Assert.Equal([3], await TakeAsync(subscription, 1));

        string[] headers = [.. _starts.Select(static start => JsonElement.Parse(start)
            .GetProperty("payload").GetProperty("extensions").GetProperty("authorization").GetProperty("x-call").GetString()!)];
        Assert.Equal(2, headers.Distinct().Count());
        Assert.DoesNotContain("x-call", _query, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Subscribe_WithAFactory_UsesItsSocket()
    {
        var requests = new List<WebSocketRequest>();
        await using AmplifyClient amplify = Client(factory: async (request, cancellationToken) =>
        {
            requests.Add(request);
            var socket = new ClientWebSocket();
            request.ApplyTo(socket.Options);
            await socket.ConnectAsync(request.Address, cancellationToken);
            return socket;
        });

        await using Subscription<Data> subscription = await amplify.GraphQL.SubscribeAsync(OnItem, cancellationToken: Token);

        WebSocketRequest request = Assert.Single(requests);
        Assert.Equal("graphql-ws", request.SubProtocols[0]);
        Assert.Equal($"ws://{_server.Root.Authority}/graphql/realtime", request.ToString());
    }

    [Fact]
    public async Task Subscribe_HandshakeRefused_TellsTheStatus()
    {
        await using SocketServer server = await SocketServer.StartAsync(static context =>
        {
            context.Response.StatusCode = 401;
            return Task.CompletedTask;
        });
        await using AmplifyClient amplify = Client(server);

        RealtimeException error = await Assert.ThrowsAsync<RealtimeException>(() => amplify.GraphQL.SubscribeAsync(OnItem, cancellationToken: Token));

        Assert.Equal(401, error.Code);
    }

    [Fact]
    public async Task Subscribe_AQuery_IsRefused()
    {
        await using AmplifyClient amplify = Client();

        await Assert.ThrowsAsync<ArgumentException>(() => amplify.GraphQL.SubscribeAsync(new GraphQLOperation<Data>("{ a }"), cancellationToken: Token));
    }

    [Fact]
    public async Task Client_DisposedOf_EndsSubscriptionsAndRefusesNewOnes()
    {
        AmplifyClient amplify = Client();
        Subscription<Data> subscription = await amplify.GraphQL.SubscribeAsync(OnItem, cancellationToken: Token);
        Task<List<int>> reading = TakeAsync(subscription, 1);

        await amplify.DisposeAsync();

        await Assert.ThrowsAsync<ObjectDisposedException>(() => reading);
        await Assert.ThrowsAsync<ObjectDisposedException>(() => amplify.GraphQL.SubscribeAsync(OnItem, cancellationToken: Token));
    }

    private AmplifyClient Client(
        SocketServer? server = null,
        Action<AmplifyConfiguration>? configure = null,
        Func<WebSocketRequest, CancellationToken, ValueTask<WebSocket>>? factory = null)
    {
        var configuration = new AmplifyConfiguration();
        configuration.Api.AppSync.GraphQLEndpoint = new Uri((server ?? _server).Root, "/graphql").AbsoluteUri;
        configuration.Api.AppSync.AuthenticationType = AuthMode.ApiKey;
        configuration.Api.AppSync.ApiKey = "da2-key";
        configure?.Invoke(configuration);
        return AmplifyClient.Create(
            configuration, new AmplifyOptions { Realtime = { ReconnectPolicy = static _ => TimeSpan.Zero }, WebSocketFactory = factory });
    }

    private async Task AnswerAsync(HttpContext context)
    {
        int connection = Interlocked.Increment(ref _connections);
        Assert.Equal("/graphql/realtime", context.Request.Path);
        _query += context.Request.QueryString;
        using WebSocket socket = await context.AcceptAsync("graphql-ws");
        try
        {
            while (await socket.ReceiveAsync() is { } text)
            {
                JsonElement frame = JsonElement.Parse(text);
                switch (frame.GetProperty("type").GetString())
                {
                    case "connection_init":
                        await socket.SendAsync("""{"type":"connection_ack","payload":{"connectionTimeoutMs":300000}}""");
                        await socket.SendAsync("""{"type":"ka"}""");
                        break;
                    case "start":
                        _starts.Add(text);
                        string id = frame.GetProperty("id").GetString()!;
                        await socket.SendAsync($$"""{"type":"start_ack","id":"{{id}}"}""");
                        await _serve(socket, id, connection);
                        break;
                    case { } type:
                        _ends.Add(type);
                        break;
                }
            }

            await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, Token);
        }
        catch (WebSocketException)
        {
            // Cut, by one side or the other.
        }
    }

    private static async Task<List<int>> TakeAsync(Subscription<Data> subscription, int count)
    {
        var numbers = new List<int>();
        await foreach (Data data in subscription.WithCancellation(Token))
        {
            numbers.Add(data.OnItem.Number);
            if (numbers.Count == count)
            {
                break;
            }
        }

        return numbers;
    }

    internal sealed record Data(Item OnItem);

    internal sealed record Item(int Number);
}
