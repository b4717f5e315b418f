using Amplify.Local;
using Amplify.Tests.Realtime;
using static Amplify.Tests.Realtime.EventApp;

namespace Amplify.Tests.SignIn;

/// <summary>Subscriptions go on as whoever the application acts as, and miss nothing when that changes.</summary>
public sealed class SubscriptionIdentityTests : IAsyncLifetime
{
    private const string Password = "Tr0ub4dor&3";

    private LocalBackend _backend = null!;
    private AmplifyClient _amplify = null!;
    private AmplifyClient _publisher = null!;
    private string _eventId = "";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _backend = await LocalBackend.StartAsync(new() { AppSync = new() { AdditionalModes = [AppSyncAuthMode.Iam, AppSyncAuthMode.UserPool, AppSyncAuthMode.Oidc] } }, Token);
        _backend.UserPool.AddUser("ann", Password);
        _backend.UserPool.AddUser("bob", Password);
        _amplify = AmplifyClient.Create(ConfigurationOf(_backend));
        _publisher = AmplifyClient.Create(ConfigurationOf(_backend));
        _eventId = await CreateEventAsync(_publisher.GraphQL);
    }

    public async ValueTask DisposeAsync()
    {
        await _amplify.DisposeAsync();
        await _publisher.DisposeAsync();
        await _backend.DisposeAsync();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Iam_SignInAndOut_TheSubscriptionGoesOnAsWhoeverThatIsAndMissesNothing(bool isFederated)
    {
        const int Changes = 6;
        var history = new CommentHistory(_publisher.GraphQL, _eventId);
        await using Subscription<CommentAdded> comments = await _amplify.GraphQL.SubscribeAsync(
            CommentsOf(_eventId),
            new SubscriptionOptions<CommentAdded>
            {
                AuthMode = AuthMode.Iam,
                CatchUp = (since, _, cancellationToken) => history.SinceAsync(since, cancellationToken),
                KeyOf = static comment => comment.SubscribeToEventComments.CommentId,
            },
            Token);
        await using IAsyncEnumerator<SubscriptionEvent<CommentAdded>> events = comments.Events.GetAsyncEnumerator(Token);
        var publisher = new NumberingPublisher("p", _publisher.GraphQL, _eventId);
        using var stop = new CancellationTokenSource();
        Task publishing = publisher.RunAsync(stop.Token);
        List<string> heard = [];

        for (int i = 0; i < Changes; i++)
        {
            await (isFederated ? ChangeFederatedAsync(i) : ChangeIdentityAsync(i));
            while (await NextAsync(events, heard) is not SubscriptionEvent<CommentAdded>.Reconnected)
            {
            }
        }

        await stop.CancelAsync();
        await publishing;
        while (heard.Count < publisher.Last)
        {
            await NextAsync(events, heard);
        }

        Assert.Equal(Enumerable.Range(1, publisher.Last).Select(number => $"p:{number}"), heard);
    }

    [Fact]
    public async Task UserPool_RefreshOfTheSameUser_LeavesTheSocketAlone()
    {
        await _amplify.Auth.SignInAsync("ann", Password, cancellationToken: Token);
        await using Subscription<CommentAdded> comments = await SubscribeAsync(AuthMode.UserPool);
        await using Subscription<CommentAdded> second = await SubscribeAsync(AuthMode.UserPool);
        Assert.Equal(1, _backend.Faults.Realtime.Connections);

        await _amplify.Auth.GetSessionAsync(forceRefresh: true, Token);
        await CommentAsync(_publisher.GraphQL, _eventId, "heard");

        Assert.Equal("heard", (await comments.FirstAsync(Token)).Content);
        Assert.Equal("heard", (await second.FirstAsync(Token)).Content);
        Assert.Equal(1, _backend.Faults.Realtime.Connections);
    }

    [Fact]
    public async Task UserPool_SignOut_EndsTheSubscriptionWithATypedError()
    {
        await _amplify.Auth.SignInAsync("ann", Password, cancellationToken: Token);
        await using Subscription<CommentAdded> comments = await SubscribeAsync(AuthMode.UserPool);

        await _amplify.Auth.SignOutAsync(cancellationToken: Token);

        var error = await Assert.ThrowsAsync<AmplifyAuthException>(() => comments.FirstAsync(Token).AsTask());
        Assert.Equal(AmplifyAuthReason.SignInRequired, error.Reason);
    }

    [Fact]
    public async Task UserPool_AnotherUserSignsIn_TheSubscriptionGoesOnAsThatOne()
    {
        await _amplify.Auth.SignInAsync("ann", Password, cancellationToken: Token);
        await using Subscription<CommentAdded> comments = await SubscribeAsync(AuthMode.UserPool);
        await using IAsyncEnumerator<SubscriptionEvent<CommentAdded>> events = comments.Events.GetAsyncEnumerator(Token);
        await CommentAsync(_publisher.GraphQL, _eventId, "to ann");
        List<string> heard = [];
        await NextAsync(events, heard);

        await _amplify.Auth.SignInAsync("bob", Password, cancellationToken: Token);
        Assert.IsType<SubscriptionEvent<CommentAdded>.Reconnected>(await NextAsync(events, heard));
        await CommentAsync(_publisher.GraphQL, _eventId, "to bob");
        await NextAsync(events, heard);

        Assert.Equal(["to ann", "to bob"], heard);
    }

    [Fact]
    public async Task Oidc_FederatedUser_RefreshLeavesTheSocketAloneAndSignOutEndsTheSubscription()
    {
        int renewals = 0;
        FederatedProvider provider = FederatedProvider.Oidc(_backend.OidcTokens.Issuer);
        await _amplify.Auth.FederatedSignInAsync(provider, IdToken("ann"), InAnHour, _ => Renew(), Token);
        await using Subscription<CommentAdded> comments = await SubscribeAsync(AuthMode.Oidc);
        await using IAsyncEnumerator<CommentAdded> reader = comments.GetAsyncEnumerator(Token);

        await _amplify.Auth.GetSessionAsync(forceRefresh: true, Token);
        await CommentAsync(_publisher.GraphQL, _eventId, "heard");
        Assert.True(await reader.MoveNextAsync());
        Assert.Equal("heard", reader.Current.Content);
        Assert.Equal((1, 1), (renewals, _backend.Faults.Realtime.Connections));
        await _amplify.Auth.SignOutAsync(cancellationToken: Token);

        var error = await Assert.ThrowsAsync<AmplifyAuthException>(() => reader.MoveNextAsync().AsTask());
        Assert.Equal(AmplifyAuthReason.SignInRequired, error.Reason);

        ValueTask<FederatedToken> Renew()
        {
            renewals++;
            return new(new FederatedToken(IdToken("ann"), InAnHour));
        }
    }

    private static DateTimeOffset InAnHour => TimeProvider.System.GetUtcNow().AddHours(1);

    private string IdToken(string user) => _backend.OidcTokens.IssueToken(user);

    private Task ChangeFederatedAsync(int step) => (step % 3) switch
    {
        0 => _amplify.Auth.FederatedSignInAsync(FederatedProvider.Oidc(_backend.OidcTokens.Issuer), IdToken("ann"), InAnHour, cancellationToken: Token),
        1 => _amplify.Auth.FederatedSignInAsync(FederatedProvider.Oidc(_backend.OidcTokens.Issuer), IdToken("bob"), InAnHour, cancellationToken: Token),
        _ => _amplify.Auth.SignOutAsync(cancellationToken: Token),
    };

    private Task ChangeIdentityAsync(int step) => (step % 3) switch
    {
        0 => _amplify.Auth.SignInAsync("ann", Password, cancellationToken: Token),
        1 => _amplify.Auth.SignInAsync("bob", Password, cancellationToken: Token),
        _ => _amplify.Auth.SignOutAsync(cancellationToken: Token),
    };

    private Task<Subscription<CommentAdded>> SubscribeAsync(AuthMode mode) =>
        _amplify.GraphQL.SubscribeAsync(CommentsOf(_eventId), new SubscriptionOptions<CommentAdded> { AuthMode = mode }, Token);

    private static async Task<SubscriptionEvent<CommentAdded>> NextAsync(IAsyncEnumerator<SubscriptionEvent<CommentAdded>> events, List<string> heard)
    {
        Assert.True(await events.MoveNextAsync());
        if (events.Current is SubscriptionEvent<CommentAdded>.Data data)
        {
            heard.Add(data.Value!.Content);
        }

        return events.Current;
    }
}
