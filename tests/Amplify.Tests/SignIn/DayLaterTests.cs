using System.Collections.Concurrent;
using System.Globalization;
using Amplify.Local;
using Amplify.Testing;
using Amplify.Tests.Realtime;
using static Amplify.Tests.Realtime.EventApp;

namespace Amplify.Tests.SignIn;

/// <summary>
/// A person signs up and in, calls in each mode and listens; the network is lost, and is back the next day: still signed in, still listening, and nothing
/// of what was said meanwhile is missed.
/// </summary>
public sealed class DayLaterTests : IAsyncLifetime
{
    private const string Password = "Tr0ub4dor&3";
    private const string OwnToken = "let-me-in";

    private static readonly AuthMode[] Modes = [AuthMode.ApiKey, AuthMode.Iam, AuthMode.UserPool, AuthMode.Oidc, AuthMode.Lambda];
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(50);
    private static readonly GraphQLOperation<System.Text.Json.JsonElement> ListEvents = new("{ listEvents { items { id } } }");

    private readonly SkippingTime _time = new(skips: false);
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("amplify-day-");
    private readonly ConcurrentQueue<AuthEvent> _told = [];
    private LocalBackend _backend = null!;
    private CuttingProxy _network = null!;
    private AmplifyClient _publisher = null!;
    private string _eventId = "";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _backend = await LocalBackend.StartAsync(
            new LocalBackendOptions
            {
                TimeProvider = _time,
                AppSync = new()
                {
                    AdditionalModes = [AppSyncAuthMode.Iam, AppSyncAuthMode.UserPool, AppSyncAuthMode.Oidc, AppSyncAuthMode.Lambda],
                    LambdaAuthorizer = new AppSyncLambdaAuthorizer(static (request, _) => new(new AppSyncAuthorizerResult { IsAuthorized = request.AuthorizationToken == OwnToken })),
                },
            }.AddApi("MyCloudApi", static api => api
                .Map("GET", "/signed", static _ => ProxyResponse.Empty(200))
                .Map("GET", "/open", static _ => ProxyResponse.Empty(200), RestAuthorization.None)
                .Map("GET", "/judged", static _ => ProxyResponse.Empty(200), new RestTokenAuthorizer(static (call, _) => new(call.AuthorizationToken == OwnToken
                    ? RestAuthorizerResult.Allow("ann", call.MethodArn)
                    : RestAuthorizerResult.Deny("ann", call.MethodArn))))
                .Map("GET", "/items", static _ => ProxyResponse.Empty(200), RestAuthorization.UserPool)
                .Map("GET", "/scoped", static _ => ProxyResponse.Empty(200), new RestUserPoolAuthorizer { Scopes = ["aws.cognito.signin.user.admin"] })),
            Token);
        _network = new CuttingProxy(_backend.Endpoint.Port);
        _publisher = AmplifyClient.Create(ConfigurationOf(_backend), new() { TimeProvider = _time });
        _eventId = await CreateEventAsync(_publisher.GraphQL);
    }

    public async ValueTask DisposeAsync()
    {
        await _publisher.DisposeAsync();
        await _network.DisposeAsync();
        await _backend.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public async Task NetworkIsLostAndBackADayLater_ThePersonIsStillSignedInAndMissesNothing()
    {
        using FileAuthStore store = Store();
        await using AmplifyClient amplify = Create(store);
        using IDisposable events = amplify.Auth.Events.Subscribe(new EventListener(_told));
        AuthSession first = await SignUpAndInAsync(amplify);
        await CallInEachModeAsync(amplify);
        Listening[] listening = [.. await Task.WhenAll(Modes.Select(mode => ListenAsync(amplify, mode)))];
        await SayAsync("before");
        await Task.WhenAll(listening.Select(each => each.HearAsync("before")));

        _network.Lose();
        await AssertOfflineAsync(amplify);
        await SayAsync("while away");
        _time.Advance(TimeSpan.FromDays(1));
        await AssertNoSessionYetAsync(amplify);
        await SayAsync("still away");
        _network.Restore();
        await WhileTimeGoesByAsync(Task.WhenAll(listening.Select(each => each.HearAsync("still away"))));

        AuthSession later = await amplify.Auth.GetSessionAsync(cancellationToken: Token);
        Assert.Equal((true, "ann", first.UserSub, first.IdentityId), (later.IsSignedIn, later.Username, later.UserSub, later.IdentityId));
        Assert.NotEqual(first.Tokens!.AccessToken.Value, later.Tokens!.AccessToken.Value);
        await CallInEachModeAsync(amplify);
        await SayAsync("after");
        await WhileTimeGoesByAsync(Task.WhenAll(listening.Select(each => each.HearAsync("after"))));
        Assert.All(listening, static each => Assert.Equal(("before", "after", 4), (each.Heard[0], each.Heard[^1], each.Heard.Distinct().Count())));
        Assert.All(listening, static each => Assert.Equal(4, each.Heard.Count));
        Assert.Equal(["SignedIn", "TokenRefreshFailed", "TokenRefreshed"], _told.Select(static what => what.GetType().Name).Distinct());
        Assert.Single(_told.OfType<AuthEvent.TokenRefreshed>());
        await Task.WhenAll(listening.Select(static each => each.DisposeAsync().AsTask()));

        using FileAuthStore kept = Store();
        await using AmplifyClient restarted = Create(kept);
        Assert.Equal(later.IdentityId, (await restarted.Auth.GetSessionAsync(cancellationToken: Token)).IdentityId);
        await CallInEachModeAsync(restarted);
        await restarted.Auth.SignOutAsync(cancellationToken: Token);
        Assert.False((await restarted.Auth.GetSessionAsync(cancellationToken: Token)).IsSignedIn);
    }

    private FileAuthStore Store() => new(Path.Combine(_folder.FullName, "session.json"));

    /// <summary>Makes an application that reaches all of the backend over the network that can be lost.</summary>
    private AmplifyClient Create(IAuthStore store) => AmplifyClient.Create(
        AmplifyConfiguration.Parse(_backend.AmplifyOutputs().Replace(
            $":{_backend.Endpoint.Port.ToString(CultureInfo.InvariantCulture)}", $":{_network.Port.ToString(CultureInfo.InvariantCulture)}", StringComparison.Ordinal)),
        new()
        {
            TimeProvider = _time,
            Store = store,
            Retry = RetryOptions.None,
            Realtime = { ReconnectPolicy = static _ => Moment },
            OidcTokenProvider = TokenProvider.Create(_ => new(_backend.OidcTokens.IssueToken("ann"))),
            LambdaTokenProvider = TokenProvider.Create(static _ => new(OwnToken)),
        });

    private async Task<AuthSession> SignUpAndInAsync(AmplifyClient amplify)
    {
        string guest = (await amplify.Auth.GetSessionAsync(cancellationToken: Token)).IdentityId!;
        await amplify.Auth.SignUpAsync("ann", Password, new() { Attributes = { ["email"] = "ann@example.com" } }, Token);
        await amplify.Auth.ConfirmSignUpAsync("ann", (await _backend.UserPool.WaitForCodeAsync("ann", Token)).Code, cancellationToken: Token);
        Assert.IsType<SignInStep.Done>(await amplify.Auth.SignInAsync("ann", Password, cancellationToken: Token));
        AuthSession session = await amplify.Auth.GetSessionAsync(cancellationToken: Token);
        Assert.Equal(guest, session.IdentityId);
        return session;
    }

    private static async Task CallInEachModeAsync(AmplifyClient amplify)
    {
        await amplify.Rest.GetAsync("MyCloudApi", "/signed", cancellationToken: Token);
        string idToken = (await amplify.Auth.GetSessionAsync(cancellationToken: Token)).Tokens!.IdToken!.Value;
        await amplify.Rest.GetAsync("MyCloudApi", "/items", new() { Headers = { ["Authorization"] = idToken } }, Token);
        await amplify.Rest.GetAsync("MyCloudApi", "/scoped", new() { AuthMode = AuthMode.UserPool }, Token);
        await amplify.Rest.GetAsync("MyCloudApi", "/judged", new() { AuthMode = AuthMode.Lambda }, Token);
        await amplify.Rest.GetAsync("MyCloudApi", "/open", new() { AuthMode = AuthMode.None }, Token);
        foreach (AuthMode mode in Modes)
        {
            await amplify.GraphQL.QueryAsync(ListEvents, new() { AuthMode = mode }, Token);
        }
    }

    // What is at hand is still good; what needs the network says so.
    private static async Task AssertOfflineAsync(AmplifyClient amplify)
    {
        Assert.True((await amplify.Auth.GetSessionAsync(cancellationToken: Token)).IsSignedIn);
        await Assert.ThrowsAsync<AmplifyNetworkException>(() => amplify.Rest.GetAsync("MyCloudApi", "/signed", cancellationToken: Token));
        foreach (AuthMode mode in Modes)
        {
            await Assert.ThrowsAsync<AmplifyNetworkException>(() => amplify.GraphQL.QueryAsync(ListEvents, new() { AuthMode = mode }, Token));
        }
    }

    private static async Task AssertNoSessionYetAsync(AmplifyClient amplify) =>
        await Assert.ThrowsAsync<AmplifyNetworkException>(() => amplify.Auth.GetSessionAsync(cancellationToken: Token));

    private async Task<Listening> ListenAsync(AmplifyClient amplify, AuthMode mode)
    {
        var history = new CommentHistory(amplify.GraphQL, _eventId);
        return new Listening(await amplify.GraphQL.SubscribeAsync(
            CommentsOf(_eventId),
            new SubscriptionOptions<CommentAdded>
            {
                AuthMode = mode,
                CatchUp = (since, _, cancellationToken) => history.SinceAsync(since, cancellationToken),
                KeyOf = static comment => comment.SubscribeToEventComments.CommentId,
            },
            Token));
    }

    private async Task SayAsync(string content) =>
        await CommentAsync(_publisher.GraphQL, _eventId, content, CommentHistory.TextOf(_time.GetUtcNow()));

    // In steps so small that no wait of a call that is under way comes to its end.
    private async Task WhileTimeGoesByAsync(Task task)
    {
        while (!task.IsCompleted)
        {
            _time.Advance(Moment);
            await Task.WhenAny(task, Task.Delay(Moment, TimeProvider.System, Token));
            Token.ThrowIfCancellationRequested();
        }

        await task;
    }

    private sealed class Listening(Subscription<CommentAdded> subscription) : IAsyncDisposable
    {
        private readonly IAsyncEnumerator<CommentAdded> _comments = subscription.GetAsyncEnumerator(Token);

        public List<string> Heard { get; } = [];

        public async Task HearAsync(string last)
        {
            while (Heard.LastOrDefault() != last)
            {
                Assert.True(await _comments.MoveNextAsync());
                Heard.Add(_comments.Current.Content);
            }
        }

        public async ValueTask DisposeAsync()
        {
            await _comments.DisposeAsync();
            await subscription.DisposeAsync();
        }
    }
}
