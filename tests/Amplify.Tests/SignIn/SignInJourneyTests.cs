using System.Collections.Concurrent;
using Amplify.Local;
using Amplify.Testing;
using static Amplify.Tests.Realtime.EventApp;

namespace Amplify.Tests.SignIn;

/// <summary>What a person does with an application, against the local backend: signs up and in, calls, comes back a day later, signs out.</summary>
public sealed class SignInJourneyTests : IAsyncLifetime
{
    private const string Password = "Tr0ub4dor&3";

    private readonly SkippingTime _time = new(skips: false);
    private readonly MemoryAuthStore _store = new();
    private LocalBackend _backend = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        LocalBackendOptions options = new()
        {
            TimeProvider = _time,
            AppSync = new() { AdditionalModes = [AppSyncAuthMode.Iam, AppSyncAuthMode.UserPool] },
        };
        options.AddApi("MyCloudApi", api => api
            .Map("GET", "/signed", Who)
            .Map("GET", "/items", Who, RestAuthorization.UserPool)
            .Map("GET", "/scoped", Who, new RestUserPoolAuthorizer { Scopes = ["aws.cognito.signin.user.admin"] }));
        _backend = await LocalBackend.StartAsync(options, Token);
    }

    public ValueTask DisposeAsync() => _backend.DisposeAsync();

    [Fact]
    public async Task APersonSignsUpAndIn_CallsInEachMode_ComesBackADayLaterAndSignsOut()
    {
        string guest, user;
        await using (AmplifyClient amplify = Create())
        {
            guest = (await amplify.Auth.GetSessionAsync(cancellationToken: Token)).IdentityId!;
            await SignUpAsync(amplify, "ann");
            Assert.IsType<SignInStep.Done>(await amplify.Auth.SignInAsync("ann", Password, cancellationToken: Token));

            AuthSession session = await amplify.Auth.GetSessionAsync(cancellationToken: Token);
            user = session.IdentityId!;
            Assert.Equal((true, "ann", guest), (session.IsSignedIn, session.Username, user));
            await CallInEachModeAsync(amplify);
        }

        _time.Advance(TimeSpan.FromDays(1));
        await using (AmplifyClient later = Create())
        {
            AuthSession session = await later.Auth.GetSessionAsync(cancellationToken: Token);
            Assert.Equal((true, "ann", user), (session.IsSignedIn, session.Username, session.IdentityId));
            await CallInEachModeAsync(later);

            await later.Auth.SignOutAsync(cancellationToken: Token);
            AuthSession signedOut = await later.Auth.GetSessionAsync(cancellationToken: Token);
            Assert.False(signedOut.IsSignedIn);
            Assert.NotNull(signedOut.IdentityId);
            Assert.NotEqual(user, signedOut.IdentityId);
            var refused = await Assert.ThrowsAsync<AmplifyAuthException>(() => later.GraphQL.QueryAsync(ListEvents, new() { AuthMode = AuthMode.UserPool }, Token));
            Assert.Equal(AmplifyAuthReason.SignInRequired, refused.Reason);
        }

        await using AmplifyClient next = Create();
        Assert.False((await next.Auth.GetSessionAsync(cancellationToken: Token)).IsSignedIn);
    }

    [Fact]
    public async Task TheNetworkIsLostAndComesBack_TheUserIsStillSignedIn()
    {
        await using AmplifyClient amplify = Create();
        await SignUpAsync(amplify, "ann");
        await amplify.Auth.SignInAsync("ann", Password, cancellationToken: Token);
        _time.Advance(TimeSpan.FromHours(2));
        string down = "http://127.0.0.1:9/";
        AmplifyConfiguration offline = ConfigurationOf(_backend);
        offline.Auth.UserPoolEndpoint = down;
        await using (AmplifyClient lost = AmplifyClient.Create(offline, new() { Store = _store, TimeProvider = _time }))
        {
            await Assert.ThrowsAsync<AmplifyNetworkException>(() => lost.Auth.GetSessionAsync(cancellationToken: Token));
        }

        await using AmplifyClient back = Create();
        Assert.Equal("ann", (await back.Auth.GetSessionAsync(cancellationToken: Token)).Username);
    }

    [Fact]
    public async Task TokenRevokedElsewhere_TheCallFailsTheUserIsSignedOutAndTold()
    {
        await using AmplifyClient amplify = Create();
        await SignUpAsync(amplify, "ann");
        await amplify.Auth.SignInAsync("ann", Password, cancellationToken: Token);
        ConcurrentQueue<AuthEvent> told = [];
        using IDisposable subscription = amplify.Auth.Events.Subscribe(new EventListener(told));
        _backend.UserPool.SignOutUser("ann");

        var error = await Assert.ThrowsAsync<AmplifyAuthException>(() => amplify.Auth.GetUserAttributesAsync(Token));

        Assert.Equal(AmplifyAuthReason.SessionExpired, error.Reason);
        Assert.IsType<AuthEvent.SessionExpired>(Assert.Single(told));
        Assert.False((await amplify.Auth.GetSessionAsync(cancellationToken: Token)).IsSignedIn);
    }

    [Fact]
    public async Task TwoUsersOnOneDevice_EachHasAnIdentityOfTheirOwn()
    {
        await using AmplifyClient amplify = Create();
        await SignUpAsync(amplify, "ann");
        await SignUpAsync(amplify, "bob");

        string ann = await IdentityOfAsync("ann");
        string bob = await IdentityOfAsync("bob");
        string annAgain = await IdentityOfAsync("ann");
        await amplify.Auth.SignOutAsync(cancellationToken: Token);
        string guest = (await amplify.Auth.GetSessionAsync(cancellationToken: Token)).IdentityId!;

        Assert.NotEqual(ann, bob);
        Assert.Equal(ann, annAgain);
        Assert.DoesNotContain(guest, new[] { ann, bob });

        async Task<string> IdentityOfAsync(string username)
        {
            await amplify.Auth.SignInAsync(username, Password, cancellationToken: Token);
            return (await amplify.Auth.GetSessionAsync(cancellationToken: Token)).IdentityId!;
        }
    }

    [Fact]
    public async Task MandatorySignIn_SignedOut_SessionHasNothingAndSignedInHasCredentials()
    {
        AmplifyConfiguration configuration = ConfigurationOf(_backend);
        configuration.Auth.MandatorySignIn = true;
        await using AmplifyClient amplify = AmplifyClient.Create(configuration, new() { Store = _store, TimeProvider = _time });
        await SignUpAsync(amplify, "ann");

        AuthSession before = await amplify.Auth.GetSessionAsync(cancellationToken: Token);
        await amplify.Auth.SignInAsync("ann", Password, cancellationToken: Token);
        AuthSession after = await amplify.Auth.GetSessionAsync(cancellationToken: Token);

        Assert.Equal((false, null), (before.IsSignedIn, before.Credentials));
        Assert.NotNull(after.Credentials);
    }

    private static GraphQLOperation<EventList> ListEvents { get; } = new("query { listEvents { items { id } } }");

    private static ProxyResponse Who(ProxyRequest request) =>
        ProxyResponse.Json(new Caller(request.RequestContext.Authorizer?.Claims.GetValueOrDefault("cognito:username") ?? request.RequestContext.Identity.CognitoIdentityId));

    private AmplifyClient Create() => AmplifyClient.Create(ConfigurationOf(_backend), new() { Store = _store, TimeProvider = _time });

    private async Task SignUpAsync(AmplifyClient amplify, string username)
    {
        SignUpStep step = await amplify.Auth.SignUpAsync(username, Password, new() { Attributes = { ["email"] = $"{username}@example.com" } }, Token);
        Assert.IsType<SignUpStep.ConfirmSignUp>(step);
        Assert.Equal(
            AmplifyAuthReason.UserNotConfirmed,
            (await Assert.ThrowsAsync<AmplifyAuthException>(() => amplify.Auth.SignInAsync(username, Password, cancellationToken: Token))).Reason);
        LocalConfirmationCode code = await _backend.UserPool.WaitForCodeAsync(username, Token);
        Assert.IsType<SignUpStep.Done>(await amplify.Auth.ConfirmSignUpAsync(username, code.Code, cancellationToken: Token));
    }

    private static async Task CallInEachModeAsync(AmplifyClient amplify)
    {
        string identity = (await amplify.Auth.GetSessionAsync(cancellationToken: Token)).IdentityId!;
        Assert.Equal(identity, (await amplify.Rest.GetAsync<Caller>("MyCloudApi", "/signed", cancellationToken: Token)).Name);
        await amplify.Rest.GetAsync("MyCloudApi", "/scoped", new() { AuthMode = AuthMode.UserPool }, Token);
        string idToken = (await amplify.Auth.GetSessionAsync(cancellationToken: Token)).Tokens!.IdToken!.Value;
        Assert.Equal("ann", (await amplify.Rest.GetAsync<Caller>("MyCloudApi", "/items", new() { Headers = { ["Authorization"] = idToken } }, Token)).Name);
        foreach (AuthMode mode in new[] { AuthMode.ApiKey, AuthMode.Iam, AuthMode.UserPool })
        {
            await amplify.GraphQL.QueryAsync(ListEvents, new() { AuthMode = mode }, Token);
        }
    }

    private sealed record Caller(string? Name);

    private sealed record EventList(EventPage ListEvents);

    private sealed record EventPage(IReadOnlyList<EventId> Items);
}
