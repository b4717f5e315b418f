using Amplify.Auth.Session;
using Amplify.Signing;
using Microsoft.Extensions.Time.Testing;

namespace Amplify.Auth.Tests.IdentityPool;

/// <summary>Credentials that follow who is signed in.</summary>
public sealed class UserIdentityTests : IDisposable
{
    private const string PoolId = "us-east-1:11111111-2222-3333-4444-555555555555";
    private const string StoreKey = $"com.amplify.Cognito.{PoolId}.identityId";

    private const string UserStoreKey = $"com.amplify.Cognito.{PoolId}.userIdentity";

    // {"sub":"ann"} and {"sub":"joe"}.
    private const string AnnsToken = "e30.eyJzdWIiOiJhbm4ifQ.s";
    private const string JoesToken = "e30.eyJzdWIiOiJqb2UifQ.s";

    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero));
    private readonly FakeIdentityService _service;
    private readonly MemoryAuthStore _store = new();
    private readonly Logins _logins = new();
    private readonly List<IdentityPoolCredentialsProvider> _providers = [];

    public UserIdentityTests() => _service = new FakeIdentityService(_time);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _providers.ForEach(provider => provider.Dispose());

    [Fact]
    public async Task GuestSignsIn_TheSameIdentityIsAskedForWithTheLogin()
    {
        IdentityPoolCredentialsProvider provider = Create();
        await provider.GetCredentialsAsync(Token);

        _logins.Become("ann");
        AwsCredentials credentials = await provider.GetCredentialsAsync(Token);

        Assert.Equal("ASIA2", credentials.AccessKeyId);
        Assert.Equal(["GetId", "GetCredentialsForIdentity", "GetCredentialsForIdentity"], _service.Operations);
        Assert.Equal("""{"IdentityId":"us-east-1:identity-1","Logins":{"issuer/pool":"token-of-ann"}}""", _service.Handler.Requests[^1].Text);
    }

    [Fact]
    public async Task GuestSignsInToAnAccountWithAnIdentity_ThatOneIsKept()
    {
        IdentityPoolCredentialsProvider provider = Create();
        await provider.GetCredentialsAsync(Token);
        _service.Known.Add("us-east-1:ann");
        _service.MergedInto = "us-east-1:ann";

        _logins.Become("ann");
        await provider.GetCredentialsAsync(Token);

        Assert.Equal("us-east-1:ann issuer/pool#", await _store.GetAsync(UserStoreKey, Token));
        Assert.Null(await _store.GetAsync(StoreKey, Token));
    }

    [Fact]
    public async Task SignOut_TheIdentityIsForgottenAndAGuestGetsAnother()
    {
        _logins.Become("ann");
        IdentityPoolCredentialsProvider provider = Create();
        await provider.GetCredentialsAsync(Token);

        _logins.Become(null);
        await provider.GetCredentialsAsync(Token);

        Assert.Equal("us-east-1:identity-2", await _store.GetAsync(StoreKey, Token));
        Assert.Equal("""{"IdentityId":"us-east-1:identity-2"}""", _service.Handler.Requests[^1].Text);
    }

    [Theory]
    [InlineData("Logins don't match. Please include at least one valid login for this identity or identity pool.")]
    [InlineData("Access to Identity 'us-east-1:of-another' is forbidden.")]
    public async Task KeptIdentityIsSomebodyElses_AnotherIsAskedFor(string refusal)
    {
        await _store.SetAsync(StoreKey, "us-east-1:of-another", Token);
        _service.Fault = operation => operation == "GetCredentialsForIdentity" && _service.Known.Count == 0
            ? FakeIdentityService.Error("NotAuthorizedException", refusal)
            : null;
        _logins.Become("ann");

        await Create().GetCredentialsAsync(Token);

        Assert.Equal(["GetCredentialsForIdentity", "GetId", "GetCredentialsForIdentity"], _service.Operations);
        Assert.Equal($$$"""{"IdentityPoolId":"{{{PoolId}}}","Logins":{"issuer/pool":"token-of-ann"}}""", _service.Handler.Requests[1].Text);
        Assert.Equal("us-east-1:identity-1 issuer/pool#", await _store.GetAsync(UserStoreKey, Token));
    }

    [Theory]
    [InlineData("other/pool", "token-of-joe")]
    [InlineData("issuer/pool", JoesToken)]
    [InlineData(null, null)]
    public async Task KeptIdentityOfAUser_IsAskedForByNobodyElseAlsoAfterARestart(string? issuer, string? token)
    {
        _logins.Become("issuer/pool", AnnsToken);
        await Create().GetCredentialsAsync(Token);
        IdentityPoolCredentialsProvider provider = Create();

        _logins.Become(issuer, token);
        await provider.GetCredentialsAsync(Token);

        Assert.Equal(["GetId", "GetCredentialsForIdentity", "GetId", "GetCredentialsForIdentity"], _service.Operations);
        Assert.Contains("us-east-1:identity-2", _service.Handler.Requests[^1].Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task KeptIdentityOfAUser_WithAnotherTokenOfHers_IsTheSameAfterARestart()
    {
        _logins.Become("issuer/pool", AnnsToken);
        await Create().GetCredentialsAsync(Token);

        _logins.Become("issuer/pool", AnnsToken + "2");
        await Create().GetCredentialsAsync(Token);

        Assert.Equal(["GetId", "GetCredentialsForIdentity", "GetCredentialsForIdentity"], _service.Operations);
    }

    [Fact]
    public async Task UserChangesDuringARenewal_WhatThatKeepsIsNotTheOthersIdentity()
    {
        _logins.Become("issuer/pool", AnnsToken);
        IdentityPoolCredentialsProvider provider = Create();
        var gate = new TaskCompletionSource();
        _service.Gate = gate.Task;
        Task<AwsCredentials> waiting = provider.GetCredentialsAsync(Token).AsTask();
        await _service.Handler.FirstRequest;

        _logins.Become("other/pool", "token-of-joe");
        gate.SetResult();
        await waiting;

        Assert.DoesNotContain(
            _service.Handler.Requests,
            static request => request.Text.Contains("us-east-1:identity-1", StringComparison.Ordinal) && request.Text.Contains("joe", StringComparison.Ordinal));
    }

    [Fact]
    public async Task UserChanges_KeyChangesAndIsToldAtOnce()
    {
        IdentityPoolCredentialsProvider provider = Create();
        string? before = provider.IdentityKey;
        await provider.GetCredentialsAsync(Token);
        Assert.Equal(before, provider.IdentityKey);
        string? told = null;
        provider.IdentityChanged += (_, _) => told = provider.IdentityKey;

        _logins.Become("ann");

        Assert.NotNull(told);
        Assert.NotEqual(before, told);
        await provider.GetCredentialsAsync(Token);
        Assert.Equal(told, provider.IdentityKey);
    }

    [Fact]
    public async Task UserChangesDuringARenewal_WhoWaitsGetsTheNewUsersCredentials()
    {
        IdentityPoolCredentialsProvider provider = Create();
        var gate = new TaskCompletionSource();
        _service.Gate = gate.Task;
        Task<AwsCredentials> waiting = provider.GetCredentialsAsync(Token).AsTask();
        await _service.Handler.FirstRequest;

        _logins.Become("ann");
        gate.SetResult();
        AwsCredentials given = await waiting;

        Assert.Contains("token-of-ann", _service.Handler.Requests[^1].Text, StringComparison.Ordinal);
        Assert.Same(given, await provider.GetCredentialsAsync(Token));
    }

    [Fact]
    public async Task RenewalForAUserWhoHasLeftFails_WhoWaitsGetsTheOthersCredentials()
    {
        _logins.Become("ann");
        IdentityPoolCredentialsProvider provider = Create();
        var gate = new TaskCompletionSource();
        _service.Gate = gate.Task;
        bool failed = false;
        _service.Fault = _ => failed ? null : Fail();
        Task<AwsCredentials> waiting = provider.GetCredentialsAsync(Token).AsTask();
        await _service.Handler.FirstRequest;

        _logins.Become(null);
        gate.SetResult();

        Assert.NotNull(await waiting);

        HttpResponseMessage Fail()
        {
            failed = true;
            return FakeIdentityService.Error("NotAuthorizedException", "Invalid login token. Token expired: 2 >= 1");
        }
    }

    [Fact]
    public async Task MandatorySignIn_AppliesToGuestsOnly()
    {
        IdentityPoolCredentialsProvider provider = Create(mandatory: true);

        Assert.Equal(AmplifyAuthReason.SignInRequired, (await Assert.ThrowsAsync<AmplifyAuthException>(() => provider.GetCredentialsAsync(Token).AsTask())).Reason);
        Assert.Empty(_service.Handler.Requests);
        _logins.Become("ann");

        Assert.NotNull(await provider.GetCredentialsAsync(Token));
    }

    [Fact]
    public async Task LoginCannotBeHad_NothingIsSentAsAGuest()
    {
        _logins.Failure = new AmplifyNetworkException("No network.", NetworkFailure.Connection);

        await Assert.ThrowsAsync<AmplifyNetworkException>(() => Create().GetCredentialsAsync(Token).AsTask());

        Assert.Empty(_service.Handler.Requests);
    }

    private IdentityPoolCredentialsProvider Create(bool mandatory = false)
    {
        var provider = new IdentityPoolCredentialsProvider(
            new() { IdentityPoolId = PoolId, MandatorySignIn = mandatory },
            new() { HttpMessageHandler = _service.Handler, Store = _store, TimeProvider = _time, Logins = _logins });
        _providers.Add(provider);
        return provider;
    }

    private sealed class Logins : ILoginSource
    {
        private Dictionary<string, string>? _logins;

        public event EventHandler? IdentityChanged;

        public AmplifyException? Failure { get; set; }

        public void Become(string? user) => Become(user is null ? null : "issuer/pool", $"token-of-{user}");

        public void Become(string? issuer, string? token)
        {
            _logins = issuer is null ? null : new Dictionary<string, string> { [issuer] = token! };
            IdentityChanged?.Invoke(this, EventArgs.Empty);
        }

        public ValueTask<IReadOnlyDictionary<string, string>?> GetLoginsAsync(CancellationToken cancellationToken) => Failure is { } failure
            ? throw failure
            : new(_logins);
    }
}
