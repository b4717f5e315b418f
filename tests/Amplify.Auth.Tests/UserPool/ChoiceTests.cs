using System.Text.Json.Nodes;
using Microsoft.Extensions.Time.Testing;

namespace Amplify.Auth.Tests.UserPool;

/// <summary>Sign-ins whose first factor the user chooses, and those that follow on a sign-up.</summary>
public sealed class ChoiceTests : IDisposable
{
    private const string Offer =
        """{"ChallengeName":"SELECT_CHALLENGE","Session":"S1","ChallengeParameters":{},"AvailableChallenges":["PASSWORD","PASSWORD_SRP","EMAIL_OTP","SMS_OTP","WEB_AUTHN","NEWER"]}""";

    private static readonly SignInOptions Choice = new() { Method = SignInMethod.Choice };

    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero));
    private readonly MemoryAuthStore _store = new();
    private readonly FakeUserPool _pool;
    private readonly List<PoolClient> _clients = [];

    public ChoiceTests()
    {
        _pool = new FakeUserPool(_time);
        _pool.Fault = Answer;
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _clients.ForEach(client => client.Dispose());

    [Fact]
    public async Task SignIn_NoPreference_OffersWhatThisClientKnows()
    {
        AmplifyAuth auth = Create();

        SignInStep step = await auth.SignInAsync("jane", options: Choice, cancellationToken: Token);

        Assert.Equal(
            [FirstFactor.Password, FirstFactor.PasswordSrp, FirstFactor.Email, FirstFactor.Sms, FirstFactor.Passkey],
            Assert.IsType<SignInStep.SelectFirstFactor>(step).Available);
        Assert.Equal("USER_AUTH", (string?)_pool.Last("InitiateAuth")["AuthFlow"]);
        Assert.Equal(["USERNAME"], ((JsonObject)_pool.Last("InitiateAuth")["AuthParameters"]!).Select(static pair => pair.Key));
    }

    [Theory]
    [InlineData(FirstFactor.Email, "EMAIL_OTP")]
    [InlineData(FirstFactor.Sms, "SMS_OTP")]
    public async Task Choose_Code_IsAskedForAndAnsweredByItsName(FirstFactor factor, string name)
    {
        AmplifyAuth auth = Create();
        await auth.SignInAsync("jane", options: Choice, cancellationToken: Token);

        SignInStep step = await auth.ConfirmSignInAsync(factor, Token);
        Assert.Equal(name, Answered()["ANSWER"]);
        SignInStep done = await auth.ConfirmSignInAsync("123456", cancellationToken: Token);

        Assert.Equal(new CodeDelivery("EMAIL", "j***@e***", null), step is SignInStep.EmailCode email ? email.Delivery : Assert.IsType<SignInStep.SmsCode>(step).Delivery);
        Assert.Equal("123456", Answered()[$"{name}_CODE"]);
        Assert.IsType<SignInStep.Done>(done);
    }

    [Fact]
    public async Task Choose_PasswordSrp_AsksForThePasswordAndProvesIt()
    {
        AmplifyAuth auth = Create();
        await auth.SignInAsync("jane", options: Choice, cancellationToken: Token);

        Assert.Equal(new SignInStep.Password(), await auth.ConfirmSignInAsync(FirstFactor.PasswordSrp, Token));
        Assert.Equal(["InitiateAuth"], _pool.Operations);
        Assert.IsType<SignInStep.Done>(await auth.ConfirmSignInAsync("P@ssw0rd!", cancellationToken: Token));

        Assert.DoesNotContain(_pool.Handler.Requests, static request => request.Text.Contains("P@ssw0rd!", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Choose_Password_SendsItWithTheChoice()
    {
        AmplifyAuth auth = Create();
        await auth.SignInAsync("jane", options: Choice, cancellationToken: Token);
        await auth.ConfirmSignInAsync(FirstFactor.Password, Token);

        Assert.IsType<SignInStep.Done>(await auth.ConfirmSignInAsync("P@ssw0rd!", cancellationToken: Token));

        Assert.Equal(("PASSWORD", "P@ssw0rd!"), (Answered()["ANSWER"], Answered()["PASSWORD"]));
    }

    [Fact]
    public async Task Choose_PasswordAtHand_IsNotAskedFor()
    {
        AmplifyAuth auth = Create();
        await auth.SignInAsync("jane", "P@ssw0rd!", Choice, Token);

        Assert.IsType<SignInStep.Done>(await auth.ConfirmSignInAsync(FirstFactor.PasswordSrp, Token));
    }

    [Fact]
    public async Task Choose_Passkey_PassesTheRequestAndTheCredentialOn()
    {
        AmplifyAuth auth = Create();
        await auth.SignInAsync("jane", options: Choice, cancellationToken: Token);

        SignInStep step = await auth.ConfirmSignInAsync(FirstFactor.Passkey, Token);
        SignInStep done = await auth.ConfirmSignInAsync("""{"id":"credential"}""", cancellationToken: Token);

        Assert.Equal(new SignInStep.Passkey("""{"challenge":"c"}"""), step);
        Assert.Equal("""{"id":"credential"}""", Answered()["CREDENTIAL"]);
        Assert.IsType<SignInStep.Done>(done);
    }

    [Fact]
    public async Task Choose_WhatIsNotOffered_IsRefusedHereAndCanBeChosenAgain()
    {
        AmplifyAuth auth = Create();
        _pool.Fault = (operation, body) => operation == "InitiateAuth"
            ? FakeUserPool.Ok("""{"ChallengeName":"SELECT_CHALLENGE","Session":"S1","AvailableChallenges":["EMAIL_OTP"]}""")
            : Answer(operation, body);
        await auth.SignInAsync("jane", options: Choice, cancellationToken: Token);

        await Assert.ThrowsAsync<ArgumentException>(() => auth.ConfirmSignInAsync(FirstFactor.Password, Token));
        await Assert.ThrowsAsync<ArgumentException>(() => auth.ConfirmSignInAsync("nonsense", cancellationToken: Token));

        Assert.IsType<SignInStep.EmailCode>(await auth.ConfirmSignInAsync(FirstFactor.Email, Token));
    }

    [Fact]
    public async Task SignIn_OffersNothingThatIsKnown_IsATypedError()
    {
        AmplifyAuth auth = Create();
        _pool.Fault = static (_, _) => FakeUserPool.Ok("""{"ChallengeName":"SELECT_CHALLENGE","Session":"S1","AvailableChallenges":["NEWER"]}""");

        var error = await Assert.ThrowsAsync<AmplifyAuthException>(() => auth.SignInAsync("jane", options: Choice, cancellationToken: Token));

        Assert.Equal(AmplifyAuthReason.ChallengeNotSupported, error.Reason);
    }

    [Theory]
    [InlineData(FirstFactor.PasswordSrp, "P@ssw0rd!", "SRP_A")]
    [InlineData(FirstFactor.Password, "P@ssw0rd!", "PASSWORD")]
    [InlineData(FirstFactor.Email, null, null)]
    [InlineData(FirstFactor.Password, null, null)]
    public async Task SignIn_Preference_IsSentWithWhatItTakes(FirstFactor preferred, string? password, string? field)
    {
        AmplifyAuth auth = Create();

        await auth.SignInAsync("jane", password, new() { Method = SignInMethod.Choice, PreferredFirstFactor = preferred }, Token);

        var sent = (JsonObject)_pool.Last("InitiateAuth")["AuthParameters"]!;
        string[] expected = ["USERNAME", "PREFERRED_CHALLENGE", .. field is null ? Array.Empty<string>() : [field]];
        Assert.Equal(expected.Order(), sent.Select(static pair => pair.Key).Order());
    }

    [Fact]
    public async Task Password_AskedForByThePool_IsAnsweredAfterARestartToo()
    {
        _pool.Fault = (operation, body) => operation == "InitiateAuth" ? FakeUserPool.Ok("""{"ChallengeName":"PASSWORD","Session":"S1"}""") : Answer(operation, body);
        SignInStep step = await Create().SignInAsync("jane", options: Choice, cancellationToken: Token);

        SignInStep done = await Create().ConfirmSignInAsync("P@ssw0rd!", cancellationToken: Token);

        Assert.Equal(new SignInStep.Password(), step);
        Assert.Equal(("PASSWORD", "P@ssw0rd!"), ((string?)_pool.Last("RespondToAuthChallenge")["ChallengeName"], Answered()["PASSWORD"]));
        Assert.IsType<SignInStep.Done>(done);
        Assert.DoesNotContain("P@ssw0rd!", await _store.GetAsync("CognitoIdentityServiceProvider.client1.session", Token) ?? "", StringComparison.Ordinal);
    }

    [Fact]
    public async Task Choice_ByAnotherClientOfTheStore_GoesOn()
    {
        await Create().SignInAsync("jane", options: Choice, cancellationToken: Token);
        Assert.IsType<SignInStep.Password>(await Create().ConfirmSignInAsync(FirstFactor.PasswordSrp, Token));

        Assert.IsType<SignInStep.Done>(await Create().ConfirmSignInAsync("P@ssw0rd!", cancellationToken: Token));
    }

    [Fact]
    public async Task AutoSignIn_AfterConfirmingASignUp_TakesNoFurtherFactor()
    {
        var signedUp = Assert.IsType<SignUpStep.ConfirmSignUp>(await Create().SignUpAsync("jane", cancellationToken: Token));
        SignUpStep confirmed = await Create().ConfirmSignUpAsync("jane", "123456", cancellationToken: Token);
        SignInStep step = await Create().AutoSignInAsync(Token);

        Assert.Equal("sub-jane", signedUp.UserSub);
        Assert.True(Assert.IsType<SignUpStep.Done>(confirmed).CanAutoSignIn);
        Assert.Equal("UP1", (string?)_pool.Last("ConfirmSignUp")["Session"]);
        Assert.Equal(("USER_AUTH", "UP2"), ((string?)_pool.Last("InitiateAuth")["AuthFlow"], (string?)_pool.Last("InitiateAuth")["Session"]));
        Assert.Equal(new SignInStep.Done("jane", "sub-jane"), step);
    }

    [Fact]
    public async Task AutoSignIn_WithoutASignUpBefore_IsATypedErrorAndEndsNoSignIn()
    {
        AmplifyAuth auth = Create();
        await auth.SignInAsync("jane", options: Choice, cancellationToken: Token);

        var error = await Assert.ThrowsAsync<AmplifyAuthException>(() => auth.AutoSignInAsync(Token));

        Assert.Equal(AmplifyAuthReason.NoSignInUnderWay, error.Reason);
        Assert.IsType<SignInStep.EmailCode>(await auth.ConfirmSignInAsync(FirstFactor.Email, Token));
    }

    [Fact]
    public async Task ConfirmSignUp_OfAnotherUser_IsNotGivenTheSession()
    {
        AmplifyAuth auth = Create();
        await auth.SignUpAsync("jane", cancellationToken: Token);

        await auth.ConfirmSignUpAsync("joe", "123456", cancellationToken: Token);

        Assert.Null(_pool.Last("ConfirmSignUp")["Session"]);
    }

    [Fact]
    public async Task ConfirmSignIn_AfterASignUpAlone_IsNoSignInUnderWay()
    {
        AmplifyAuth auth = Create();
        await auth.SignUpAsync("jane", cancellationToken: Token);

        var error = await Assert.ThrowsAsync<AmplifyAuthException>(() => auth.ConfirmSignInAsync("123456", cancellationToken: Token));

        Assert.Equal(AmplifyAuthReason.NoSignInUnderWay, error.Reason);
    }

    [Fact]
    public async Task AutoSignIn_NetworkLost_CanBeTriedAgainAndARefusalEndsIt()
    {
        AmplifyAuth auth = Create();
        await auth.SignUpAsync("jane", cancellationToken: Token);
        await auth.ConfirmSignUpAsync("jane", "123456", cancellationToken: Token);

        _pool.Fault = static (_, _) => throw new HttpRequestException(HttpRequestError.ConnectionError);
        await Assert.ThrowsAsync<AmplifyNetworkException>(() => auth.AutoSignInAsync(Token));
        _pool.Fault = static (_, _) => FakeUserPool.Error("NotAuthorizedException", "Invalid session for the user.");
        Assert.Equal(AmplifyAuthReason.ChallengeExpired, (await Assert.ThrowsAsync<AmplifyAuthException>(() => auth.AutoSignInAsync(Token))).Reason);

        Assert.Equal(AmplifyAuthReason.NoSignInUnderWay, (await Assert.ThrowsAsync<AmplifyAuthException>(() => auth.AutoSignInAsync(Token))).Reason);
    }

    [Fact]
    public async Task EmptyPassword_IsRefusedHere()
    {
        AmplifyAuth auth = Create();

        await Assert.ThrowsAsync<ArgumentException>(() => auth.SignUpAsync("jane", "", cancellationToken: Token));
        await Assert.ThrowsAsync<ArgumentException>(() => auth.SignInAsync("jane", "", Choice, Token));

        Assert.Empty(_pool.Handler.Requests);
    }

    // The pool of a client that lets users choose, beside what it answers anyway.
    private HttpResponseMessage? Answer(string operation, JsonObject body) => (operation, (string?)body["ChallengeName"] ?? (string?)body["AuthFlow"]) switch
    {
        ("SignUp", _) => FakeUserPool.Ok("""{"UserConfirmed":false,"UserSub":"sub-jane","Session":"UP1"}"""),
        ("ConfirmSignUp", _) => FakeUserPool.Ok(body["Session"] is null ? "{}" : """{"Session":"UP2"}"""),
        ("InitiateAuth", "USER_AUTH") when (string?)body["Session"] == "UP2" => FakeUserPool.Ok(_pool.Tokens("jane")),
        ("InitiateAuth", "USER_AUTH") when body["AuthParameters"]!["PASSWORD"] is null && body["AuthParameters"]!["SRP_A"] is null => FakeUserPool.Ok(Offer),
        ("RespondToAuthChallenge", "SELECT_CHALLENGE") => Chosen((JsonObject)body["ChallengeResponses"]!),
        _ => null,
    };

    private HttpResponseMessage? Chosen(JsonObject responses) => (string?)responses["ANSWER"] switch
    {
        "EMAIL_OTP" or "SMS_OTP" => FakeUserPool.Ok(new JsonObject
        {
            ["ChallengeName"] = (string?)responses["ANSWER"],
            ["Session"] = "S2",
            ["ChallengeParameters"] = new JsonObject { ["CODE_DELIVERY_DELIVERY_MEDIUM"] = "EMAIL", ["CODE_DELIVERY_DESTINATION"] = "j***@e***" },
        }.ToJsonString()),
        "WEB_AUTHN" => FakeUserPool.Ok(
            """{"ChallengeName":"WEB_AUTHN","Session":"S2","ChallengeParameters":{"CREDENTIAL_REQUEST_OPTIONS":"{\"challenge\":\"c\"}"}}"""),
        "PASSWORD_SRP" => _pool.PoseVerifier("jane", (string)responses["SRP_A"]!),
        _ => FakeUserPool.Ok(_pool.Tokens("jane")),
    };

    private Dictionary<string, string?> Answered() =>
        ((JsonObject)_pool.Last("RespondToAuthChallenge")["ChallengeResponses"]!).ToDictionary(static pair => pair.Key, static pair => (string?)pair.Value);

    private AmplifyAuth Create()
    {
        var client = new PoolClient(_pool, _store);
        _clients.Add(client);
        return client.Auth;
    }
}
