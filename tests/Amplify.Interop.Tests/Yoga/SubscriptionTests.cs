using Amplify.Interop.Tests.Running;

namespace Amplify.Interop.Tests.Yoga;

/// <summary>Our client's subscriptions over graphql-transport-ws, to the server that defines the protocol.</summary>
public sealed class SubscriptionTests : IClassFixture<YogaServer>, IAsyncDisposable
{
    private static readonly GraphQLOperation<CreatedData> EventCreated = new("subscription EventCreated($kind: Kind) { eventCreated(kind: $kind) { id name } }");

    private readonly string _url = "";
    private readonly AmplifyClient? _amplify;

    public SubscriptionTests(YogaServer server)
    {
        Assert.SkipWhen(NodePackages.Missing is not null, NodePackages.Missing ?? "");
        _url = server.Url;
        _amplify = AmplifyClient.Create(
            new() { Api = { GraphQLEndpoint = _url } }, new() { Realtime = { ReconnectPolicy = static _ => TimeSpan.FromMilliseconds(50) } });
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private GraphQLApi GraphQL => _amplify!.GraphQL;

    public async ValueTask DisposeAsync()
    {
        if (_amplify is not null)
        {
            await _amplify.DisposeAsync();
        }
    }

    [Fact]
    public async Task Subscribe_GivesWhatItsArgumentsSelect()
    {
        await using Subscription<CreatedData> talks = await SubscribeAsync("TALK");

        await CreateAsync("Loud", "CONCERT");
        await CreateAsync("Quiet \"&\" 😀", "TALK");

        Assert.Equal("Quiet \"&\" 😀", (await talks.FirstAsync(Token)).EventCreated.Name);
    }

    [Fact]
    public async Task Complete_OfTheServer_EndsTheSubscription()
    {
        await using Subscription<CountdownData> countdown = await GraphQL.SubscribeAsync(
            new GraphQLOperation<CountdownData>("subscription { countdown(from: 3) }"), cancellationToken: Token);

        Assert.Equal([3, 2, 1], (await countdown.ToListAsync(Token)).Select(static data => data.Countdown));
    }

    [Fact]
    public async Task Stream_BreaksAfterItsFirstMessage_GivesThatAndFailsInTheServersWords()
    {
        await using Subscription<CreatedData> good = await SubscribeAsync();
        await using Subscription<BreakingData> breaking = await GraphQL.SubscribeAsync(
            new GraphQLOperation<BreakingData>("subscription { breaking }"), cancellationToken: Token);
        await using IAsyncEnumerator<BreakingData> messages = breaking.GetAsyncEnumerator(Token);

        Assert.True(await messages.MoveNextAsync());
        Assert.Equal(1, messages.Current.Breaking);
        var broken = await Assert.ThrowsAsync<RealtimeException>(() => messages.MoveNextAsync().AsTask());
        await CreateAsync("Heard", "TALK");

        Assert.Contains("It broke.", broken.Message, StringComparison.Ordinal);
        Assert.Equal("Heard", (await good.FirstAsync(Token)).EventCreated.Name);
    }

    [Fact]
    public async Task Subscribe_UnknownField_FailsAloneInTheServersWords()
    {
        await using Subscription<CreatedData> good = await SubscribeAsync();
        await using Subscription<CountdownData> wrong = await GraphQL.SubscribeAsync(
            new GraphQLOperation<CountdownData>("subscription { nope }"), cancellationToken: Token);

        var refused = await Assert.ThrowsAsync<RealtimeException>(() => wrong.FirstAsync(Token).AsTask());
        await CreateAsync("Heard", "TALK");

        Assert.Contains("Cannot query field \"nope\"", refused.Message, StringComparison.Ordinal);
        Assert.Equal("Heard", (await good.FirstAsync(Token)).EventCreated.Name);
    }

    [Fact]
    public async Task Connect_Authorization_IsInTheInitialPayload()
    {
        await using AmplifyClient amplify = AmplifyClient.Create(
            new() { Api = { GraphQLEndpoint = _url } },
            new() { GraphQLAuthMode = AuthMode.Lambda, LambdaTokenProvider = TokenProvider.Create(static _ => new("the-token")) });
        await using Subscription<HeaderData> header = await amplify.GraphQL.SubscribeAsync(
            new GraphQLOperation<HeaderData>("""subscription { initialHeader(name: "authorization") }"""), cancellationToken: Token);

        Assert.Equal("the-token", (await header.FirstAsync(Token)).InitialHeader);
    }

    [Fact]
    public async Task Connect_Refused_IsTold()
    {
        await using AmplifyClient amplify = AmplifyClient.Create(
            new() { Api = { GraphQLEndpoint = _url } },
            new() { GraphQLAuthMode = AuthMode.Lambda, LambdaTokenProvider = TokenProvider.Create(static _ => new("refused")) });

        var refused = await Assert.ThrowsAsync<RealtimeException>(() => amplify.GraphQL.SubscribeAsync(EventCreated, cancellationToken: Token));

        Assert.Equal(4403, (int?)refused.CloseStatus);
    }

    [Fact]
    public async Task ConnectionCut_IsMadeAgain()
    {
        await using Subscription<CreatedData> created = await SubscribeAsync();
        await using IAsyncEnumerator<SubscriptionEvent<CreatedData>> events = created.Events.GetAsyncEnumerator(Token);

        await GraphQL.MutateAsync(new GraphQLOperation<CutData>("mutation { cutConnections }"), cancellationToken: Token);
        Assert.True(await events.MoveNextAsync());
        Assert.IsType<SubscriptionEvent<CreatedData>.Reconnected>(events.Current);

        // The server may not have heard of the subscription yet: this protocol has no word for it.
        Task<bool> next = events.MoveNextAsync().AsTask();
        while (await Task.WhenAny(next, Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, Token)) != next)
        {
            await CreateAsync("Heard", "TALK");
        }

        Assert.Equal("Heard", Assert.IsType<SubscriptionEvent<CreatedData>.Data>(events.Current).Value?.EventCreated.Name);
    }

    // Acknowledged by nothing: heard of once it has given something.
    private async Task<Subscription<CreatedData>> SubscribeAsync(string? kind = null)
    {
        Subscription<CreatedData> subscription = await GraphQL.SubscribeAsync(EventCreated.With(new { kind }), cancellationToken: Token);

        // Its answer shows that the server has read what came before it.
        await using Subscription<CountdownData> behind = await GraphQL.SubscribeAsync(
            new GraphQLOperation<CountdownData>("subscription { countdown(from: 1) }"), cancellationToken: Token);
        await behind.FirstAsync(Token);
        return subscription;
    }

    private async Task CreateAsync(string name, string kind) => await GraphQL.MutateAsync(
        new GraphQLOperation<Dictionary<string, Event>>("mutation Create($input: EventInput!) { createEvent(input: $input) { id name } }")
            .With(new { input = new Input(name, kind) }),
        cancellationToken: Token);

    internal sealed record Input(string Name, string Kind);

    internal sealed record Event(string Id, string Name);

    internal sealed record CreatedData(Event EventCreated);

    internal sealed record CountdownData(int Countdown);

    internal sealed record BreakingData(int Breaking);

    internal sealed record HeaderData(string? InitialHeader);

    internal sealed record CutData(int CutConnections);
}
