using System.Text.Json;
using Amplify.Local;
using Amplify.Tests.Realtime;
using Microsoft.Extensions.Time.Testing;

namespace Amplify.Tests.SignIn;

/// <summary>The ways to sign in, and what a pool can ask on the way, against the local backend.</summary>
public sealed class SignInChallengeTests
{
    private const string Password = "Tr0ub4dor&3";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(SignInMethod.Srp)]
    [InlineData(SignInMethod.Password)]
    public async Task SignIn_GeneratedNamesAndPasswords_RoundTrip(SignInMethod method)
    {
        await using LocalBackend backend = await StartAsync(new() { PasswordPolicy = Any });
        await using AmplifyClient amplify = Create(backend);
        string[] parts = ["a", "Z9", "é", "e\u0301", "ß", "İ", "ı", "漢", "😀", "👩‍👩‍👧", "\"", "\\", "ไทย", "'"];
        var random = new Random(3);
        for (int i = 0; i < 25; i++)
        {
            string username = $"{Text(4)}{i}", password = Text(20) + "aA1!";
            backend.UserPool.AddUser(username, password);

            Assert.IsType<SignInStep.Done>(await amplify.Auth.SignInAsync(username, password, new() { Method = method }, Token));
            Assert.Equal(username, (await amplify.Auth.GetSessionAsync(cancellationToken: Token)).Username);
        }

        string Text(int most) => string.Concat(Enumerable.Range(0, random.Next(1, most)).Select(_ => parts[random.Next(parts.Length)]));
    }

    [Theory]
    [InlineData("ann", "wrong")]
    [InlineData("nobody", Password)]
    public async Task SignIn_WrongPasswordOrUnknownUser_LookTheSame(string username, string password)
    {
        await using LocalBackend backend = await StartAsync(new());
        await using AmplifyClient amplify = Create(backend);
        backend.UserPool.AddUser("ann", Password);

        var error = await Assert.ThrowsAsync<AmplifyAuthException>(() => amplify.Auth.SignInAsync(username, password, cancellationToken: Token));

        Assert.Equal((AmplifyAuthReason.WrongUsernameOrPassword, "NotAuthorizedException"), (error.Reason, error.ErrorType));
    }

    [Fact]
    public async Task SignIn_TemporaryPassword_DemandsANewOne()
    {
        await using LocalBackend backend = await StartAsync(new());
        await using AmplifyClient amplify = Create(backend);
        backend.UserPool.AddUserWithTemporaryPassword("ann", "T3mporary!", new Dictionary<string, string> { ["email"] = "ann@example.com" });

        var step = Assert.IsType<SignInStep.NewPassword>(await amplify.Auth.SignInAsync("ann", "T3mporary!", cancellationToken: Token));
        var weak = await Assert.ThrowsAsync<AmplifyAuthException>(() => amplify.Auth.ConfirmSignInAsync("weak", cancellationToken: Token));
        SignInStep done = await amplify.Auth.ConfirmSignInAsync(Password, cancellationToken: Token);

        Assert.Equal("ann@example.com", step.Attributes["email"]);
        Assert.Equal(AmplifyAuthReason.PasswordTooWeak, weak.Reason);
        Assert.IsType<SignInStep.Done>(done);
        Assert.IsType<SignInStep.Done>(await amplify.Auth.SignInAsync("ann", Password, cancellationToken: Token));
    }

    [Fact]
    public async Task SmsCode_IsAskedFor()
    {
        await using LocalBackend backend = await StartAsync(new() { Mfa = LocalMfaMode.Required, MfaMethods = [LocalMfaMethod.Sms] });
        await using AmplifyClient amplify = Create(backend);
        backend.UserPool.AddUser("ann", Password, new Dictionary<string, string> { ["phone_number"] = "+15550001234", ["phone_number_verified"] = "true" });

        var step = Assert.IsType<SignInStep.SmsCode>(await amplify.Auth.SignInAsync("ann", Password, cancellationToken: Token));
        LocalConfirmationCode code = await backend.UserPool.WaitForCodeAsync("ann", Token);

        Assert.Equal("SMS", step.Delivery.Medium);
        Assert.EndsWith("1234", step.Delivery.Destination, StringComparison.Ordinal);
        Assert.IsType<SignInStep.Done>(await amplify.Auth.ConfirmSignInAsync(code.Code, cancellationToken: Token));
    }

    [Theory]
    [InlineData(FirstFactor.Email)]
    [InlineData(FirstFactor.Sms)]
    public async Task Choice_Code_SignsInWithoutAPassword(FirstFactor factor)
    {
        await using LocalBackend backend = await StartAsync(new());
        await using AmplifyClient amplify = Create(backend);
        backend.UserPool.AddUser("ann", Password, new Dictionary<string, string>
        {
            ["email"] = "ann@example.com",
            ["email_verified"] = "true",
            ["phone_number"] = "+15550001234",
            ["phone_number_verified"] = "true",
        });

        var select = Assert.IsType<SignInStep.SelectFirstFactor>(await amplify.Auth.SignInAsync("ann", options: Choice(), cancellationToken: Token));
        SignInStep sent = await amplify.Auth.ConfirmSignInAsync(factor, Token);
        var wrong = await Assert.ThrowsAsync<AmplifyAuthException>(() => amplify.Auth.ConfirmSignInAsync("nonsense", cancellationToken: Token));
        SignInStep done = await amplify.Auth.ConfirmSignInAsync((await backend.UserPool.WaitForCodeAsync("ann", Token)).Code, cancellationToken: Token);

        Assert.Equal([FirstFactor.Email, FirstFactor.Password, FirstFactor.PasswordSrp, FirstFactor.Sms], select.Available);
        Assert.Equal(factor == FirstFactor.Email, sent is SignInStep.EmailCode);
        Assert.Equal(AmplifyAuthReason.CodeMismatch, wrong.Reason);
        Assert.IsType<SignInStep.Done>(done);
    }

    [Theory]
    [InlineData(FirstFactor.Password, false)]
    [InlineData(FirstFactor.PasswordSrp, false)]
    [InlineData(FirstFactor.Password, true)]
    [InlineData(FirstFactor.PasswordSrp, true)]
    public async Task Choice_Password_IsPreferredOrChosen(FirstFactor factor, bool isPreferred)
    {
        await using LocalBackend backend = await StartAsync(new());
        await using AmplifyClient amplify = Create(backend);
        backend.UserPool.AddUser("ann", Password);
        if (isPreferred)
        {
            Assert.IsType<SignInStep.Done>(await amplify.Auth.SignInAsync("ann", Password, Choice(factor), Token));
        }

        Assert.IsType<SignInStep.SelectFirstFactor>(await amplify.Auth.SignInAsync("ann", options: Choice(), cancellationToken: Token));
        Assert.IsType<SignInStep.Password>(await amplify.Auth.ConfirmSignInAsync(factor, Token));
        Assert.IsType<SignInStep.Done>(await amplify.Auth.ConfirmSignInAsync(Password, cancellationToken: Token));

        Assert.IsType<SignInStep.Password>(await amplify.Auth.SignInAsync("ann", options: Choice(factor), cancellationToken: Token));
        var wrong = await Assert.ThrowsAsync<AmplifyAuthException>(() => amplify.Auth.ConfirmSignInAsync("wrong", cancellationToken: Token));
        Assert.Equal(AmplifyAuthReason.WrongUsernameOrPassword, wrong.Reason);
    }

    [Fact]
    public async Task Choice_NotAllowedByTheAppClient_IsATypedError()
    {
        await using LocalBackend backend = await StartAsync(new() { Clients = [new("web") { AuthFlows = LocalAuthFlows.Srp }] });
        await using AmplifyClient amplify = Create(backend);
        backend.UserPool.AddUser("ann", Password);

        var error = await Assert.ThrowsAsync<AmplifyAuthException>(() => amplify.Auth.SignInAsync("ann", options: Choice(), cancellationToken: Token));

        Assert.Equal(AmplifyAuthReason.SignInMethodNotEnabled, error.Reason);
    }

    [Fact]
    public async Task SignUpWithoutAPassword_ConfirmedAndSignedInByTheSameCode()
    {
        await using LocalBackend backend = await StartAsync(new());
        await using AmplifyClient amplify = Create(backend);
        await amplify.Auth.SignUpAsync("ann", options: new() { Attributes = { ["email"] = "ann@example.com" } }, cancellationToken: Token);
        string code = (await backend.UserPool.WaitForCodeAsync("ann", Token)).Code;

        SignUpStep confirmed = await amplify.Auth.ConfirmSignUpAsync("ann", code, cancellationToken: Token);
        SignInStep step = await amplify.Auth.AutoSignInAsync(Token);

        Assert.True(Assert.IsType<SignUpStep.Done>(confirmed).CanAutoSignIn);
        Assert.Equal("ann", Assert.IsType<SignInStep.Done>(step).Username);
        Assert.Equal("ann", (await amplify.Auth.GetSessionAsync(cancellationToken: Token)).Username);
    }

    [Fact]
    public async Task CustomChallenge_IsAnsweredUntilTheTriggersAreContent()
    {
        await using LocalBackend backend = await StartAsync(new()
        {
            DefineAuthChallenge = (history, _) => new(history.Results.Count(result => result.IsCorrect) >= 2
                ? LocalAuthChallengeDecision.IssueTokens
                : LocalAuthChallengeDecision.CustomChallenge),
            CreateAuthChallenge = (history, _) => new(new LocalAuthChallenge { PublicParameters = new Dictionary<string, string> { ["question"] = $"{history.Results.Count}" } }),
            VerifyAuthChallenge = (answer, _) => new(answer.Answer == "right"),
        });
        await using AmplifyClient amplify = Create(backend);
        backend.UserPool.AddUser("ann", Password);

        var first = Assert.IsType<SignInStep.CustomChallenge>(await amplify.Auth.SignInAsync("ann", null, new() { Method = SignInMethod.Custom }, Token));
        Assert.IsType<SignInStep.CustomChallenge>(await amplify.Auth.ConfirmSignInAsync("wrong", cancellationToken: Token));
        Assert.IsType<SignInStep.CustomChallenge>(await amplify.Auth.ConfirmSignInAsync("right", cancellationToken: Token));
        Assert.IsType<SignInStep.Done>(await amplify.Auth.ConfirmSignInAsync("right", cancellationToken: Token));
        Assert.Equal("0", first.Parameters["question"]);
    }

    [Fact]
    public async Task ClientWithSecretAndRotation_SignsInAndRenews()
    {
        await using LocalBackend backend = await StartAsync(new()
        {
            Clients = [new("web") { HasSecret = true, RotatesRefreshTokens = true, AuthFlows = LocalAuthFlows.All }],
        });
        AmplifyConfiguration configuration = EventApp.ConfigurationOf(backend);
        configuration.Auth.UserPoolClientSecret = backend.UserPool.ClientSecretOf("web");
        await using AmplifyClient amplify = AmplifyClient.Create(configuration);
        backend.UserPool.AddUser("ann", Password);
        await amplify.Auth.SignInAsync("ann", Password, cancellationToken: Token);

        string? first = (await amplify.Auth.GetSessionAsync(cancellationToken: Token)).Tokens!.RefreshToken;
        string? second = (await amplify.Auth.GetSessionAsync(forceRefresh: true, Token)).Tokens!.RefreshToken;

        Assert.NotEqual(first, second);
        await amplify.Auth.GetSessionAsync(forceRefresh: true, Token);
    }

    [Fact]
    public async Task NetworkIsLostBetweenSteps_TheSameStepIsAnsweredAgain()
    {
        await using LocalBackend backend = await StartAsync(new() { Mfa = LocalMfaMode.Required, MfaMethods = [LocalMfaMethod.Sms] });
        await using AmplifyClient amplify = Create(backend);
        backend.UserPool.AddUser("ann", Password, new Dictionary<string, string> { ["phone_number"] = "+15550001234", ["phone_number_verified"] = "true" });
        await amplify.Auth.SignInAsync("ann", Password, cancellationToken: Token);
        string code = (await backend.UserPool.WaitForCodeAsync("ann", Token)).Code;
        backend.Faults.Sequence(new FaultFilter { Api = LocalFaults.UserPool }, Fault.CutBeforeHandling);

        await Assert.ThrowsAsync<AmplifyNetworkException>(() => amplify.Auth.ConfirmSignInAsync(code, cancellationToken: Token));

        Assert.IsType<SignInStep.Done>(await amplify.Auth.ConfirmSignInAsync(code, cancellationToken: Token));
    }

    [Fact]
    public async Task AnswerIsLostAfterThePoolTookTheStep_ThePoolsWordIsTold()
    {
        await using LocalBackend backend = await StartAsync(new() { Mfa = LocalMfaMode.Required, MfaMethods = [LocalMfaMethod.Sms] });
        await using AmplifyClient amplify = Create(backend);
        backend.UserPool.AddUser("ann", Password, new Dictionary<string, string> { ["phone_number"] = "+15550001234", ["phone_number_verified"] = "true" });
        await amplify.Auth.SignInAsync("ann", Password, cancellationToken: Token);
        string code = (await backend.UserPool.WaitForCodeAsync("ann", Token)).Code;
        backend.Faults.Sequence(new FaultFilter { Api = LocalFaults.UserPool }, Fault.Pass.CutAnswerAfter(bytes: 10));

        await Assert.ThrowsAsync<AmplifyNetworkException>(() => amplify.Auth.ConfirmSignInAsync(code, cancellationToken: Token));

        var error = await Assert.ThrowsAsync<AmplifyAuthException>(() => amplify.Auth.ConfirmSignInAsync(code, cancellationToken: Token));
        Assert.Equal(AmplifyAuthReason.ChallengeExpired, error.Reason);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(-1)]
    public async Task ClockIsAnHourWrong_TheUserSignsInAndCallsInEachMode(int hours)
    {
        await using LocalBackend backend = await LocalBackend.StartAsync(
            new() { AppSync = new() { AdditionalModes = [AppSyncAuthMode.Iam, AppSyncAuthMode.UserPool] } }, Token);
        backend.UserPool.AddUser("ann", Password);
        var time = new FakeTimeProvider(TimeProvider.System.GetUtcNow() + TimeSpan.FromHours(hours));
        await using AmplifyClient amplify = AmplifyClient.Create(EventApp.ConfigurationOf(backend), new() { TimeProvider = time });

        Assert.IsType<SignInStep.Done>(await amplify.Auth.SignInAsync("ann", Password, cancellationToken: Token));

        foreach (AuthMode mode in new[] { AuthMode.Iam, AuthMode.UserPool })
        {
            await amplify.GraphQL.QueryAsync(new GraphQLOperation<JsonElement>("{ listEvents { items { id } } }"), new() { AuthMode = mode }, Token);
        }
    }

    private static LocalPasswordPolicy Any => new() { MinimumLength = 6, RequiresLowercase = false, RequiresNumber = false, RequiresSymbol = false, RequiresUppercase = false };

    private static SignInOptions Choice(FirstFactor? preferred = null) => new() { Method = SignInMethod.Choice, PreferredFirstFactor = preferred };

    private static Task<LocalBackend> StartAsync(LocalUserPoolOptions userPool) => LocalBackend.StartAsync(new() { UserPool = userPool }, Token);

    private static AmplifyClient Create(LocalBackend backend) =>
        AmplifyClient.Create(EventApp.ConfigurationOf(backend));
}
