using System.Net;
using Amplify.Api.Tests.Rest;
using Amplify.Testing;

namespace Amplify.Api.Tests.Authorization;

/// <summary>The modes that send a token, over REST.</summary>
public sealed class TokenAuthorizationTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(AuthMode.UserPool)]
    [InlineData(AuthMode.Oidc)]
    [InlineData(AuthMode.Lambda)]
    public async Task Mode_SendsTheTokenOfItsProviderAsItIs(AuthMode mode)
    {
        RestFixture fixture = new RestFixture { Api = { AuthMode = mode } }.Signing();
        fixture.Tokens = new() { UserPool = Giving("for UserPool"), Oidc = Giving("for Oidc"), Lambda = Giving("for Lambda") };

        SentRequest sent = await fixture.SentAsync();

        Assert.Equal($"for {mode}", sent["Authorization"]);
        Assert.Null(sent["x-amz-date"]);
    }

    [Theory]
    [InlineData(null, TokenKind.Access)]
    [InlineData(TokenKind.Access, TokenKind.Access)]
    [InlineData(TokenKind.Id, TokenKind.Id)]
    public async Task TokenKind_OfTheApi_IsAskedFor(TokenKind? kind, TokenKind asked)
    {
        var tokens = new NumberedTokens();

        await Fixture(tokens, api: api => api.TokenKind = kind).SentAsync();

        Assert.Equal([asked], tokens.Kinds);
    }

    [Fact]
    public async Task Token_OfTheCall_WinsAndAsksNoProvider()
    {
        var tokens = new NumberedTokens();

        Assert.Equal("mine", (await Fixture(tokens).SentAsync(options: new() { Token = "mine" }))["Authorization"]);
        Assert.Empty(tokens.Kinds);
    }

    [Fact]
    public async Task Token_OfTheCall_IsSentWhateverTheApisModeIs()
    {
        SentRequest sent = await new RestFixture().Signing().SentAsync(options: new() { Token = "mine" });

        Assert.Equal(("mine", null), (sent["Authorization"], sent["x-amz-date"]));
    }

    [Theory]
    [InlineData(AuthMode.Iam)]
    [InlineData(AuthMode.ApiKey)]
    [InlineData(AuthMode.None)]
    public async Task Token_WithAModeThatSendsNone_IsRefused(AuthMode mode)
    {
        RestFixture fixture = new RestFixture { Api = { ApiKey = "KEY" } }.Signing();

        var error = await Assert.ThrowsAsync<ArgumentException>(() => fixture.SentAsync(options: new() { Token = "mine-secret", AuthMode = mode }));

        Assert.DoesNotContain("mine-secret", error.Message, StringComparison.Ordinal);
        Assert.Empty(fixture.Stub.Requests);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("secret\r\nx-admin: 1")]
    [InlineData("secret\n")]
    [InlineData("sécret")]
    public async Task Token_ThatCannotBeSent_IsToldWithoutItsValue(string token)
    {
        RestFixture fixture = Fixture(Giving(token));

        var provided = await Assert.ThrowsAsync<AmplifyAuthException>(() => fixture.SentAsync());
        var given = await Assert.ThrowsAsync<ArgumentException>(() => fixture.SentAsync(options: new() { Token = token }));

        Assert.Equal(AmplifyAuthReason.ProviderFailed, provided.Reason);
        Assert.All([provided.ToString(), given.ToString()], text => Assert.DoesNotContain("cret", text, StringComparison.Ordinal));
        Assert.Empty(fixture.Stub.Requests);
    }

    [Fact]
    public async Task Provider_GivesNull_NothingIsSent()
    {
        RestFixture fixture = Fixture(Giving(null!));

        Assert.Equal(AmplifyAuthReason.ProviderFailed, (await Assert.ThrowsAsync<AmplifyAuthException>(() => fixture.SentAsync())).Reason);
        Assert.Empty(fixture.Stub.Requests);
    }

    [Fact]
    public async Task Provider_Throws_NothingIsSentAndTheCauseIsKept()
    {
        var cause = new InvalidOperationException("no session");
        RestFixture fixture = Fixture(TokenProvider.Create(_ => throw cause));

        var error = await Assert.ThrowsAsync<AmplifyAuthException>(() => fixture.SentAsync());

        Assert.Equal(AmplifyAuthReason.ProviderFailed, error.Reason);
        Assert.Same(cause, error.InnerException);
        Assert.Contains("UserPool", error.Message, StringComparison.Ordinal);
        Assert.Empty(fixture.Stub.Requests);
    }

    [Fact]
    public async Task Provider_ThrowsATypedError_ItComesAsItIs()
    {
        var cause = new AmplifyAuthException("sign in", AmplifyAuthReason.SignInRequired);

        Assert.Same(cause, await Assert.ThrowsAsync<AmplifyAuthException>(() => Fixture(TokenProvider.Create(_ => throw cause)).SentAsync()));
    }

    [Fact]
    public async Task Provider_NeverAnswers_TheCallsTimeoutHolds()
    {
        RestFixture fixture = Fixture(TokenProvider.Create(_ => new(new TaskCompletionSource<string>().Task)));

        Task sending = fixture.SentAsync();
        fixture.Time.Advance(TimeSpan.FromSeconds(100));

        await Assert.ThrowsAsync<AmplifyTimeoutException>(() => sending);
    }

    [Fact]
    public async Task Provider_IsCancelledWithTheCall()
    {
        using var cancellation = new CancellationTokenSource();
        RestApi api = Fixture(TokenProvider.Create(_ => new(new TaskCompletionSource<string>().Task))).Create();

        Task sending = api.GetAsync("MyApi", "/items", cancellationToken: cancellation.Token);
        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => sending);
    }

    [Theory]
    [InlineData("GET")]
    [InlineData("POST")]
    public async Task Refused_ThenOk_IsRenewedOnceWhateverTheMethod(string method)
    {
        var tokens = new NumberedTokens();
        RestFixture fixture = Fixture(tokens, Refusing(1));

        using RestResponse response = await fixture.Create().SendAsync(new HttpMethod(method), "MyApi", "/items", cancellationToken: Token);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(["token-1", "token-2"], Sent(fixture));
        Assert.Equal(["token-1"], tokens.Invalidated);
        Assert.Equal(2, tokens.Kinds.Count);
        Assert.Contains(7, fixture.Loggers.Events.Select(e => e.Id));
        Assert.Empty(((SkippingTime)fixture.Time).Waits);
        Assert.DoesNotContain("token-", fixture.Loggers.All, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Refused_ForEver_IsTwoTriesAndNoLoop()
    {
        RestFixture fixture = Fixture(new NumberedTokens(), Refusing(int.MaxValue));
        RestApi api = fixture.Create();

        var error = await Assert.ThrowsAsync<ApiException>(() => api.GetAsync("MyApi", "/items", cancellationToken: Token));

        Assert.Equal((HttpStatusCode.Unauthorized, 1), (error.StatusCode, error.Attempts));
        Assert.Equal(["token-1", "token-2"], Sent(fixture));
    }

    [Fact]
    public async Task Refused_TokenThatNeverChanges_IsNotSentAgain()
    {
        RestFixture provider = Fixture(Giving("same"), Refusing(1));
        RestFixture call = Fixture(new NumberedTokens(), Refusing(1));

        await provider.SentAsync();
        await call.SentAsync(options: new() { Token = "same" });

        Assert.Single(provider.Stub.Requests);
        Assert.Single(call.Stub.Requests);
    }

    [Fact]
    public async Task Refused_With403_IsFinal()
    {
        var tokens = new NumberedTokens();
        RestFixture fixture = Fixture(tokens, Refusing(1, HttpStatusCode.Forbidden));

        await fixture.SentAsync();

        Assert.Empty(tokens.Invalidated);
        Assert.Single(fixture.Stub.Requests);
    }

    [Fact]
    public async Task Refused_RenewalFails_ItsTypedErrorComes()
    {
        RestFixture fixture = Fixture(new NumberedTokens { FailsAfter = 1 }, Refusing(1));

        Assert.Equal(AmplifyAuthReason.ProviderFailed, (await Assert.ThrowsAsync<AmplifyAuthException>(() => fixture.SentAsync())).Reason);
    }

    [Fact]
    public async Task Refused_100AtOnce_AreRenewedOnce()
    {
        var tokens = new NumberedTokens();
        var all = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        int old = 0;
        var stub = new StubHandler(async (request, _) =>
        {
            if (request.Headers.NonValidated["Authorization"].ToString() != "token-1")
            {
                return new HttpResponseMessage(HttpStatusCode.OK);
            }

            if (Interlocked.Increment(ref old) == 100)
            {
                all.SetResult();
            }

            await all.Task;
            return new HttpResponseMessage(HttpStatusCode.Unauthorized);
        });
        RestApi api = Fixture(tokens, stub).Create();

        await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => api.PostAsync("MyApi", "/items", cancellationToken: Token)));

        Assert.Equal(2, tokens.Made);
    }

    [Fact]
    public async Task Handler_ThatSetsAuthorization_WinsAndIsNotReplayed()
    {
        var tokens = new NumberedTokens();
        RestFixture fixture = Fixture(tokens, Refusing(1));
        fixture.Handlers.Add(new AuthorizingHandler());

        Assert.Equal("handler", (await fixture.SentAsync())["Authorization"]);
        Assert.Empty(tokens.Kinds);
        Assert.Single(fixture.Stub.Requests);
    }

    [Fact]
    public async Task Attempt_Repeated_AsksForTheTokenOfItsTime()
    {
        int asked = 0;
        RestFixture fixture = Fixture(TokenProvider.Create(_ => new(FormattableString.Invariant($"token-{++asked}"))));
        fixture.Handlers.Add(new RepeatingHandler());

        await fixture.SentAsync();

        Assert.Equal(["token-1", "token-2"], Sent(fixture));
    }

    [Fact]
    public void Create_WithoutFunction_IsRefused() => Assert.Throws<ArgumentNullException>(() => TokenProvider.Create(null!));

    private static IEnumerable<string?> Sent(RestFixture fixture) => fixture.Stub.Requests.Select(request => request["Authorization"]);

    private static ITokenProvider Giving(string token) => TokenProvider.Create(_ => new(token));

    private static RestFixture Fixture(ITokenProvider tokens, StubHandler? transport = null, Action<RestEndpoint>? api = null)
    {
        var fixture = new RestFixture(transport) { Tokens = new() { UserPool = tokens }, Api = { AuthMode = AuthMode.UserPool } };
        api?.Invoke(fixture.Api);
        return fixture;
    }

    private static StubHandler Refusing(int times, HttpStatusCode status = HttpStatusCode.Unauthorized)
    {
        int requests = 0;
        return new StubHandler((_, _) => Task.FromResult(
            new HttpResponseMessage(Interlocked.Increment(ref requests) > times ? HttpStatusCode.OK : status) { Content = new StringContent("{}") }));
    }

    private sealed class AuthorizingHandler : DelegatingHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            request.Headers.TryAddWithoutValidation("Authorization", "handler");
            return base.SendAsync(request, cancellationToken);
        }
    }

    private sealed class RepeatingHandler : DelegatingHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            await base.SendAsync(request, cancellationToken);
            return await base.SendAsync(request, cancellationToken);
        }
    }
}
