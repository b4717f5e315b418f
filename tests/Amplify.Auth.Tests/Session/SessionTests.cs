using System.Net;
using Amplify.Auth.Session;
using Amplify.Auth.Tests.UserPool;
using Amplify.Testing;

namespace Amplify.Auth.Tests.Session;

public sealed class SessionTests : IDisposable
{
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(30);

    private readonly SkippingTime _time = new(skips: true);
    private readonly FakeUserPool _pool;
    private readonly MemoryAuthStore _store = new();
    private readonly RecordingLoggers _loggers = new();
    private readonly List<PoolClient> _clients = [];

    public SessionTests() => _pool = new FakeUserPool(_time);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _clients.ForEach(client => client.Dispose());

    [Fact]
    public async Task Token_AtHand_IsGivenUntilFiveSecondsBeforeExpiry()
    {
        PoolClient client = await SignedInAsync();
        string first = await client.Session.GetTokenAsync(cancellationToken: Token);

        _time.Advance(TimeSpan.FromHours(1) - TimeSpan.FromSeconds(6));
        ValueTask<string> again = client.Session.GetTokenAsync(cancellationToken: Token);
        Assert.True(again.IsCompletedSuccessfully);
        Assert.Equal(first, await again);

        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.NotEqual(first, await client.Session.GetTokenAsync(cancellationToken: Token));
        Assert.Equal(1, _pool.Count("GetTokensFromRefreshToken"));
        Assert.Equal(["SignedIn", "TokenRefreshed"], client.ToldNames);
    }

    [Fact]
    public async Task Token_OfEitherKind_IsTheOneAskedFor()
    {
        PoolClient client = await SignedInAsync();
        AuthTokens tokens = (await client.Auth.GetSessionAsync(cancellationToken: Token)).Tokens!;

        Assert.Equal(tokens.AccessToken.Value, await client.Session.GetTokenAsync(TokenKind.Access, Token));
        Assert.Equal(tokens.IdToken!.Value, await client.Session.GetTokenAsync(TokenKind.Id, Token));
    }

    [Fact]
    public async Task Token_NobodySignedIn_IsATypedError()
    {
        PoolClient client = Create();

        var error = await Assert.ThrowsAsync<AmplifyAuthException>(() => client.Session.GetTokenAsync(cancellationToken: Token).AsTask());

        Assert.Equal(AmplifyAuthReason.SignInRequired, error.Reason);
        Assert.Empty(_pool.Handler.Requests);
    }

    [Fact]
    public async Task Token_TwoHundredCallersAtExpiry_MakeOneRefresh()
    {
        PoolClient client = await SignedInAsync();
        var gate = new TaskCompletionSource();
        _pool.Gate = _ => gate.Task;
        _time.Advance(TimeSpan.FromHours(1));

        Task<string>[] callers = [.. Enumerable.Range(0, 200).Select(_ => Task.Run(() => client.Session.GetTokenAsync(cancellationToken: Token).AsTask()))];
        gate.SetResult();
        string[] tokens = await Task.WhenAll(callers);

        Assert.Single(tokens.Distinct());
        Assert.Equal(1, _pool.Count("GetTokensFromRefreshToken"));
    }

    [Fact]
    public async Task Token_WaiterCancels_OthersGoOn()
    {
        PoolClient client = await SignedInAsync();
        var gate = new TaskCompletionSource();
        _pool.Gate = _ => gate.Task;
        _time.Advance(TimeSpan.FromHours(1));
        using var impatient = new CancellationTokenSource();
        Task<string> first = client.Session.GetTokenAsync(cancellationToken: impatient.Token).AsTask();
        Task<string> second = client.Session.GetTokenAsync(cancellationToken: Token).AsTask();

        await impatient.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        gate.SetResult();

        Assert.NotEmpty(await second);
    }

