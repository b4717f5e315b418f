using System.Diagnostics;
using Amplify.Local;

namespace Amplify.Tests.Realtime;

/// <summary>Events of the local backend, over real sockets.</summary>
public sealed class EventsBackendTests
{
    private static readonly AppSyncAuthMode[] OtherModes = [AppSyncAuthMode.Iam, AppSyncAuthMode.UserPool, AppSyncAuthMode.Oidc, AppSyncAuthMode.Lambda];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(AuthMode.ApiKey, EventTransport.Http)]
    [InlineData(AuthMode.ApiKey, EventTransport.WebSocket)]
    [InlineData(AuthMode.Iam, EventTransport.Http)]
    [InlineData(AuthMode.Iam, EventTransport.WebSocket)]
    [InlineData(AuthMode.UserPool, EventTransport.WebSocket)]
    [InlineData(AuthMode.Oidc, EventTransport.WebSocket)]
    [InlineData(AuthMode.Lambda, EventTransport.WebSocket)]
    public async Task Publish_InEachMode_ReachesSubscribers(AuthMode mode, EventTransport transport)
    {
        await using LocalBackend backend = await StartAsync();
        await using AmplifyClient amplify = Client(backend);
        await using Subscription<Note> room = await amplify.Events.SubscribeAsync<Note>("/default/*", new() { AuthMode = mode }, Token);

        await amplify.Events.PublishAsync("/default/room", new Note("é \"x\" 😀"), new() { AuthMode = mode, Transport = transport }, Token);

        Assert.Equal("é \"x\" 😀", (await room.FirstAsync(Token)).Text);
        Assert.Equal(1, backend.Faults.Realtime.Connections);
    }

    [Fact]
    public async Task PublishBatch_OverTheSocket_KeepsItsOrder()
    {
        await using LocalBackend backend = await StartAsync();
        await using AmplifyClient amplify = Client(backend);
        await using Subscription<int> room = await amplify.Events.SubscribeAsync<int>("/default/room", cancellationToken: Token);

        await amplify.Events.PublishBatchAsync("/default/room", Enumerable.Range(0, 200), OverSocket(), Token);

        Assert.Equal(Enumerable.Range(0, 200), await room.Take(200).ToListAsync(Token));
    }

    [Fact]
    public async Task Publish_NamespaceInAnotherMode_IsRefusedAndTheSubscriptionOnTheSocketGoesOn()
    {
        await using LocalBackend backend = await StartAsync(new()
        {
            Namespaces = [new("default"), new("inside") { PublishModes = [AppSyncAuthMode.Iam] }],
        });
        await using AmplifyClient amplify = Client(backend);
        await using Subscription<int> room = await amplify.Events.SubscribeAsync<int>("/inside/room", cancellationToken: Token);

        RealtimeException error = await Assert.ThrowsAsync<RealtimeException>(() => amplify.Events.PublishAsync("/inside/room", 1, OverSocket(), Token));
        await amplify.Events.PublishAsync("/inside/room", 2, new() { AuthMode = AuthMode.Iam, Transport = EventTransport.WebSocket }, Token);

        Assert.Equal(("UnauthorizedException", 401), (error.ErrorType, error.Code));
        Assert.Equal(2, await room.FirstAsync(Token));
    }

    [Fact]
    public async Task Publish_EachActionInAModeOfItsOwn_IsAccepted()
    {
        await using LocalBackend backend = await StartAsync(new()
        {
            ConnectModes = [AppSyncAuthMode.ApiKey], SubscribeModes = [AppSyncAuthMode.Iam], PublishModes = [AppSyncAuthMode.UserPool],
        });
        await using AmplifyClient amplify = Client(backend, static events =>
        {
            events.ConnectMode = AuthMode.ApiKey;
            events.SubscribeMode = AuthMode.Iam;
            events.PublishMode = AuthMode.UserPool;
        });
        await using Subscription<int> room = await amplify.Events.SubscribeAsync<int>("/default/room", cancellationToken: Token);

        await amplify.Events.PublishAsync("/default/room", 1, OverSocket(), Token);
        await amplify.Events.PublishAsync("/default/room", 2, cancellationToken: Token);

        Assert.Equal([1, 2], await room.Take(2).ToListAsync(Token));
        Assert.Equal(1, backend.Faults.Realtime.Connections);
    }

    [Fact]
    public async Task Publish_UnknownNamespace_IsToldInTheServersWords()
    {
        await using LocalBackend backend = await StartAsync();
        await using AmplifyClient amplify = Client(backend);

        RealtimeException error = await Assert.ThrowsAsync<RealtimeException>(() => amplify.Events.PublishAsync("/nope/room", 1, OverSocket(), Token));

        Assert.Equal("ResourceNotFound", error.ErrorType);
        Assert.Contains("'nope'", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(EventTransport.Http)]
    [InlineData(EventTransport.WebSocket)]
    public async Task PublishBatch_SomeRefusedByTheirHandler_PublishesTheOthers(EventTransport transport)
    {
        await using LocalBackend backend = await StartAsync(new()
        {
            Namespaces = [new("default") { OnPublish = static (_, events, _) => new([.. events.Select(static e => e.Payload.GetInt32() % 2 == 0 ? e : e.WithError("odd"))]) }],
        });
        await using AmplifyClient amplify = Client(backend);
        await using Subscription<int> room = await amplify.Events.SubscribeAsync<int>("/default/room", cancellationToken: Token);

        EventPublishException error = await Assert.ThrowsAsync<EventPublishException>(
            () => amplify.Events.PublishBatchAsync("/default/room", Enumerable.Range(0, 8), new() { Transport = transport }, Token));

        Assert.Equal([1, 3, 5, 7], error.Failures.Select(static failure => failure.Index));
        Assert.Equal([0, 2, 4, 6], await room.Take(4).ToListAsync(Token));
    }

    [Fact]
    public async Task PublishBatch_AsLargeAsTheServiceTakes_ArrivesOverTheSocket()
    {
        await using LocalBackend backend = await StartAsync();
        await using AmplifyClient amplify = Client(backend);
        await using Subscription<string> room = await amplify.Events.SubscribeAsync<string>("/default/room", cancellationToken: Token);
        string large = new('"', (240 * 1024 / 6) - 2);

        await amplify.Events.PublishBatchAsync("/default/room", [large, large], OverSocket(), Token);

        Assert.Equal([large, large], await room.Take(2).ToListAsync(Token));
    }

    [Fact]
    public async Task SubscribeAndPublish_ServerOutOfReach_FailSoonWithTheNetworksError()
    {
        LocalBackend backend = await StartAsync();
        await using AmplifyClient amplify = Client(backend);
        await backend.DisposeAsync();
        long start = TimeProvider.System.GetTimestamp();

        AmplifyNetworkException subscribing = await Assert.ThrowsAsync<AmplifyNetworkException>(
            () => amplify.Events.SubscribeAsync<int>("/default/room", cancellationToken: Token));
        AmplifyNetworkException publishing = await Assert.ThrowsAsync<AmplifyNetworkException>(
            () => amplify.Events.PublishAsync("/default/room", 1, OverSocket(), Token));

        Assert.All([subscribing, publishing], error => Assert.Equal((NetworkFailure.Connection, 3), (error.Failure, error.Attempts)));
        Assert.Contains(backend.EventsRealtimeEndpoint.Authority, subscribing.Message, StringComparison.Ordinal);
        Assert.InRange(TimeProvider.System.GetElapsedTime(start), TimeSpan.Zero, TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task SubscribeAndPublish_Watched_HaveASpanEachAndTheFirstConnectIsTheirs()
    {
        var spans = new List<Activity>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = static source => source.Name == AmplifyTelemetry.Name,
            Sample = static (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = activity =>
            {
                lock (spans)
                {
                    spans.Add(activity);
                }
            },
        };
        ActivitySource.AddActivityListener(listener);
        await using LocalBackend backend = await StartAsync();
        await using AmplifyClient amplify = Client(backend);

        await using (await amplify.Events.SubscribeAsync<int>("/default/room", cancellationToken: Token))
        {
            await Assert.ThrowsAsync<RealtimeException>(() => amplify.Events.PublishAsync("/nope/room", 1, OverSocket(), Token));
        }

        Activity[] own;
        lock (spans)
        {
            own = [.. spans.Where(span => Equals(span.GetTagItem("server.port"), backend.Endpoint.Port))];
        }

        Activity connect = Assert.Single(own, static span => span.DisplayName == "realtime connect");
        Activity subscribe = Assert.Single(own, static span => span.DisplayName == "subscribe Events");
        Activity publish = Assert.Single(own, static span => span.DisplayName == "publish Events");
        Assert.Equal(subscribe.SpanId, connect.ParentSpanId);
        Assert.Equal((ActivityKind.Client, ActivityStatusCode.Unset), (subscribe.Kind, subscribe.Status));
        Assert.Equal(("Events", "127.0.0.1"), (subscribe.GetTagItem("amplify.api"), subscribe.GetTagItem("server.address")));
        Assert.Equal((ActivityStatusCode.Error, "Amplify.RealtimeException"), (publish.Status, publish.GetTagItem("error.type")));
    }

    private static EventPublishOptions OverSocket() => new() { Transport = EventTransport.WebSocket };

    private static Task<LocalBackend> StartAsync(LocalEventsOptions? events = null)
    {
        var authorizer = new AppSyncLambdaAuthorizer(static (request, _) => new(new AppSyncAuthorizerResult { IsAuthorized = request.AuthorizationToken == "let-me-in" }));
        return LocalBackend.StartAsync(
            new() { AppSync = new() { AdditionalModes = OtherModes, LambdaAuthorizer = authorizer }, Events = events ?? new() }, Token);
    }

    private static AmplifyClient Client(LocalBackend backend, Action<EventsConfiguration>? configure = null)
    {
        AmplifyConfiguration configuration = EventApp.ConfigurationOf(backend);
        configure?.Invoke(configuration.Api.Events);
        return AmplifyClient.Create(configuration, new()
        {
            UserPoolTokenProvider = TokenProvider.Create(_ => new(backend.UserPoolTokens.IssueAccessToken("ann"))),
            OidcTokenProvider = TokenProvider.Create(_ => new(backend.OidcTokens.IssueToken("ann"))),
            LambdaTokenProvider = TokenProvider.Create(static _ => new("let-me-in")),
        });
    }

    internal sealed record Note(string Text);
}
