using Amplify.Local;
using static Amplify.Tests.Realtime.EventApp;

namespace Amplify.Tests.Realtime;

/// <summary>Subscriptions to the local backend, over real sockets.</summary>
public sealed class LocalBackendTests : IAsyncLifetime
{
    private static readonly AppSyncAuthMode[] OtherModes = [AppSyncAuthMode.Iam, AppSyncAuthMode.UserPool, AppSyncAuthMode.Oidc, AppSyncAuthMode.Lambda];

    private LocalBackend _backend = null!;
    private AmplifyClient _amplify = null!;
    private string _eventId = "";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private GraphQLApi GraphQL => _amplify.GraphQL;

    public async ValueTask InitializeAsync()
    {
        var authorizer = new AppSyncLambdaAuthorizer(static (request, _) => new(new AppSyncAuthorizerResult { IsAuthorized = request.AuthorizationToken == "let-me-in" }));
        _backend = await LocalBackend.StartAsync(new() { AppSync = new() { AdditionalModes = OtherModes, LambdaAuthorizer = authorizer } }, Token);
        _amplify = AmplifyClient.Create(ConfigurationOf(_backend), new()
        {
            UserPoolTokenProvider = TokenProvider.Create(_ => new(_backend.UserPoolTokens.IssueAccessToken("ann"))),
            OidcTokenProvider = TokenProvider.Create(_ => new(_backend.OidcTokens.IssueToken("ann"))),
            LambdaTokenProvider = TokenProvider.Create(static _ => new("let-me-in")),
        });
        _eventId = await CreateEventAsync(GraphQL);
    }

    public async ValueTask DisposeAsync()
    {
        await _amplify.DisposeAsync();
        await _backend.DisposeAsync();
    }

    [Theory]
    [InlineData(AuthMode.ApiKey)]
    [InlineData(AuthMode.Iam)]
    [InlineData(AuthMode.UserPool)]
    [InlineData(AuthMode.Oidc)]
    [InlineData(AuthMode.Lambda)]
    public async Task Subscribe_InEachMode_GivesComments(AuthMode mode)
    {
        await using Subscription<CommentAdded> comments = await SubscribeAsync(_eventId, mode);

        CommentMade made = await CommentAsync(GraphQL, _eventId, "Lovely — \"quoted\" 😀");

        Assert.Equal(made.CommentOnEvent, (await comments.FirstAsync(Token)).SubscribeToEventComments);
        Assert.Equal(ConnectionState.Connected, comments.ConnectionState);
    }

    [Theory]
    [InlineData(RealtimeAuthCarrier.SubProtocol)]
    [InlineData(RealtimeAuthCarrier.QueryString)]
    public async Task Subscribe_SignedWithEitherCarrier_IsAccepted(RealtimeAuthCarrier carrier)
    {
        await using AmplifyClient amplify = AmplifyClient.Create(
            ConfigurationOf(_backend), new() { GraphQLAuthMode = AuthMode.Iam, Realtime = { AuthCarrier = carrier } });
        await using Subscription<CommentAdded> comments = await amplify.GraphQL.SubscribeAsync(CommentsOf(_eventId), cancellationToken: Token);

        await CommentAsync(GraphQL, _eventId, "heard");

        Assert.Equal("heard", (await comments.FirstAsync(Token)).Content);
    }

    [Fact]
    public async Task Subscribe_Arguments_SelectWhatComes()
    {
        string other = await CreateEventAsync(GraphQL);
        await using Subscription<CommentAdded> comments = await SubscribeAsync(_eventId);

        await CommentAsync(GraphQL, other, "of the other event");
        await CommentAsync(GraphQL, _eventId, "of this event");

        Assert.Equal("of this event", (await comments.FirstAsync(Token)).Content);
    }