    [Fact]
    public async Task HotPath_TokenAndSession_AllocateNothing()
    {
        PoolClient client = await SignedInAsync();
        await client.Auth.GetSessionAsync(cancellationToken: Token);
        await ReadAsync(1000);

        long before = GC.GetAllocatedBytesForCurrentThread();
        Task reading = ReadAsync(1000);
        long after = GC.GetAllocatedBytesForCurrentThread();

        Assert.True(reading.IsCompletedSuccessfully);
        Assert.Equal(0, after - before);

        Task ReadAsync(int times)
        {
            for (int i = 0; i < times; i++)
            {
                ValueTask<string> token = client.Session.GetTokenAsync(cancellationToken: CancellationToken.None);
                if (!token.IsCompletedSuccessfully || token.Result.Length == 0 || !client.Auth.GetSessionAsync(cancellationToken: CancellationToken.None).IsCompletedSuccessfully)
                {
                    return Task.FromException(new InvalidOperationException("It was not at hand."));
                }
            }

            return Task.CompletedTask;
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(-1)]
    public async Task Token_ClockAnHourWrong_ExpiresWhenThePoolSaysSo(int hours)
    {
        _pool.ClockOffset = TimeSpan.FromHours(hours);
        PoolClient client = await SignedInAsync();

        _time.Advance(TimeSpan.FromMinutes(59));
        await client.Session.GetTokenAsync(cancellationToken: Token);
        Assert.Equal(0, _pool.Count("GetTokensFromRefreshToken"));

        _time.Advance(TimeSpan.FromMinutes(1));
        await client.Session.GetTokenAsync(cancellationToken: Token);
        Assert.Equal(1, _pool.Count("GetTokensFromRefreshToken"));
    }

    [Fact]
    public async Task Invalidate_TheTokenAtHand_RenewsItOnce()
    {
        PoolClient client = await SignedInAsync();
        string refused = await client.Session.GetTokenAsync(TokenKind.Id, Token);

        client.Session.Invalidate("another");
        Assert.Equal(refused, await client.Session.GetTokenAsync(TokenKind.Id, Token));
        client.Session.Invalidate(refused);
        client.Session.Invalidate(refused);
        string renewed = await client.Session.GetTokenAsync(TokenKind.Id, Token);
        client.Session.Invalidate(refused);

        Assert.NotEqual(refused, renewed);
        Assert.Equal(renewed, await client.Session.GetTokenAsync(TokenKind.Id, Token));
        Assert.Equal(1, _pool.Count("GetTokensFromRefreshToken"));
    }

    [Fact]
    public async Task ADayLater_InANewProcess_TheUserIsStillSignedIn()
    {
        await SignedInAsync();
        _time.Advance(TimeSpan.FromDays(1));
        PoolClient later = Create();

        AuthSession session = await later.Auth.GetSessionAsync(cancellationToken: Token);

        Assert.Equal(("jane", "sub-jane", "REFRESH1"), (session.Username, session.UserSub, session.Tokens!.RefreshToken));
        Assert.True(session.Tokens.ExpiresAt > _time.GetUtcNow());
        Assert.Equal(1, _pool.Count("GetTokensFromRefreshToken"));
    }

    [Fact]
    public async Task Rotation_EachRefreshTokenIsUsedOnceAndTheLastIsKept()
    {
        _pool.Rotates = true;
        PoolClient client = await SignedInAsync();

        for (int i = 0; i < 3; i++)
        {
            _time.Advance(TimeSpan.FromHours(1));
            await client.Session.GetTokenAsync(cancellationToken: Token);
        }

        Assert.Equal(
            ["REFRESH1", "REFRESH2", "REFRESH3"],
            Enumerable.Range(2, 3).Select(i => (string)_pool.Body(i)["RefreshToken"]!));
        Assert.Contains("REFRESH4", await _store.GetAsync("CognitoIdentityServiceProvider.client1.session", Token), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Refresh_ServiceKnowsTheOlderFlowOnly_UsesItFromThenOn()
    {
        PoolClient client = await SignedInAsync();
        _pool.Fault = (operation, _) => operation == "GetTokensFromRefreshToken" ? FakeUserPool.Error("UnknownOperationException", "") : null;

        for (int i = 0; i < 2; i++)
        {
            _time.Advance(TimeSpan.FromHours(1));
            await client.Session.GetTokenAsync(cancellationToken: Token);
        }

        Assert.Equal(1, _pool.Count("GetTokensFromRefreshToken"));
        Assert.Equal(("REFRESH_TOKEN_AUTH", "REFRESH1"), ((string?)_pool.Last("InitiateAuth")["AuthFlow"], (string?)_pool.Last("InitiateAuth")["AuthParameters"]!["REFRESH_TOKEN"]));
    }

    [Theory]
    [InlineData("NotAuthorizedException", "Refresh Token has expired")]
    [InlineData("NotAuthorizedException", "Refresh Token has been revoked")]
    [InlineData("NotAuthorizedException", "User is disabled.")]
    [InlineData("TokenRevokedException", "")]
    [InlineData("UserNotFoundException", "User does not exist.")]
    [InlineData("PasswordResetRequiredException", "Password reset required for the user")]
    [InlineData("UserNotConfirmedException", "User is not confirmed.")]
    [InlineData("RefreshTokenReuseException", "")]
    public async Task Refresh_RefusedForGood_SignsOutAndTellsWhy(string type, string message)
    {
        PoolClient client = await SignedInAsync();
        int changes = 0;
        client.Auth.IdentityChanged += (_, _) => changes++;
        string key = client.Session.IdentityKey;
        _pool.Fault = (operation, _) => operation == "GetTokensFromRefreshToken" ? FakeUserPool.Error(type, message) : null;
        _time.Advance(TimeSpan.FromHours(1));

        var error = await Assert.ThrowsAsync<AmplifyAuthException>(() => client.Auth.GetSessionAsync(cancellationToken: Token));

        Assert.Equal((AmplifyAuthReason.SessionExpired, type), (error.Reason, error.ErrorType));
        Assert.Same(error, Assert.IsType<AuthEvent.SessionExpired>(client.Told[^1]).Error);
        Assert.False((await client.Auth.GetSessionAsync(cancellationToken: Token)).IsSignedIn);
        Assert.False((await Create().Auth.GetSessionAsync(cancellationToken: Token)).IsSignedIn);
        Assert.Equal(1, changes);
        Assert.NotEqual(key, client.Session.IdentityKey);
    }

    [Theory]
    [InlineData("")]
    [InlineData("TooManyRequestsException")]
    [InlineData("InternalErrorException")]
    [InlineData("ForbiddenException")]
    [InlineData("ClientSecret")]
    public async Task Refresh_FailsForAnyOtherReason_LeavesTheUserSignedIn(string type)
    {
        PoolClient client = await SignedInAsync();
        _pool.Fault = (_, _) => type switch
        {
            "" => throw new HttpRequestException(HttpRequestError.NameResolutionError),
            "ClientSecret" => FakeUserPool.Error("NotAuthorizedException", "Unable to verify secret hash for client client1"),
            _ => FakeUserPool.Error(type, "", type[0] == 'I' ? HttpStatusCode.InternalServerError : HttpStatusCode.BadRequest),
        };
        _time.Advance(TimeSpan.FromHours(2));

        await Assert.ThrowsAnyAsync<AmplifyException>(() => client.Auth.GetSessionAsync(cancellationToken: Token));
        _pool.Fault = (_, _) => null;

        Assert.True((await client.Auth.GetSessionAsync(cancellationToken: Token)).IsSignedIn);
        Assert.Equal(["SignedIn", "TokenRefreshFailed", "TokenRefreshed"], client.ToldNames);
    }

    [Fact]
    public async Task Refresh_NetworkGoneInTheLastSeconds_GivesTheTokenThatIsStillGood()
    {
        PoolClient client = await SignedInAsync();
        string token = await client.Session.GetTokenAsync(cancellationToken: Token);
        _pool.Fault = (_, _) => throw new HttpRequestException(HttpRequestError.ConnectionError);

        _time.Advance(TimeSpan.FromHours(1) - TimeSpan.FromSeconds(2));
        Assert.Equal(token, await client.Session.GetTokenAsync(cancellationToken: Token));
        _time.Advance(TimeSpan.FromSeconds(2));
        await Assert.ThrowsAsync<AmplifyNetworkException>(() => client.Session.GetTokenAsync(cancellationToken: Token).AsTask());
    }

    [Fact]
    public async Task SignOut_RevokesForgetsAndTellsAtOnce()
    {
        PoolClient client = await SignedInAsync();
        int changes = 0;
        client.Auth.IdentityChanged += (_, _) => changes++;

        await client.Auth.SignOutAsync(cancellationToken: Token);
        await client.Auth.SignOutAsync(cancellationToken: Token);

        Assert.Equal("REFRESH1", (string?)_pool.Last("RevokeToken")[nameof(Token)]);
        Assert.Equal(1, _pool.Count("RevokeToken"));
        Assert.Equal(["SignedIn", "SignedOut"], client.ToldNames);
        Assert.False((await Create().Auth.GetSessionAsync(cancellationToken: Token)).IsSignedIn);
        Assert.Equal(1, changes);
    }

    [Fact]
    public async Task SignOut_WithoutNetwork_SignsOutHere()
    {
        PoolClient client = await SignedInAsync();
        _pool.Fault = (_, _) => throw new HttpRequestException(HttpRequestError.ConnectionError);

        await client.Auth.SignOutAsync(cancellationToken: Token);

        Assert.False((await client.Auth.GetSessionAsync(cancellationToken: Token)).IsSignedIn);
    }

    [Fact]
    public async Task SignOut_GlobalWithoutNetwork_KeepsTheUserSignedInToTryAgain()
    {
        PoolClient client = await SignedInAsync();
        string token = await client.Session.GetTokenAsync(cancellationToken: Token);
        _pool.Fault = (_, _) => throw new HttpRequestException(HttpRequestError.ConnectionError);

        await Assert.ThrowsAsync<AmplifyNetworkException>(() => client.Auth.SignOutAsync(global: true, Token));
        Assert.True((await client.Auth.GetSessionAsync(cancellationToken: Token)).IsSignedIn);
        _pool.Fault = (_, _) => null;
        await client.Auth.SignOutAsync(global: true, Token);

        Assert.Equal(token, (string?)_pool.Last("GlobalSignOut")["AccessToken"]);
        Assert.Equal(["SignedIn", "SignedOut"], client.ToldNames);
    }

    [Fact]
    public async Task SignOut_WhileARefreshIsUnderWay_WinsAndKeepsWinning()
    {
        PoolClient client = await SignedInAsync();
        var gate = new TaskCompletionSource();
        _pool.Gate = operation => operation == "GetTokensFromRefreshToken" ? gate.Task : Task.CompletedTask;
        _time.Advance(TimeSpan.FromHours(1));
        Task<AuthSession> waiting = client.Auth.GetSessionAsync(cancellationToken: Token);

        await client.Auth.SignOutAsync(cancellationToken: Token);
        gate.SetResult();

        Assert.False((await waiting).IsSignedIn);
        Assert.Null(await _store.GetAsync("CognitoIdentityServiceProvider.client1.session", Token));
        Assert.Equal(["SignedIn", "SignedOut"], client.ToldNames);
    }

    [Fact]
    public async Task SignIn_AsAnother_ReplacesTheSessionAndTheIdentity()
    {
        _pool.Passwords["joe"] = "p";
        PoolClient client = await SignedInAsync();
        string key = client.Session.IdentityKey;

        await client.Auth.SignInAsync("joe", "p", cancellationToken: Token);

        Assert.Equal("joe", (await client.Auth.GetSessionAsync(cancellationToken: Token)).Username);
        Assert.NotEqual(key, client.Session.IdentityKey);
    }

    [Fact]
    public async Task IdentityKey_LookingIntoTheStore_DoesNotChangeIt()
    {
        await SignedInAsync();
        PoolClient next = Create();
        string key = next.Session.IdentityKey;

        await next.Session.GetTokenAsync(cancellationToken: Token);
        _time.Advance(TimeSpan.FromHours(1));
        await next.Session.GetTokenAsync(cancellationToken: Token);

        Assert.Equal(key, next.Session.IdentityKey);
    }

    [Theory]
    [InlineData("not JSON TOPSECRET")]
    [InlineData("{}")]
    [InlineData("""{"username":"jane","accessToken":"TOPSECRET"}""")]
    [InlineData("""{"username":"jane","accessToken":"a.e30.c","clockOffset":1e300}""")]
    public async Task Store_HoldsWhatIsNoSession_SignsOutAndTells(string kept)
    {
        await _store.SetAsync("CognitoIdentityServiceProvider.client1.session", kept, Token);
        PoolClient client = Create();

        Assert.False((await client.Auth.GetSessionAsync(cancellationToken: Token)).IsSignedIn);

        Assert.Null(await _store.GetAsync("CognitoIdentityServiceProvider.client1.session", Token));
        Assert.Contains(_loggers.Events, e => e.Id == 105);
        Assert.DoesNotContain("TOPSECRET", _loggers.All, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Store_CannotBeWritten_SessionLastsAsLongAsTheClient()
    {
        PoolClient client = Create(new ReadOnlyStore());

        Assert.IsType<SignInStep.Done>(await client.Auth.SignInAsync("jane", "P@ssw0rd!", cancellationToken: Token));
        _time.Advance(TimeSpan.FromHours(1));

        Assert.True((await client.Auth.GetSessionAsync(cancellationToken: Token)).IsSignedIn);
        Assert.Contains(_loggers.Events, e => e.Id == 106);
    }

    [Fact]
    public async Task TwoProcesses_OneRenewed_TheOtherTakesItsTokens()
    {
        _pool.Rotates = true;
        PoolClient one = await SignedInAsync(), two = Create();
        await two.Session.GetTokenAsync(cancellationToken: Token);
        _time.Advance(TimeSpan.FromHours(1));

        string first = await one.Session.GetTokenAsync(cancellationToken: Token);
        string second = await two.Session.GetTokenAsync(cancellationToken: Token);

        Assert.Equal(first, second);
        Assert.Equal(1, _pool.Count("GetTokensFromRefreshToken"));
    }

    [Fact]
    public async Task TwoProcesses_RenewAtTheSameMoment_TheLoserTakesWhatTheWinnerGot()
    {
        var time = new SkippingTime(skips: false);
        var pool = new FakeUserPool(time) { Rotates = true };
        using PoolClient one = new(pool, _store), two = new(pool, _store);
        await one.Auth.SignInAsync("jane", "P@ssw0rd!", cancellationToken: Token);
        await two.Session.GetTokenAsync(cancellationToken: Token);
        time.Advance(TimeSpan.FromHours(1));
        int asked = 0;
        var both = new TaskCompletionSource();
        pool.Gate = _ =>
        {
            if (Interlocked.Increment(ref asked) == 2)
            {
                both.SetResult();
            }

            return both.Task;
        };

        Task<string>[] tokens = [one.Session.GetTokenAsync(cancellationToken: Token).AsTask(), two.Session.GetTokenAsync(cancellationToken: Token).AsTask()];
        string winners = await await Task.WhenAny(tokens);
        var look = TimeSpan.FromMilliseconds(100);
        int looks = 0;
        while (!Task.WhenAll(tokens).IsCompleted)
        {
            Token.ThrowIfCancellationRequested();

            // Not ahead of who waits: on a busy machine its request would come too late.
            if (time.Waits.Count(wait => wait == look) > looks)
            {
                looks++;
                time.Advance(look);
            }

            await Task.Yield();
        }

        Assert.Equal(2, pool.Count("GetTokensFromRefreshToken"));
        Assert.Equal([winners, winners], await Task.WhenAll(tokens));
        Assert.DoesNotContain("SessionExpired", one.ToldNames.Concat(two.ToldNames));
    }

    [Fact]
    public async Task TwoProcesses_OneSignedOut_TheOtherFollowsWhenItRenews()
    {
        PoolClient one = await SignedInAsync(), two = Create();
        await two.Session.GetTokenAsync(cancellationToken: Token);

        await one.Auth.SignOutAsync(cancellationToken: Token);
        _time.Advance(TimeSpan.FromHours(1));

        Assert.False((await two.Auth.GetSessionAsync(cancellationToken: Token)).IsSignedIn);
        Assert.Equal(["SignedOut"], two.ToldNames);
    }

    [Fact]
    public async Task TwoProcesses_OneSignsOutWhileTheOtherRenews_NeitherIsSignedInAfterwards()
    {
        PoolClient one = await SignedInAsync(), two = Create();
        await two.Session.GetTokenAsync(cancellationToken: Token);
        (Task asked, TaskCompletionSource gate) = HoldRefresh();
        _time.Advance(TimeSpan.FromHours(1));
        Task<AuthSession> renewing = two.Auth.GetSessionAsync(cancellationToken: Token);
        await asked.WaitAsync(Bound, Token);

        await one.Auth.SignOutAsync(cancellationToken: Token);
        gate.SetResult();

        Assert.False((await renewing.WaitAsync(Bound, Token)).IsSignedIn);
        Assert.Null(await _store.GetAsync("CognitoIdentityServiceProvider.client1.session", Token));
        Assert.Equal(["SignedOut"], two.ToldNames);
    }

    [Fact]
    public async Task TwoRequestsOfAVisitor_OneSignsOutWhileTheOtherRenews_TheOtherKeepsNothing()
    {
        const string Key = "CognitoIdentityServiceProvider.client1.session";
        var shared = new SharedSessions(_time);
        var cookies = new MemoryAuthStore();
        await SignedInAsync();
        await cookies.SetAsync(Key, (await _store.GetAsync(Key, Token))!, Token);
        using PoolClient one = new(_pool, _store, shared: shared), two = new(_pool, cookies, shared: shared);
        (Task asked, TaskCompletionSource gate) = HoldRefresh();
        _time.Advance(TimeSpan.FromHours(1));
        Task<AuthSession> renewing = two.Auth.GetSessionAsync(cancellationToken: Token);
        await asked.WaitAsync(Bound, Token);

        await one.Auth.SignOutAsync(cancellationToken: Token);
        gate.SetResult();

        var error = await Assert.ThrowsAsync<AmplifyAuthException>(() => renewing.WaitAsync(Bound, Token));
        Assert.Equal(AmplifyAuthReason.SessionExpired, error.Reason);
        Assert.Null(await cookies.GetAsync(Key, Token));
    }

    [Fact]
    public async Task SignIn_WhoIsToldOfItWantsNewTokens_GetsThemAndNotWhomTheStoreStillHolds()
    {
        _pool.Passwords["joe"] = "p";
        _pool.Fault = (operation, _) => operation == "GetTokensFromRefreshToken" ? FakeUserPool.Ok(_pool.Tokens("joe", withRefresh: false)) : null;
        PoolClient client = await SignedInAsync();
        Task<AuthSession>? renewing = null;
        client.Auth.IdentityChanged += (_, _) =>
        {
            renewing ??= client.Auth.GetSessionAsync(forceRefresh: true, Token);
            ((IAsyncResult)renewing).AsyncWaitHandle.WaitOne(Bound);
        };

        await client.Auth.SignInAsync("joe", "p", cancellationToken: Token);

        Assert.Equal("joe", (await renewing!.WaitAsync(Bound, Token)).Username);
        Assert.Equal("joe", (await client.Auth.GetSessionAsync(cancellationToken: Token)).Username);
        Assert.Equal("joe", (await Create().Auth.GetSessionAsync(cancellationToken: Token)).Username);
    }

    [Fact]
    public async Task Observer_ThatFails_DisturbsNobody()
    {
        PoolClient client = Create();
        using IDisposable failing = client.Auth.Events.Subscribe(new FailingObserver());

        await client.Auth.SignInAsync("jane", "P@ssw0rd!", cancellationToken: Token);

        Assert.Equal(["SignedIn"], client.ToldNames);
        Assert.Contains(_loggers.Events, e => e.Id == 107);
    }

    [Fact]
    public async Task IdentityChanged_HandlerThatFails_DisturbsNobody()
    {
        PoolClient client = Create();
        int changes = 0;
        client.Auth.IdentityChanged += static (_, _) => throw new InvalidOperationException();
        client.Auth.IdentityChanged += (_, _) => changes++;

        await client.Auth.SignInAsync("jane", "P@ssw0rd!", cancellationToken: Token);

        Assert.Equal(1, changes);
        Assert.True((await Create().Auth.GetSessionAsync(cancellationToken: Token)).IsSignedIn);
        Assert.Contains(_loggers.Events, e => e.Id == 107);
    }

    [Fact]
    public async Task Observer_ThatMakesSomethingElseHappen_IsToldThatAfterwards()
    {
        PoolClient client = Create();
        Task signOut = Task.CompletedTask;
        List<string> order = [];
        using IDisposable acting = client.Auth.Events.Subscribe(new ActingObserver(what =>
        {
            order.Add($"{what.GetType().Name} begins");
            if (what is AuthEvent.SignedIn)
            {
                signOut = client.Auth.SignOutAsync(cancellationToken: Token);
            }

            order.Add($"{what.GetType().Name} ends");
        }));

        await client.Auth.SignInAsync("jane", "P@ssw0rd!", cancellationToken: Token);
        await signOut;

        Assert.Equal(["SignedIn begins", "SignedIn ends", "SignedOut begins", "SignedOut ends"], order);
        Assert.Equal(["SignedIn", "SignedOut"], client.ToldNames);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Rotation_StoreCannotBeReadForNow_LosesNoToken(bool isTimeout)
    {
        _pool.Rotates = true;
        var store = new UnreadableStore();
        PoolClient client = Create(store);
        await client.Auth.SignInAsync("jane", "P@ssw0rd!", cancellationToken: Token);
        store.Failure = isTimeout ? new TaskCanceledException() : new IOException("Not now.");

        for (int hour = 0; hour < 2; hour++)
        {
            _time.Advance(TimeSpan.FromHours(1));
            Assert.True((await client.Auth.GetSessionAsync(cancellationToken: Token)).IsSignedIn);
        }

        store.Failure = null;
        Assert.True((await Create(store).Auth.GetSessionAsync(forceRefresh: true, Token)).IsSignedIn);
        Assert.Equal(3, _pool.Count("GetTokensFromRefreshToken"));
    }

    private (Task Asked, TaskCompletionSource Gate) HoldRefresh()
    {
        var asked = new TaskCompletionSource();
        var gate = new TaskCompletionSource();
        _pool.Gate = operation =>
        {
            if (operation != "GetTokensFromRefreshToken")
            {
                return Task.CompletedTask;
            }

            asked.TrySetResult();
            return gate.Task;
        };
        return (asked.Task, gate);
    }

    private async Task<PoolClient> SignedInAsync()
    {
        PoolClient client = Create();
        await client.Auth.SignInAsync("jane", "P@ssw0rd!", cancellationToken: Token);
        return client;
    }

    private PoolClient Create(IAuthStore? store = null)
    {
        var client = new PoolClient(_pool, store ?? _store, _loggers);
        _clients.Add(client);
        return client;
    }

    private sealed class ReadOnlyStore : IAuthStore
    {
        public ValueTask<string?> GetAsync(string key, CancellationToken cancellationToken = default) => new((string?)null);

        public ValueTask SetAsync(string key, string value, CancellationToken cancellationToken = default) =>
            throw new AmplifyAuthException("No.", AmplifyAuthReason.StoreUnavailable);

        public ValueTask RemoveAsync(string key, CancellationToken cancellationToken = default) => ValueTask.CompletedTask;
    }

    private sealed class UnreadableStore : IAuthStore
    {
        private readonly MemoryAuthStore _store = new();

        public Exception? Failure { get; set; }

        public ValueTask<string?> GetAsync(string key, CancellationToken cancellationToken = default) =>
            Failure is { } failure ? throw failure : _store.GetAsync(key, cancellationToken);

        public ValueTask SetAsync(string key, string value, CancellationToken cancellationToken = default) => _store.SetAsync(key, value, cancellationToken);

        public ValueTask RemoveAsync(string key, CancellationToken cancellationToken = default) => _store.RemoveAsync(key, cancellationToken);
    }

    private sealed class ActingObserver(Action<AuthEvent> act) : IObserver<AuthEvent>
    {
        public void OnNext(AuthEvent value) => act(value);

        public void OnError(Exception error) => throw error;

        public void OnCompleted()
        {
        }
    }

    private sealed class FailingObserver : IObserver<AuthEvent>
    {
        public void OnNext(AuthEvent value) => throw new InvalidOperationException();

        public void OnError(Exception error)
        {
        }

        public void OnCompleted()
        {
        }
    }
}
