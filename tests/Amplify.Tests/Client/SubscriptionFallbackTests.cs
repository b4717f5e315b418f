using System.Net.WebSockets;
using System.Text.Json;
using Amplify.Testing;
using Microsoft.AspNetCore.Http;

namespace Amplify.Tests.Client;

/// <summary>Modes that subscriptions fall back on, in their order.</summary>
public sealed class SubscriptionFallbackTests : IAsyncLifetime
{
    private const string ConnectRefused = """{"type":"connection_error","payload":{"errors":[{"errorType":"UnauthorizedException","errorCode":401}]}}""";

    private static readonly GraphQLOperation<Data> OnItem = new("subscription OnItem { onItem { number } }");

    private readonly List<string> _connects = [];
    private readonly List<string> _starts = [];
    private readonly RecordingLoggers _loggers = new();
    private string _startRefusal = """{"errors":[{"errorType":"UnauthorizedException","message":"no"}]}""";
    private Func<JsonElement, bool> _admits = static _ => true;
    private Func<JsonElement, bool> _grants = static _ => true;
    private bool _cutsOthers;
    private SocketServer _server = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _server = await SocketServer.StartAsync(AnswerAsync);

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _loggers.Dispose();
    }

    [Fact]
    public async Task ConnectRefused_IsMadeInTheNextMode()
    {
        _admits = IsKey;
        await using AmplifyClient amplify = Client();

        await using Subscription<Data> subscription = await amplify.GraphQL.SubscribeAsync(OnItem, cancellationToken: Token);

        Assert.Equal(["tok", "da2-key"], _connects);
        Assert.Contains(_loggers.Events, static e => e.Id == 9
            && e.Text.StartsWith("subscription OnItem on GraphQL was not granted in the mode Lambda; the next mode is tried", StringComparison.Ordinal));
    }

    [Fact]
    public async Task StartRefused_IsMadeInTheNextMode()
    {
        _grants = IsKey;
        await using AmplifyClient amplify = Client();

        await using Subscription<Data> subscription = await amplify.GraphQL.SubscribeAsync(OnItem, cancellationToken: Token);

        Assert.Equal(["tok", "da2-key"], _starts);
    }

    [Fact]
    public async Task WhatWorked_IsTriedFirstFromThenOn()
    {
        _grants = IsKey;
        await using AmplifyClient amplify = Client();

        await using Subscription<Data> first = await amplify.GraphQL.SubscribeAsync(OnItem, cancellationToken: Token);
        await using Subscription<Data> second = await amplify.GraphQL.SubscribeAsync(OnItem, cancellationToken: Token);

        Assert.Equal(["tok", "da2-key", "da2-key"], _starts);
    }

    [Fact]
    public async Task NobodySignedIn_IsMadeInTheNextModeWithoutAsking()
    {
        await using AmplifyClient amplify = Client(
            TokenProvider.Create(static _ => throw new AmplifyAuthException("Sign in.", AmplifyAuthReason.SignInRequired)));

        await using Subscription<Data> subscription = await amplify.GraphQL.SubscribeAsync(OnItem, cancellationToken: Token);

        Assert.Equal(["da2-key"], _connects);
    }

    [Fact]
    public async Task AllRefused_IsTheErrorOfTheLastMode()
    {
        _admits = static _ => false;
        await using AmplifyClient amplify = Client();

        RealtimeException error = await Assert.ThrowsAsync<RealtimeException>(() => amplify.GraphQL.SubscribeAsync(OnItem, cancellationToken: Token));

        Assert.Equal(401, error.Code);
        Assert.Equal(["tok", "da2-key"], _connects);
    }

    [Fact]
    public async Task RefusedForAnotherReason_IsTheError()
    {
        _grants = IsKey;
        _startRefusal = """{"errors":[{"errorType":"BadRequestException","message":"no such field"}]}""";
        await using AmplifyClient amplify = Client();

        RealtimeException error = await Assert.ThrowsAsync<RealtimeException>(() => amplify.GraphQL.SubscribeAsync(OnItem, cancellationToken: Token));

        Assert.Equal("BadRequestException", error.ErrorType);
        Assert.Equal(["tok"], _starts);
    }

    [Fact]
    public async Task NetworkFails_IsTheError()
    {
        _admits = IsKey;
        _cutsOthers = true;
        await using AmplifyClient amplify = Client();

        await Assert.ThrowsAsync<AmplifyNetworkException>(() => amplify.GraphQL.SubscribeAsync(OnItem, cancellationToken: Token));

        Assert.DoesNotContain("da2-key", _connects);
    }

    [Fact]
    public async Task CallWithAModeOfItsOwn_FallsBackOnNone()
    {
        _admits = IsKey;
        await using AmplifyClient amplify = Client();

        await Assert.ThrowsAsync<RealtimeException>(() => amplify.GraphQL.SubscribeAsync(OnItem, new() { AuthMode = AuthMode.Lambda }, Token));

        Assert.Equal(["tok"], _connects);
    }

    private static bool IsKey(JsonElement authorization) => authorization.TryGetProperty("x-api-key", out _);

    private static string SecretOf(JsonElement authorization) =>
        (authorization.TryGetProperty("x-api-key", out JsonElement key) ? key : authorization.GetProperty("Authorization")).GetString()!;

    private AmplifyClient Client(ITokenProvider? tokens = null)
    {
        var configuration = new AmplifyConfiguration();
        configuration.Api.AppSync.GraphQLEndpoint = new Uri(_server.Root, "/graphql").AbsoluteUri;
        configuration.Api.AppSync.AuthenticationType = AuthMode.Lambda;
        configuration.Api.AppSync.ApiKey = "da2-key";
        configuration.Api.AppSync.FallbackModes.Add(AuthMode.ApiKey);
        return AmplifyClient.Create(configuration, new()
        {
            LambdaTokenProvider = tokens ?? TokenProvider.Create(static _ => new("tok")),
            LoggerFactory = _loggers,
            Realtime = { ReconnectPolicy = static _ => TimeSpan.Zero },
        });
    }

    private async Task AnswerAsync(HttpContext context)
    {
        string header = context.Request.Headers.SecWebSocketProtocol.ToString().Split(", ")[1]["header-".Length..];
        JsonElement connect = JsonElement.Parse(System.Buffers.Text.Base64Url.DecodeFromChars(header));
        _connects.Add(SecretOf(connect));
        using WebSocket socket = await context.AcceptAsync("graphql-ws");
        try
        {
            while (await socket.ReceiveAsync() is { } text)
            {
                JsonElement frame = JsonElement.Parse(text);
                switch (frame.GetProperty("type").GetString())
                {
                    case "connection_init" when _admits(connect):
                        await socket.SendAsync("""{"type":"connection_ack","payload":{"connectionTimeoutMs":300000}}""");
                        break;
                    case "connection_init" when _cutsOthers:
                        socket.Abort();
                        return;
                    case "connection_init":
                        await socket.SendAsync(ConnectRefused);
                        break;
                    case "start":
                        string id = frame.GetProperty("id").GetString()!;
                        JsonElement start = frame.GetProperty("payload").GetProperty("extensions").GetProperty("authorization");
                        _starts.Add(SecretOf(start));
                        await socket.SendAsync(_grants(start)
                            ? $$"""{"type":"start_ack","id":"{{id}}"}"""
                            : $$"""{"type":"error","id":"{{id}}","payload":{{_startRefusal}}}""");
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

    internal sealed record Data(Item OnItem);

    internal sealed record Item(int Number);
}
