using System.Collections.Concurrent;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Amplify.Local;
using Amplify.Signing;
using Amplify.Testing;

namespace Amplify.Tests.SignIn;

/// <summary>Users whom another provider has signed in, against the local backend.</summary>
public sealed class FederatedSignInTests : IAsyncLifetime
{
    private static readonly GraphQLOperation<JsonObject> ListEvents = new("query { listEvents { items { id } } }");

    private readonly SkippingTime _time = new(skips: false);
    private readonly MemoryAuthStore _store = new();
    private LocalBackend _backend = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _backend = await LocalBackend.StartAsync(
        new LocalBackendOptions
        {
            TimeProvider = _time,
            DeveloperProvider = "login.example.com",
            AppSync = new() { AdditionalModes = [AppSyncAuthMode.Iam, AppSyncAuthMode.Oidc, AppSyncAuthMode.UserPool] },
            IdentityProviders =
            {
                new LocalIdentityProvider("accounts.google.com"),
                new LocalIdentityProvider("appleid.apple.com"),
                new LocalIdentityProvider("graph.facebook.com") { VerifyToken = static (token, _) => new(token == "facebook-token" ? "user-1" : null) },
                new LocalIdentityProvider("www.amazon.com") { VerifyToken = static (token, _) => new(token == "amazon-token" ? "user-1" : null) },
            },
        },
        Token);

    public ValueTask DisposeAsync() => _backend.DisposeAsync();

    [Theory]
    [InlineData("google")]
    [InlineData("apple")]
    [InlineData("facebook")]
    [InlineData("amazon")]
    [InlineData("oidc")]
    public async Task SignIn_EachProvider_TheGuestGoesOnAsItsUser(string name)
    {
        (FederatedProvider provider, string token) = name switch
        {
            "google" => (FederatedProvider.Google, IdToken()),
            "apple" => (FederatedProvider.Apple, IdToken()),
            "facebook" => (FederatedProvider.Facebook, "facebook-token"),
            "amazon" => (FederatedProvider.Amazon, "amazon-token"),
            _ => (FederatedProvider.Oidc(_backend.OidcTokens.Issuer), IdToken()),
        };
        await using AmplifyClient amplify = Create();
        string guest = (await amplify.Auth.GetSessionAsync(cancellationToken: Token)).IdentityId!;

        await amplify.Auth.FederatedSignInAsync(provider, token, InAnHour, cancellationToken: Token);
        AuthSession session = await amplify.Auth.GetSessionAsync(cancellationToken: Token);
        await amplify.GraphQL.QueryAsync(ListEvents, new() { AuthMode = AuthMode.Iam }, Token);
        await amplify.Auth.SignOutAsync(cancellationToken: Token);
        AuthSession after = await amplify.Auth.GetSessionAsync(cancellationToken: Token);

        Assert.Equal((true, guest, provider), (session.IsSignedIn, session.IdentityId, session.FederatedProvider));
        Assert.Null(session.Tokens);
        Assert.Equal((false, null), (after.IsSignedIn, after.FederatedProvider));
        Assert.NotEqual(guest, after.IdentityId);
    }

    [Fact]
    public async Task SignIn_DeveloperIdentity_IsTheIdentityThatTheTokenNames()
    {
        await using AmplifyClient amplify = Create();
        await amplify.Auth.GetSessionAsync(cancellationToken: Token);
        DeveloperIdentity developer = await GetDeveloperIdentityAsync("user-1");

        await amplify.Auth.FederatedSignInAsync(FederatedProvider.Developer, developer.Token, InAnHour, cancellationToken: Token);
        AuthSession session = await amplify.Auth.GetSessionAsync(cancellationToken: Token);
        var none = await Assert.ThrowsAsync<AmplifyAuthException>(
            () => amplify.Auth.FederatedSignInAsync(FederatedProvider.Developer, "opaque", InAnHour, cancellationToken: Token));

        Assert.Equal(developer.IdentityId, session.IdentityId);
        Assert.Equal(AmplifyAuthReason.InvalidValue, none.Reason);
    }

