using Amplify.Local.Tests.Support;

namespace Amplify.Local.Tests.Cognito.UserPool;

/// <summary>The flow whose challenges the pool's owner makes: here a riddle that may be guessed at three times.</summary>
public sealed class CustomSignInTests
{
    [Fact]
    public async Task Custom_RightAnswer_GivesTokens()
    {
        await using PoolHarness harness = await StartAsync();

        Reply challenge = await harness.InitiateAsync("CUSTOM_AUTH", ("USERNAME", "jane"));
        Reply done = await harness.RespondAsync("CUSTOM_CHALLENGE", challenge.Session(), ("USERNAME", "jane"), ("ANSWER", "42"));

        Assert.Equal(("CUSTOM_CHALLENGE", "6 * 7", "jane"), (challenge.Challenge(), challenge.Parameter("riddle"), challenge.Parameter("USERNAME")));
        Assert.Null(challenge.Parameter("answer"));
        Assert.NotNull(done.AccessToken());
    }

    [Fact]
    public async Task Custom_WrongAnswers_AreAskedAgainAndThenFail()
    {
        await using PoolHarness harness = await StartAsync();

        Reply first = await harness.InitiateAsync("CUSTOM_AUTH", ("USERNAME", "jane"));
        Reply second = await harness.RespondAsync("CUSTOM_CHALLENGE", first.Session(), ("USERNAME", "jane"), ("ANSWER", "41"));
        Reply third = await harness.RespondAsync("CUSTOM_CHALLENGE", second.Session(), ("USERNAME", "jane"), ("ANSWER", "43"));

        Assert.Equal("CUSTOM_CHALLENGE", third.Challenge());
        (await harness.RespondAsync("CUSTOM_CHALLENGE", third.Session(), ("USERNAME", "jane"), ("ANSWER", "44")))
            .ShouldBeNotAuthorized("Incorrect username or password.");
    }

    [Fact]
    public async Task Custom_AfterSrp_ProvesThePasswordFirst()
    {
        await using PoolHarness harness = await StartAsync();
        var client = new SrpClient();

        Reply proof = await harness.InitiateAsync(
            "CUSTOM_AUTH", ("USERNAME", "jane"), ("CHALLENGE_NAME", "SRP_A"), ("SRP_A", client.PublicHex));
        Reply challenge = await harness.ProveAsync(proof, client, PoolHarness.Password);
        Reply done = await harness.RespondAsync("CUSTOM_CHALLENGE", challenge.Session(), ("USERNAME", "jane"), ("ANSWER", "42"));

        Assert.Equal(("PASSWORD_VERIFIER", "CUSTOM_CHALLENGE"), (proof.Challenge(), challenge.Challenge()));
        Assert.NotNull(done.AccessToken());
    }

    [Fact]
    public async Task Custom_MetadataOfTheAnswer_ReachesTheTriggers()
    {
        List<string?> seen = [];
        await using PoolHarness harness = await PoolHarness.StartAsync(new()
        {
            DefineAuthChallenge = (history, _) =>
            {
                seen.Add(history.ClientMetadata.GetValueOrDefault("visit"));
                return new(history.Results.Count == 0 ? LocalAuthChallengeDecision.CustomChallenge : LocalAuthChallengeDecision.IssueTokens);
            },
            CreateAuthChallenge = static (_, _) => new(new LocalAuthChallenge()),
            VerifyAuthChallenge = (answer, _) =>
            {
                seen.Add(answer.ClientMetadata.GetValueOrDefault("visit"));
                return new(true);
            },
        });
        harness.Pool.AddUser("jane", PoolHarness.Password);

        Reply challenge = await harness.CallAsync("InitiateAuth", new
        {
            AuthFlow = "CUSTOM_AUTH", AuthParameters = new { USERNAME = "jane" }, ClientMetadata = new { visit = "first" },
        });
        await harness.CallAsync("RespondToAuthChallenge", new
        {
            ChallengeName = "CUSTOM_CHALLENGE",
            Session = challenge.Session(),
            ChallengeResponses = new { USERNAME = "jane", ANSWER = "x" },
            ClientMetadata = new { visit = "second" },
        });

        Assert.Equal(["first", "second", "second"], seen);
    }

    [Fact]
    public async Task Custom_UnknownUser_IsAskedTheSameAndNeverLetIn()
    {
        await using PoolHarness harness = await StartAsync();

        Reply challenge = await harness.InitiateAsync("CUSTOM_AUTH", ("USERNAME", "john"));

        Assert.Equal("CUSTOM_CHALLENGE", challenge.Challenge());
        (await harness.RespondAsync("CUSTOM_CHALLENGE", challenge.Session(), ("USERNAME", "john"), ("ANSWER", "42")))
            .ShouldBeNotAuthorized("Incorrect username or password.");
    }

    [Fact]
    public async Task Custom_TriggerThatThrows_IsToldAndLogged()
    {
        using var log = new LogCapture();
        await using PoolHarness harness = await PoolHarness.StartAsync(
            new() { DefineAuthChallenge = static (_, _) => throw new InvalidOperationException("Not today") }, log: log);
        harness.Pool.AddUser("jane", PoolHarness.Password);

        (await harness.InitiateAsync("CUSTOM_AUTH", ("USERNAME", "jane")))
            .ShouldBeRefused("UserLambdaValidationException", "DefineAuthChallenge failed with error Not today.");
        Assert.Contains(log.Lines, static line => line.Text.Contains("The trigger DefineAuthChallenge threw", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Custom_NoTriggers_IsRefused()
    {
        await using PoolHarness harness = await PoolHarness.StartAsync();
        harness.Pool.AddUser("jane", PoolHarness.Password);

        Assert.Equal("InvalidParameterException:", (await harness.InitiateAsync("CUSTOM_AUTH", ("USERNAME", "jane"))).ErrorType);
    }

    private static async Task<PoolHarness> StartAsync()
    {
        PoolHarness harness = await PoolHarness.StartAsync(new()
        {
            DefineAuthChallenge = static (history, _) => new(history.Results switch
            {
                [{ ChallengeName: "SRP_A" }] => LocalAuthChallengeDecision.PasswordVerifier,
                [.., { ChallengeName: "CUSTOM_CHALLENGE", IsCorrect: true, Metadata: "riddle" }] => LocalAuthChallengeDecision.IssueTokens,
                { Count: >= 3 } results when results.All(static result => !result.IsCorrect) => LocalAuthChallengeDecision.Fail,
                _ => LocalAuthChallengeDecision.CustomChallenge,
            }),
            CreateAuthChallenge = static (_, _) => new(new LocalAuthChallenge
            {
                PublicParameters = new Dictionary<string, string> { ["riddle"] = "6 * 7" },
                PrivateParameters = new Dictionary<string, string> { ["answer"] = "42" },
                Metadata = "riddle",
            }),
            VerifyAuthChallenge = static (answer, _) => new(answer.Answer == answer.PrivateParameters["answer"]),
        });
        harness.Pool.AddUser("jane", PoolHarness.Password);
        return harness;
    }
}