    [Theory]
    [InlineData(AuthMode.ApiKey, "da2-wrongwrongwrongwrongwrong")]
    [InlineData(AuthMode.Lambda, "keep-me-out")]
    public async Task Subscribe_Denied_FailsAloneAndTheOthersGoOn(AuthMode mode, string secret)
    {
        await using Subscription<CommentAdded> first = await SubscribeAsync(_eventId);
        var wrong = new SubscriptionOptions<CommentAdded> { AuthMode = mode };
        wrong.ApiKey = mode == AuthMode.ApiKey ? secret : null;
        wrong.Token = mode == AuthMode.Lambda ? secret : null;

        var denied = await Assert.ThrowsAsync<RealtimeException>(() => GraphQL.SubscribeAsync(CommentsOf(_eventId), wrong, Token));
        await using Subscription<CommentAdded> second = await SubscribeAsync(_eventId);
        await CommentAsync(GraphQL, _eventId, "heard");

        Assert.DoesNotContain(secret, denied.ToString(), StringComparison.Ordinal);
        Assert.Equal("heard", (await first.FirstAsync(Token)).Content);
        Assert.Equal("heard", (await second.FirstAsync(Token)).Content);
    }

    [Fact]
    public async Task Subscribe_UnknownField_IsToldInTheServersWordsAndTheOthersGoOn()
    {
        await using Subscription<CommentAdded> good = await SubscribeAsync(_eventId);

        var refused = await Assert.ThrowsAsync<RealtimeException>(
            () => GraphQL.SubscribeAsync(new GraphQLOperation<CommentAdded>("subscription { nope }"), cancellationToken: Token));
        await CommentAsync(GraphQL, _eventId, "heard");

        Assert.Contains("nope", refused.Message, StringComparison.Ordinal);
        Assert.Equal("heard", (await good.FirstAsync(Token)).Content);
        Assert.Equal(1, _backend.Faults.Realtime.Connections);
    }

    [Fact]
    public async Task Dispose_OneOfTwo_EndsThatOneOnly()
    {
        Subscription<CommentAdded> leaving = await SubscribeAsync(_eventId);
        await using Subscription<CommentAdded> staying = await SubscribeAsync(_eventId);

        await leaving.DisposeAsync();
        await CommentAsync(GraphQL, _eventId, "after");

        Assert.Empty(await leaving.ToListAsync(Token));
        Assert.Equal("after", (await staying.FirstAsync(Token)).Content);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(-1)]
    public async Task Subscribe_ClockWrongByAnHour_IsSignedByTheServersTime(int hours)
    {
        _backend.Faults.ClockSkew = TimeSpan.FromHours(hours);

        await using Subscription<CommentAdded> comments = await SubscribeAsync(_eventId, AuthMode.Iam);
        await CommentAsync(GraphQL, _eventId, "heard");

        Assert.Equal("heard", (await comments.FirstAsync(Token)).Content);
    }

    [Fact]
    public async Task Subscribe_TwiceAsOneGuest_SharesAConnectionFromTheFirstOneOn()
    {
        await using Subscription<CommentAdded> first = await SubscribeAsync(_eventId, AuthMode.Iam);
        await using Subscription<CommentAdded> second = await SubscribeAsync(_eventId, AuthMode.Iam);

        Assert.Equal(1, _backend.Faults.Realtime.Connections);
    }

    [Fact]
    public async Task Subscribe_TwoHundredFifty_SpreadOverThreeConnectionsAndAllHear()
    {
        Subscription<CommentAdded>[] all = await Task.WhenAll(Enumerable.Range(0, 250).Select(_ => SubscribeAsync(_eventId)));

        await CommentAsync(GraphQL, _eventId, "to all");

        CommentAdded[] heard = await Task.WhenAll(all.Select(static subscription => subscription.FirstAsync(Token).AsTask()));
        Assert.All(heard, static comment => Assert.Equal("to all", comment.Content));
        Assert.Equal(3, _backend.Faults.Realtime.Connections);
    }

    private Task<Subscription<CommentAdded>> SubscribeAsync(string eventId, AuthMode? mode = null) =>
        GraphQL.SubscribeAsync(CommentsOf(eventId), new() { AuthMode = mode }, Token);
}