    [Fact]
    public async Task SignIn_OidcMode_SendsTheTokenOfWhoIsSignedIn()
    {
        await using AmplifyClient amplify = Create();

        var nobody = await Assert.ThrowsAsync<AmplifyAuthException>(() => amplify.GraphQL.QueryAsync(ListEvents, new() { AuthMode = AuthMode.Oidc }, Token));
        await amplify.Auth.FederatedSignInAsync(FederatedProvider.Oidc(_backend.OidcTokens.Issuer), IdToken(), InAnHour, cancellationToken: Token);
        await amplify.GraphQL.QueryAsync(ListEvents, new() { AuthMode = AuthMode.Oidc }, Token);

        Assert.Equal(AmplifyAuthReason.SignInRequired, nobody.Reason);
    }

    [Fact]
    public async Task Token_AboutToExpire_IsRenewedOnceHoweverManyCall()
    {
        int renewals = 0;
        ConcurrentQueue<AuthEvent> told = [];
        await using AmplifyClient amplify = Create();
        using IDisposable subscription = amplify.Auth.Events.Subscribe(new EventListener(told));
        await amplify.Auth.FederatedSignInAsync(FederatedProvider.Oidc(_backend.OidcTokens.Issuer), IdToken(), InAnHour, RenewAsync, Token);

        await amplify.GraphQL.QueryAsync(ListEvents, new() { AuthMode = AuthMode.Oidc }, Token);
        Assert.Equal(0, renewals);
        _time.Advance(TimeSpan.FromMinutes(59.5));
        await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => amplify.GraphQL.QueryAsync(ListEvents, new() { AuthMode = AuthMode.Oidc }, Token)));

        Assert.Equal(1, renewals);
        Assert.Equal(["SignedIn", "TokenRefreshed"], told.Select(static what => what.GetType().Name));
        Assert.All(told, static what => Assert.Equal("ann", what.Username));

        ValueTask<FederatedToken> RenewAsync(CancellationToken cancellationToken)
        {
            Interlocked.Increment(ref renewals);
            return new(new FederatedToken(IdToken(), InAnHour));
        }
    }

    [Fact]
    public async Task Token_RefusedByTheApi_IsRenewedAndTheCallGoesOn()
    {
        int renewals = 0;
        await using AmplifyClient amplify = Create();
        string dead = _backend.OidcTokens.IssueToken("ann", new() { Lifetime = TimeSpan.FromSeconds(1) });
        await amplify.Auth.FederatedSignInAsync(FederatedProvider.Oidc(_backend.OidcTokens.Issuer), dead, InAnHour, _ => new(Renewed()), Token);
        _time.Advance(TimeSpan.FromMinutes(1));

        await amplify.GraphQL.QueryAsync(ListEvents, new() { AuthMode = AuthMode.Oidc }, Token);

        Assert.Equal(1, renewals);

        FederatedToken Renewed()
        {
            renewals++;
            return new(IdToken(), InAnHour);
        }
    }

    [Fact]
    public async Task Token_ExpiredWithoutAFunction_SignsOutAndTells()
    {
        ConcurrentQueue<AuthEvent> told = [];
        await using AmplifyClient amplify = Create();
        using IDisposable subscription = amplify.Auth.Events.Subscribe(new EventListener(told));
        await amplify.Auth.FederatedSignInAsync(FederatedProvider.Google, IdToken(), InAnHour, cancellationToken: Token);
        _time.Advance(TimeSpan.FromHours(2));

        var error = await Assert.ThrowsAsync<AmplifyAuthException>(() => amplify.Auth.GetSessionAsync(cancellationToken: Token));

        Assert.Equal(AmplifyAuthReason.SessionExpired, error.Reason);
        Assert.Equal(["SignedIn", "SessionExpired"], told.Select(static what => what.GetType().Name));
        Assert.False((await amplify.Auth.GetSessionAsync(cancellationToken: Token)).IsSignedIn);
    }

    [Fact]
    public async Task Renewal_Fails_TheTokenIsUsedAsLongAsItLives()
    {
        ConcurrentQueue<AuthEvent> told = [];
        await using AmplifyClient amplify = Create();
        using IDisposable subscription = amplify.Auth.Events.Subscribe(new EventListener(told));
        string token = IdToken();
        await amplify.Auth.FederatedSignInAsync(
            FederatedProvider.Google, token, InAnHour, static _ => throw new InvalidOperationException("The provider is down."), Token);
        _time.Advance(TimeSpan.FromMinutes(59.5));

        Assert.True((await amplify.Auth.GetSessionAsync(cancellationToken: Token)).IsSignedIn);
        _time.Advance(TimeSpan.FromHours(1));
        var error = await Assert.ThrowsAsync<AmplifyAuthException>(() => amplify.Auth.GetSessionAsync(cancellationToken: Token));

        Assert.Equal(AmplifyAuthReason.ProviderFailed, error.Reason);
        Assert.Contains("The provider is down.", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(token, error.ToString(), StringComparison.Ordinal);
        Assert.All(told.Skip(1), static what => Assert.IsType<AuthEvent.TokenRefreshFailed>(what));
    }

    [Fact]
    public async Task Restart_TokenLivesOrIsRenewed_TheUserIsStillSignedIn()
    {
        FederatedProvider provider = FederatedProvider.Oidc(_backend.OidcTokens.Issuer);
        string identity;
        await using (AmplifyClient amplify = Create())
        {
            await amplify.Auth.FederatedSignInAsync(provider, IdToken(), InAnHour, cancellationToken: Token);
            identity = (await amplify.Auth.GetSessionAsync(cancellationToken: Token)).IdentityId!;
        }

        await using (AmplifyClient living = Create())
        {
            Assert.Equal((true, identity), ((await living.Auth.GetSessionAsync(cancellationToken: Token)).IsSignedIn, (await living.Auth.GetSessionAsync(cancellationToken: Token)).IdentityId));
        }

        _time.Advance(TimeSpan.FromHours(2));
        FederatedProvider? asked = null;
        await using (AmplifyClient renewing = Create((who, _) =>
        {
            asked = who;
            return new(new FederatedToken(IdToken(), InAnHour));
        }))
        {
            Assert.Equal(identity, (await renewing.Auth.GetSessionAsync(cancellationToken: Token)).IdentityId);
        }

        Assert.Equal(provider, asked);
        _time.Advance(TimeSpan.FromHours(2));
        await using AmplifyClient dead = Create();
        Assert.Equal(
            AmplifyAuthReason.SessionExpired,
            (await Assert.ThrowsAsync<AmplifyAuthException>(() => dead.Auth.GetSessionAsync(cancellationToken: Token))).Reason);
    }

    [Fact]
    public async Task SignIn_OtherWay_TheOneBeforeIsSignedOut()
    {
        _backend.UserPool.AddUser("bob", "Tr0ub4dor&3");
        await using AmplifyClient amplify = Create();
        await amplify.Auth.FederatedSignInAsync(FederatedProvider.Google, IdToken(), InAnHour, cancellationToken: Token);
        string ann = (await amplify.Auth.GetSessionAsync(cancellationToken: Token)).IdentityId!;

        await amplify.Auth.SignInAsync("bob", "Tr0ub4dor&3", cancellationToken: Token);
        AuthSession bob = await amplify.Auth.GetSessionAsync(cancellationToken: Token);
        await amplify.Auth.FederatedSignInAsync(FederatedProvider.Google, IdToken(), InAnHour, cancellationToken: Token);
        AuthSession annAgain = await amplify.Auth.GetSessionAsync(cancellationToken: Token);

        Assert.Equal(("bob", null), (bob.Username, bob.FederatedProvider));
        Assert.NotEqual(ann, bob.IdentityId);
        Assert.Equal((null, ann), (annAgain.Tokens, annAgain.IdentityId));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task SignIn_AsAnotherAfterARestart_IsNeverTheIdentityOfWhoWasSignedInBefore(bool signsOut)
    {
        string ann;
        await using (AmplifyClient amplify = Create())
        {
            await amplify.Auth.FederatedSignInAsync(FederatedProvider.Facebook, "facebook-token", InAnHour, cancellationToken: Token);
            ann = (await amplify.Auth.GetSessionAsync(cancellationToken: Token)).IdentityId!;
        }

        await using AmplifyClient later = Create();
        if (signsOut)
        {
            await later.Auth.SignOutAsync(cancellationToken: Token);
        }

        await later.Auth.FederatedSignInAsync(FederatedProvider.Amazon, "amazon-token", InAnHour, cancellationToken: Token);
        AuthSession bob = await later.Auth.GetSessionAsync(cancellationToken: Token);
        await later.Auth.FederatedSignInAsync(FederatedProvider.Facebook, "facebook-token", InAnHour, cancellationToken: Token);
        AuthSession annAgain = await later.Auth.GetSessionAsync(cancellationToken: Token);

        Assert.NotEqual(ann, bob.IdentityId);
        Assert.Equal(ann, annAgain.IdentityId);
    }

    [Fact]
    public async Task Renewal_TheFunctionTellsThatThereAreNoMoreTokens_SignsOutAndTells()
    {
        ConcurrentQueue<AuthEvent> told = [];
        await using AmplifyClient amplify = Create();
        using IDisposable subscription = amplify.Auth.Events.Subscribe(new EventListener(told));
        await amplify.Auth.FederatedSignInAsync(
            FederatedProvider.Google,
            IdToken(),
            InAnHour,
            static _ => throw new AmplifyAuthException("The provider has ended the session.", AmplifyAuthReason.SessionExpired),
            Token);
        _time.Advance(TimeSpan.FromMinutes(59.5));

        var error = await Assert.ThrowsAsync<AmplifyAuthException>(() => amplify.Auth.GetSessionAsync(cancellationToken: Token));

        Assert.Equal("The provider has ended the session.", error.Message);
        Assert.Equal(["SignedIn", "SessionExpired"], told.Select(static what => what.GetType().Name));
        Assert.False((await amplify.Auth.GetSessionAsync(cancellationToken: Token)).IsSignedIn);
    }

    [Fact]
    public async Task SignIn_TokenThatThePoolDoesNotTake_IsToldWithTheSession()
    {
        await using AmplifyClient amplify = Create();

        await amplify.Auth.FederatedSignInAsync(FederatedProvider.Facebook, "forged", InAnHour, cancellationToken: Token);
        var error = await Assert.ThrowsAsync<AmplifyAuthException>(() => amplify.Auth.GetSessionAsync(cancellationToken: Token));

        Assert.Equal(AmplifyAuthReason.NotAuthorized, error.Reason);
        Assert.DoesNotContain("forged", error.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("not json")]
    [InlineData("null")]
    [InlineData("""{"provider":"","token":"t","expiresAt":"2030-01-01T00:00:00Z"}""")]
    public async Task Store_HoldsSomethingElse_CountsAsForgotten(string kept)
    {
        await _store.SetAsync("com.amplify.federatedInfo", kept, Token);
        await using AmplifyClient amplify = Create();

        Assert.False((await amplify.Auth.GetSessionAsync(cancellationToken: Token)).IsSignedIn);
        Assert.Null(await _store.GetAsync("com.amplify.federatedInfo", Token));
    }

    private DateTimeOffset InAnHour => _time.GetUtcNow().AddHours(1);

    private string IdToken() => _backend.OidcTokens.IssueToken("ann");

    private AmplifyClient Create(Func<FederatedProvider, CancellationToken, ValueTask<FederatedToken>>? refresh = null) => AmplifyClient.Create(
        AmplifyConfiguration.Parse(_backend.AmplifyOutputs()), new() { Store = _store, TimeProvider = _time, RefreshFederatedToken = refresh });

    private async Task<DeveloperIdentity> GetDeveloperIdentityAsync(string user)
    {
        AmplifyConfiguration configuration = AmplifyConfiguration.Parse(_backend.AmplifyOutputs());
        using var server = new HttpClient(new SigV4Handler(new StaticCredentialsProvider(_backend.Credentials), "us-east-1", "cognito-identity", _time));
        using var request = new HttpRequestMessage(HttpMethod.Post, configuration.Auth.IdentityPoolEndpoint)
        {
            Content = JsonContent.Create(
                new Dictionary<string, object> { ["IdentityPoolId"] = _backend.IdentityPoolId, ["Logins"] = new Dictionary<string, string> { ["login.example.com"] = user } },
                new MediaTypeHeaderValue("application/x-amz-json-1.1")),
        };
        request.Headers.Add("X-Amz-Target", "AWSCognitoIdentityService.GetOpenIdTokenForDeveloperIdentity");
        using HttpResponseMessage answer = await server.SendAsync(request, Token);
        return (await answer.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<DeveloperIdentity>(Token))!;
    }

    private sealed record DeveloperIdentity(string IdentityId, string Token);
}
