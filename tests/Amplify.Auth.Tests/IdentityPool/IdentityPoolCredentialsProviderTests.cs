using System.Net;
using Amplify.Auth.Federation;
using Amplify.Auth.Session;
using Amplify.Signing;
using Amplify.Testing;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Amplify.Auth.Tests.IdentityPool;

public sealed class IdentityPoolCredentialsProviderTests : IDisposable
{
    private const string PoolId = "us-east-1:11111111-2222-3333-4444-555555555555";
    private const string StoreKey = $"com.amplify.Cognito.{PoolId}.identityId";

    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(30);

    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero));
    private readonly FakeIdentityService _service;
    private readonly MemoryAuthStore _store = new();
    private readonly RecordingLoggers _loggers = new();
    private readonly List<IdentityPoolCredentialsProvider> _providers = [];

    public IdentityPoolCredentialsProviderTests() => _service = new FakeIdentityService(_time);

    private static AuthEvents Events => new(NullLogger.Instance);

    private FederatedSession Federated => new(new FederationStore(new MemoryAuthStore(), refresh: null, NullLogger.Instance), Events, _time, NullLogger.Instance);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _providers.ForEach(provider => provider.Dispose());

    [Fact]
    public async Task Get_Guest_AsksForIdThenCredentials()
    {
        AwsCredentials credentials = await Create().GetCredentialsAsync(Token);

        Assert.Equal(("ASIA1", "SECRETKEY1", "SESSIONTOKEN1"), (credentials.AccessKeyId, credentials.SecretAccessKey, credentials.SessionToken));
        Assert.Equal(_time.GetUtcNow() + TimeSpan.FromHours(1), credentials.Expiration);
        Assert.Equal(["GetId", "GetCredentialsForIdentity"], _service.Operations);
        SentRequest first = _service.Handler.Requests[0];
        Assert.Equal(new Uri("https://cognito-identity.us-east-1.amazonaws.com/"), first.Uri);
        Assert.Equal((HttpMethod.Post, "application/x-amz-json-1.1"), (first.Method, first["Content-Type"]));
        Assert.Equal("AWSCognitoIdentityService.GetId", first["X-Amz-Target"]);
        Assert.Equal($$"""{"IdentityPoolId":"{{PoolId}}"}""", first.Text);
        Assert.Equal("""{"IdentityId":"us-east-1:identity-1"}""", _service.Handler.Requests[1].Text);
        Assert.Null(first["Authorization"]);
    }

    [Theory]
    [InlineData("eu-west-1:x", null, "https://cognito-identity.eu-west-1.amazonaws.com/")]
    [InlineData("cn-north-1:x", null, "https://cognito-identity.cn-north-1.amazonaws.com.cn/")]
    [InlineData("us-east-1:x", "http://127.0.0.1:5000/", "http://127.0.0.1:5000/")]
    public async Task Get_Endpoint_ComesFromThePoolUnlessItIsSet(string pool, string? endpoint, string address)
    {
        await Create(new() { IdentityPoolId = pool, Region = "ap-south-1", IdentityPoolEndpoint = endpoint }).GetCredentialsAsync(Token);

        Assert.Equal(new Uri(address), _service.Handler.Requests[0].Uri);
    }

    [Fact]
    public async Task Get_Again_TakesThemFromMemoryUntilFiveMinutesBeforeExpiry()
    {
        IdentityPoolCredentialsProvider provider = Create();
        AwsCredentials first = await provider.GetCredentialsAsync(Token);

        _time.Advance(TimeSpan.FromMinutes(55) - TimeSpan.FromSeconds(1));
        ValueTask<AwsCredentials> again = provider.GetCredentialsAsync(Token);
        Assert.True(again.IsCompletedSuccessfully);
        Assert.Same(first, await again);

        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal("ASIA2", (await provider.GetCredentialsAsync(Token)).AccessKeyId);
        Assert.Equal(["GetId", "GetCredentialsForIdentity", "GetCredentialsForIdentity"], _service.Operations);
    }

    [Fact]
    public async Task Get_ShortLivedCredentials_AreRenewedHalfway()
    {
        _service.Life = TimeSpan.FromMinutes(2);
        IdentityPoolCredentialsProvider provider = Create();
        await provider.GetCredentialsAsync(Token);

        _time.Advance(TimeSpan.FromSeconds(59));
        Assert.Equal("ASIA1", (await provider.GetCredentialsAsync(Token)).AccessKeyId);
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal("ASIA2", (await provider.GetCredentialsAsync(Token)).AccessKeyId);
    }

    [Fact]
    public async Task Get_FiveHundredCallers_SendOneRequest()
    {
        var gate = new TaskCompletionSource();
        _service.Gate = gate.Task;
        IdentityPoolCredentialsProvider provider = Create();

        Task<AwsCredentials>[] callers = [.. Enumerable.Range(0, 500).Select(_ => Task.Run(() => provider.GetCredentialsAsync(Token).AsTask(), Token))];
        gate.SetResult();
        AwsCredentials[] all = await Task.WhenAll(callers);

        Assert.Single(all.Distinct());
        Assert.Equal(["GetId", "GetCredentialsForIdentity"], _service.Operations);
    }

    [Fact]
    public async Task Get_WaiterCancels_OthersGoOn()
    {
        var gate = new TaskCompletionSource();
        _service.Gate = gate.Task;
        IdentityPoolCredentialsProvider provider = Create();
        using var cancellation = new CancellationTokenSource();

        Task<AwsCredentials> leaving = provider.GetCredentialsAsync(cancellation.Token).AsTask();
        Task<AwsCredentials> staying = provider.GetCredentialsAsync(Token).AsTask();
        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => leaving);
        gate.SetResult();

        Assert.Equal("ASIA1", (await staying).AccessKeyId);
        Assert.Equal(2, _service.Handler.Requests.Count);
    }

    [Fact]
    public async Task Invalidate_FiveHundredRefusedAtOnce_RenewOnceForTheSameIdentity()
    {
        IdentityPoolCredentialsProvider provider = Create();
        int changes = 0;
        provider.IdentityChanged += (_, _) => changes++;
        AwsCredentials refused = await provider.GetCredentialsAsync(Token);

        AwsCredentials[] renewed = await Task.WhenAll(Enumerable.Range(0, 500).Select(_ => Task.Run(
            async () =>
            {
                provider.Invalidate(refused);
                return await provider.GetCredentialsAsync(Token);
            },
            Token)));

        Assert.All(renewed, credentials => Assert.Equal("ASIA2", credentials.AccessKeyId));
        Assert.Equal(["GetId", "GetCredentialsForIdentity", "GetCredentialsForIdentity"], _service.Operations);
        Assert.Equal(0, changes);
    }

    [Fact]
    public async Task Invalidate_OthersThanThoseAtHand_ChangesNothing()
    {
        IdentityPoolCredentialsProvider provider = Create();
        AwsCredentials current = await provider.GetCredentialsAsync(Token);

        provider.Invalidate(new AwsCredentials("OTHER", "secret"));

        Assert.Same(current, await provider.GetCredentialsAsync(Token));
    }

    [Fact]
    public async Task Invalidate_RenewalFails_TheRefusedOnesAreNotGivenAgain()
    {
        IdentityPoolCredentialsProvider provider = Create();
        provider.Invalidate(await provider.GetCredentialsAsync(Token));
        _service.Fault = _ => FakeIdentityService.Error("InternalErrorException", "x", HttpStatusCode.InternalServerError);

        await Assert.ThrowsAsync<AmplifyAuthException>(async () => await provider.GetCredentialsAsync(Token));
        await Assert.ThrowsAsync<AmplifyAuthException>(async () => await provider.GetCredentialsAsync(Token));
        _service.Fault = _ => null;

        Assert.Equal("ASIA2", (await provider.GetCredentialsAsync(Token)).AccessKeyId);
        Assert.Equal("us-east-1:identity-1", provider.IdentityKey);
    }

    [Fact]
    public async Task Get_KeptIdentity_IsUsedAgain()
    {
        await Create().GetCredentialsAsync(Token);
        Assert.Equal("us-east-1:identity-1", await _store.GetAsync(StoreKey, Token));

        IdentityPoolCredentialsProvider next = Create();
        Assert.Null(next.IdentityKey);
        await next.GetCredentialsAsync(Token);

        Assert.Equal("us-east-1:identity-1", next.IdentityKey);
        Assert.Equal(["GetId", "GetCredentialsForIdentity", "GetCredentialsForIdentity"], _service.Operations);
    }

    [Fact]
    public async Task Get_KeptIdentityUnknownToTheService_AsksForANewOneOnce()
    {
        await _store.SetAsync(StoreKey, "us-east-1:gone", Token);

        await Create().GetCredentialsAsync(Token);

        Assert.Equal(["GetCredentialsForIdentity", "GetId", "GetCredentialsForIdentity"], _service.Operations);
        Assert.Equal("us-east-1:identity-1", await _store.GetAsync(StoreKey, Token));
        Assert.Contains(_loggers.Events, e => e.Id == 103);
    }

    [Fact]
    public async Task Get_NewIdentityUnknownToo_FailsRatherThanLoops()
    {
        await _store.SetAsync(StoreKey, "us-east-1:gone", Token);
        _service.Fault = operation =>
            operation == "GetId" ? null : FakeIdentityService.Error("ResourceNotFoundException", "Identity not found.");

        var error = await Assert.ThrowsAsync<AmplifyAuthException>(() => Create().GetCredentialsAsync(Token).AsTask());

        Assert.Equal(AmplifyAuthReason.IdentityPoolUnavailable, error.Reason);
        Assert.Equal(["GetCredentialsForIdentity", "GetId", "GetCredentialsForIdentity"], _service.Operations);
    }

    [Fact]
    public async Task Get_ServiceAnswersWithAnotherIdentity_ThatOneIsKeptAndTheChangeTold()
    {
        IdentityPoolCredentialsProvider provider = Create();
        int changes = 0;
        provider.IdentityChanged += (_, _) => changes++;
        await provider.GetCredentialsAsync(Token);
        Assert.Equal(0, changes);

        _service.MergedInto = "us-east-1:merged";
        _time.Advance(TimeSpan.FromMinutes(56));
        await provider.GetCredentialsAsync(Token);

        Assert.Equal(1, changes);
        Assert.Equal("us-east-1:merged", provider.IdentityKey);
        Assert.Equal("us-east-1:merged", await _store.GetAsync(StoreKey, Token));
    }

    [Fact]
    public async Task Get_GuestsOff_TellsWhatToSwitchOn()
    {
        _service.Fault = _ => FakeIdentityService.Error("NotAuthorizedException", "Unauthenticated access is not supported for this identity pool.");

        var error = await Assert.ThrowsAsync<AmplifyAuthException>(() => Create().GetCredentialsAsync(Token).AsTask());

        Assert.Equal(AmplifyAuthReason.GuestAccessNotAllowed, error.Reason);
        Assert.Equal("NotAuthorizedException", error.ErrorType);
        Assert.Equal("id-1", error.RequestId);
        Assert.Contains(PoolId, error.Message, StringComparison.Ordinal);
        Assert.Contains("guest access", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("NotAuthorizedException", 400, AmplifyAuthReason.NotAuthorized, false)]
    [InlineData("ResourceNotFoundException", 400, AmplifyAuthReason.IdentityPoolUnavailable, false)]
    [InlineData("InvalidIdentityPoolConfigurationException", 400, AmplifyAuthReason.IdentityPoolUnavailable, false)]
    [InlineData("TooManyRequestsException", 400, AmplifyAuthReason.ServiceUnavailable, true)]
    [InlineData("LimitExceededException", 400, AmplifyAuthReason.ServiceUnavailable, true)]
    [InlineData("InternalErrorException", 500, AmplifyAuthReason.ServiceUnavailable, true)]
    [InlineData("InvalidParameterException", 400, AmplifyAuthReason.Unknown, false)]
    public async Task Get_Refused_HasATypedReason(string type, int status, AmplifyAuthReason reason, bool transient)
    {
        _service.Fault = _ => FakeIdentityService.Error(type, "No.", (HttpStatusCode)status);

        var error = await Assert.ThrowsAsync<AmplifyAuthException>(() => Create().GetCredentialsAsync(Token).AsTask());

        Assert.Equal((reason, type, transient), (error.Reason, error.ErrorType, error.IsTransient));
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("<html>")]
    [InlineData("{}")]
    [InlineData("""{"IdentityId":"i","Credentials":{"AccessKeyId":"A"}}""")]
    [InlineData("""{"IdentityId":"i","Credentials":{"AccessKeyId":"A","SecretKey":"LEAKED","SessionToken":"LEAKED\n"}}""")]
    [InlineData("""{"IdentityId":"i","Credentials":{"AccessKeyId":"A","SecretKey":"LEAKED","Expiration":1e300}}""")]
    [InlineData("""{"IdentityId":"i","Credentials":{"AccessKeyId":"A","SecretKey":["LEAKED"]}}""")]
    public async Task Get_AnswerIsNotOne_IsATypedErrorWithoutItsText(string body)
    {
        _service.Fault = _ => new HttpResponseMessage(HttpStatusCode.OK) { Content = new StringContent(body) };

        var error = await Assert.ThrowsAsync<AmplifyAuthException>(() => Create().GetCredentialsAsync(Token).AsTask());

        Assert.Equal(AmplifyAuthReason.UnexpectedAnswer, error.Reason);
        Assert.DoesNotContain("LEAKED", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Get_AfterFailure_AsksAgain()
    {
        IdentityPoolCredentialsProvider provider = Create();
        _service.Fault = _ => throw new HttpRequestException(HttpRequestError.ConnectionError, "x");
        await Assert.ThrowsAsync<AmplifyNetworkException>(() => provider.GetCredentialsAsync(Token).AsTask());

        _service.Fault = _ => null;

        Assert.Equal("ASIA1", (await provider.GetCredentialsAsync(Token)).AccessKeyId);
    }

    [Fact]
    public async Task Get_RenewalFailsForNow_GoesOnWithThoseAtHandUntilTheyExpire()
    {
        IdentityPoolCredentialsProvider provider = Create();
        await provider.GetCredentialsAsync(Token);
        _service.Fault = _ => FakeIdentityService.Error("InternalErrorException", "No.", HttpStatusCode.InternalServerError);

        _time.Advance(TimeSpan.FromMinutes(58));
        Assert.Equal("ASIA1", (await provider.GetCredentialsAsync(Token)).AccessKeyId);
        Assert.Contains(_loggers.Events, e => e.Id == 102);

        _time.Advance(TimeSpan.FromMinutes(2));
        await Assert.ThrowsAsync<AmplifyAuthException>(() => provider.GetCredentialsAsync(Token).AsTask());
    }

    [Fact]
    public async Task Get_WhileSomebodyForcesARenewalThatFailsForNow_GoesOnWithThoseAtHand()
    {
        IdentityPoolCredentialsProvider provider = Create();
        await provider.GetCredentialsAsync(Token);
        var gate = new TaskCompletionSource();
        _service.Gate = gate.Task;
        _service.Fault = _ => FakeIdentityService.Error("InternalErrorException", "No.", HttpStatusCode.InternalServerError);
        _time.Advance(TimeSpan.FromMinutes(58));
        Task forced = provider.GetIdentityAsync(forceRefresh: true, Token).AsTask();
        Task<AwsCredentials> joined = provider.GetCredentialsAsync(Token).AsTask();

        gate.SetResult();

        await Assert.ThrowsAsync<AmplifyAuthException>(() => forced.WaitAsync(Bound, Token));
        Assert.Equal("ASIA1", (await joined.WaitAsync(Bound, Token)).AccessKeyId);
    }

    [Fact]
    public async Task ForceRefresh_WhileARenewalFailsForNow_IsToldThatThereAreNone()
    {
        IdentityPoolCredentialsProvider provider = Create();
        await provider.GetCredentialsAsync(Token);
        var gate = new TaskCompletionSource();
        _service.Gate = gate.Task;
        _service.Fault = _ => FakeIdentityService.Error("InternalErrorException", "No.", HttpStatusCode.InternalServerError);
        _time.Advance(TimeSpan.FromMinutes(58));
        Task<AwsCredentials> first = provider.GetCredentialsAsync(Token).AsTask();
        Task forced = provider.GetIdentityAsync(forceRefresh: true, Token).AsTask();

        gate.SetResult();

        Assert.Equal("ASIA1", (await first.WaitAsync(Bound, Token)).AccessKeyId);
        await Assert.ThrowsAsync<AmplifyAuthException>(() => forced.WaitAsync(Bound, Token));
    }

    [Fact]
    public async Task Get_RenewalFailsForGood_IsTold()
    {
        IdentityPoolCredentialsProvider provider = Create();
        await provider.GetCredentialsAsync(Token);
        _service.Fault = _ => FakeIdentityService.Error("NotAuthorizedException", "No.");

        _time.Advance(TimeSpan.FromMinutes(58));

        await Assert.ThrowsAsync<AmplifyAuthException>(() => provider.GetCredentialsAsync(Token).AsTask());
    }

    [Fact]
    public async Task Get_NoAnswerInTime_IsTimeout()
    {
        _service.Gate = new TaskCompletionSource().Task;
        IdentityPoolCredentialsProvider provider = Create(timeout: TimeSpan.FromSeconds(5));

        Task<AwsCredentials> waiting = provider.GetCredentialsAsync(Token).AsTask();
        await _service.Handler.FirstRequest.WaitAsync(Token);
        _time.Advance(TimeSpan.FromSeconds(5));

        await Assert.ThrowsAsync<AmplifyTimeoutException>(() => waiting);
    }

    [Fact]
    public async Task Get_MandatorySignIn_SendsNothing()
    {
        IdentityPoolCredentialsProvider provider = Create(new() { IdentityPoolId = PoolId, MandatorySignIn = true });

        var error = await Assert.ThrowsAsync<AmplifyAuthException>(async () => await provider.GetCredentialsAsync(Token));

        Assert.Equal(AmplifyAuthReason.SignInRequired, error.Reason);
        Assert.Contains("MandatorySignIn", error.Message, StringComparison.Ordinal);
        Assert.Empty(_service.Handler.Requests);
    }

    [Fact]
    public async Task Get_Disposed_IsRefused()
    {
        IdentityPoolCredentialsProvider provider = Create();
        provider.Dispose();
        provider.Dispose();

        await Assert.ThrowsAsync<ObjectDisposedException>(async () => await provider.GetCredentialsAsync(Token));
        Assert.False(_service.Handler.Disposed);
    }

    [Fact]
    public async Task Dispose_WhatTheStoreHasRegisteredFails_WhoWaitsIsToldThatItWasDisposedOf()
    {
        var store = new WaitingStore();
        var provider = new IdentityPoolCredentialsProvider(new() { IdentityPoolId = PoolId }, new() { HttpMessageHandler = _service.Handler, Store = store });
        Task<AwsCredentials> waiter = provider.GetCredentialsAsync(Token).AsTask();
        await store.Reading.Task.WaitAsync(Bound, Token);

        provider.Dispose();

        await Assert.ThrowsAsync<ObjectDisposedException>(() => waiter.WaitAsync(Bound, Token));
    }

    [Fact]
    public async Task Get_StoreFailsInItsOwnWay_TheCredentialsAreGoodAllTheSame()
    {
        using var provider = new IdentityPoolCredentialsProvider(
            new() { IdentityPoolId = PoolId },
            new() { HttpMessageHandler = _service.Handler, Store = new FullStore(), TimeProvider = _time, LoggerFactory = _loggers });

        Assert.Equal("ASIA1", (await provider.GetCredentialsAsync(Token)).AccessKeyId);
        Assert.Contains(_loggers.Events, static e => e.Id == 120);
    }

    [Fact]
    public async Task Get_RefusalQuotesWhatWasSent_MessageDoesNot()
    {
        _service.Fault = _ => FakeIdentityService.Error(
            "ValidationException", "1 validation error detected: Value '{accounts.google.com=TOPSECRET}' at 'logins' failed to satisfy constraint");

        var error = await Assert.ThrowsAsync<AmplifyAuthException>(() => Create().GetCredentialsAsync(Token).AsTask());

        Assert.DoesNotContain("TOPSECRET", error.ToString(), StringComparison.Ordinal);
        Assert.Contains("Value at 'logins' failed", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, null, "Auth.IdentityPoolId")]
    [InlineData("no-colon", null, "Auth.IdentityPoolId")]
    [InlineData("us-east-1:", null, "Auth.IdentityPoolId")]
    [InlineData("us-east-1:x", "nonsense", "Auth.IdentityPoolEndpoint")]
    public void Create_WrongSettings_NameTheirKey(string? pool, string? endpoint, string key) => Assert.Equal(
        key,
        Assert.Throws<AmplifyConfigurationException>(() => Create(new() { IdentityPoolId = pool, IdentityPoolEndpoint = endpoint })).Key);

    [Fact]
    public void Options_NegativeTimeout_IsRefused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new IdentityPoolOptions { Timeout = TimeSpan.FromSeconds(-1) });

    [Fact]
    public async Task Logs_TellRenewalAndNoSecret()
    {
        await Create().GetCredentialsAsync(Token);

        Assert.Contains(_loggers.Events, e => e.Id == 101);
        Assert.DoesNotContain("SECRETKEY", _loggers.All, StringComparison.Ordinal);
        Assert.DoesNotContain("SESSIONTOKEN", _loggers.All, StringComparison.Ordinal);
        Assert.DoesNotContain("identity-1", _loggers.All, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Session_Guest_HasIdentityAndCredentialsAndPrintsNoSecret()
    {
        var auth = new AmplifyAuth(Create(), null, Events, Federated);

        AuthSession session = await auth.GetSessionAsync(cancellationToken: Token);

        Assert.Equal("us-east-1:identity-1", session.IdentityId);
        Assert.Equal("ASIA1", session.Credentials!.AccessKeyId);
        Assert.False(session.IsSignedIn);
        Assert.Contains("guest", session.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("SECRETKEY", session.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("SESSIONTOKEN", session.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Session_ForcedRefresh_GetsNewCredentialsOfTheSameIdentity()
    {
        var auth = new AmplifyAuth(Create(), null, Events, Federated);
        AuthSession first = await auth.GetSessionAsync(cancellationToken: Token);

        AuthSession forced = await auth.GetSessionAsync(forceRefresh: true, Token);
        AuthSession after = await auth.GetSessionAsync(cancellationToken: Token);

        Assert.Equal(("ASIA1", "ASIA2", "ASIA2"), (first.Credentials!.AccessKeyId, forced.Credentials!.AccessKeyId, after.Credentials!.AccessKeyId));
        Assert.Equal(first.IdentityId, forced.IdentityId);
    }

    [Fact]
    public async Task Session_OwnProviderOrNone_HasNoIdentity()
    {
        var keys = new AwsCredentials("AKID", "secret");

        AuthSession own = await new AmplifyAuth(new StaticCredentialsProvider(keys), null, Events, Federated).GetSessionAsync(cancellationToken: Token);
        AuthSession none = await new AmplifyAuth(null, null, Events, Federated).GetSessionAsync(cancellationToken: Token);

        Assert.Same(keys, own.Credentials);
        Assert.Null(own.IdentityId);
        Assert.Null(none.Credentials);
        Assert.Equal("guest session, no identity, no credentials", none.ToString());
    }

    [Fact]
    public async Task Session_OwnProviderFails_IsATypedError()
    {
        var auth = new AmplifyAuth(new FailingProvider(), null, Events, Federated);

        Assert.Equal(
            AmplifyAuthReason.ProviderFailed,
            (await Assert.ThrowsAsync<AmplifyAuthException>(() => auth.GetSessionAsync(cancellationToken: Token))).Reason);
    }

    private IdentityPoolCredentialsProvider Create(AuthConfiguration? configuration = null, TimeSpan? timeout = null)
    {
        var provider = new IdentityPoolCredentialsProvider(configuration ?? new() { IdentityPoolId = PoolId }, new IdentityPoolOptions
        {
            HttpMessageHandler = _service.Handler,
            Store = _store,
            TimeProvider = _time,
            LoggerFactory = _loggers,
            Timeout = timeout ?? TimeSpan.FromSeconds(100),
        });
        _providers.Add(provider);
        return provider;
    }

    private sealed class WaitingStore : IAuthStore
    {
        public TaskCompletionSource Reading { get; } = new();

        public async ValueTask<string?> GetAsync(string key, CancellationToken cancellationToken = default)
        {
            using CancellationTokenRegistration failing = cancellationToken.Register(static () => throw new InvalidOperationException());
            Reading.SetResult();
            await new TaskCompletionSource().Task.WaitAsync(cancellationToken);
            return null;
        }

        public ValueTask SetAsync(string key, string value, CancellationToken cancellationToken = default) => ValueTask.CompletedTask;

        public ValueTask RemoveAsync(string key, CancellationToken cancellationToken = default) => ValueTask.CompletedTask;
    }

    private sealed class FullStore : IAuthStore
    {
        public ValueTask<string?> GetAsync(string key, CancellationToken cancellationToken = default) => new((string?)null);

        public ValueTask SetAsync(string key, string value, CancellationToken cancellationToken = default) => throw new IOException("The disk is full.");

        public ValueTask RemoveAsync(string key, CancellationToken cancellationToken = default) => ValueTask.CompletedTask;
    }

    private sealed class FailingProvider : IAwsCredentialsProvider
    {
        public ValueTask<AwsCredentials> GetCredentialsAsync(CancellationToken cancellationToken = default) =>
            throw new InvalidOperationException("no profile");
    }
}
