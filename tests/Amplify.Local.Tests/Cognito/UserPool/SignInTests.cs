using Amplify.Local.Cognito.UserPool.Srp;
using Amplify.Local.Tests.Support;

namespace Amplify.Local.Tests.Cognito.UserPool;

public sealed class SignInTests
{
    private const string WrongPassword = "Incorrect username or password.";

    [Theory]
    [InlineData("jane", "P@ssw0rd!")]
    [InlineData("Jane.Doe+1@example.com", "with space inside A1!")]
    [InlineData("жанна", "Пароль-Aa1!")]
    [InlineData("👍name", "🔑🔒 Aa1!")]
    [InlineData("Zoe\u0308", "Zoe\u0308-Aa1!")]
    [InlineData("Zo\u00EB", "Zo\u00EB-Aa1!")]
    [InlineData("ISTANBUL", "Iıİi-Aa1!")]
    public async Task SignIn_RightPassword_GivesTokens(string username, string password)
    {
        await using PoolHarness harness = await PoolHarness.StartAsync();
        harness.Pool.AddUser(username, password);

        Reply srp = await harness.SignInAsync(username, password);
        Reply plain = await harness.SignInWithPasswordAsync(username, password);

        Assert.Equal(("Bearer", 3600), (srp.Result().GetProperty("TokenType").GetString(), srp.Result().GetProperty("ExpiresIn").GetInt32()));
        Assert.Equal(5, srp.RefreshToken().Split('.').Length);
        Assert.Equal(200, (await harness.GetUserAsync(srp.AccessToken())).Code);
        Assert.Equal(200, (await harness.GetUserAsync(plain.AccessToken())).Code);
    }

    [Fact]
    public async Task SignIn_OtherNormalFormOfThePassword_IsAnotherPassword()
    {
        await using PoolHarness harness = await PoolHarness.StartAsync();
        harness.Pool.AddUser("jane", "Zoe\u0308-Aa1!");

        (await harness.SignInAsync("jane", "Zo\u00EB-Aa1!")).ShouldBeNotAuthorized(WrongPassword);
    }

    [Fact]
    public async Task SignIn_WrongPasswordOrUnknownUser_IsTheSameRefusal()
    {
        await using PoolHarness harness = await PoolHarness.StartAsync();
        harness.Pool.AddUser("jane", PoolHarness.Password);

        Reply wrong = await harness.SignInAsync("jane", "Wrong-0ne!");
        Reply unknown = await harness.SignInAsync("john", "Wrong-0ne!");

        wrong.ShouldBeNotAuthorized(WrongPassword);
        Assert.Equal(wrong.Text, unknown.Text);
        (await harness.SignInWithPasswordAsync("jane", "Wrong-0ne!")).ShouldBeNotAuthorized(WrongPassword);
        (await harness.SignInWithPasswordAsync("john", "Wrong-0ne!")).ShouldBeNotAuthorized(WrongPassword);
    }

    [Fact]
    public async Task Initiate_UnknownUser_HasAStableSaltAndAFreshPublicNumber()
    {
        await using PoolHarness harness = await PoolHarness.StartAsync();
        harness.Pool.AddUser("jane", PoolHarness.Password);
        string clientPublic = new SrpClient().PublicHex;

        Reply first = await harness.InitiateAsync("USER_SRP_AUTH", ("USERNAME", "john"), ("SRP_A", clientPublic));
        Reply second = await harness.InitiateAsync("USER_SRP_AUTH", ("USERNAME", "John"), ("SRP_A", clientPublic));
        Reply other = await harness.InitiateAsync("USER_SRP_AUTH", ("USERNAME", "jim"), ("SRP_A", clientPublic));
        Reply known = await harness.InitiateAsync("USER_SRP_AUTH", ("USERNAME", "jane"), ("SRP_A", clientPublic));

        Assert.Equal("PASSWORD_VERIFIER", first.Challenge());
        Assert.Equal(first.Parameter("SALT"), second.Parameter("SALT"));
        Assert.NotEqual(first.Parameter("SALT"), other.Parameter("SALT"));
        Assert.NotEqual(first.Parameter("SRP_B"), second.Parameter("SRP_B"));
        Assert.Equal("john", first.Parameter("USER_ID_FOR_SRP"));
        Assert.Equal(Shape(known), Shape(first));
    }

    [Fact]
    public async Task Initiate_UnknownAddress_HasAMadeUpId()
    {
        await using PoolHarness harness = await PoolHarness.StartAsync(new() { UsernameAttributes = LocalSignInAttributes.Email });

        Reply reply = await harness.InitiateAsync("USER_SRP_AUTH", ("USERNAME", "john@example.com"), ("SRP_A", new SrpClient().PublicHex));

        Assert.Matches("^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$", reply.Parameter("USER_ID_FOR_SRP"));
    }

    [Fact]
    public async Task Initiate_UnknownUserOfALegacyClient_IsNotFound()
    {
        await using PoolHarness harness = await PoolHarness.StartAsync(new() { Clients = [new("old") { PreventUserExistenceErrors = false }] });

        (await harness.SignInAsync("john")).ShouldBeRefused("UserNotFoundException", "User does not exist.");
        (await harness.SignInWithPasswordAsync("john")).ShouldBeRefused("UserNotFoundException", "User does not exist.");
    }

    [Theory]
    [InlineData("jane")]
    [InlineData("nobody")]
    public async Task SignIn_WrongPasswords_LockTheNameForLongerEachTime(string username)
    {
        await using PoolHarness harness = await PoolHarness.StartAsync();
        harness.Pool.AddUser("jane", PoolHarness.Password);
        for (int i = 0; i < 5; i++)
        {
            (await harness.SignInWithPasswordAsync(username, "Wrong-0ne!")).ShouldBeNotAuthorized(WrongPassword);
        }

        (await harness.SignInWithPasswordAsync(username)).ShouldBeNotAuthorized("Password attempts exceeded");
        harness.Time.Advance(TimeSpan.FromSeconds(1));
        (await harness.SignInWithPasswordAsync(username, "Wrong-0ne!")).ShouldBeNotAuthorized(WrongPassword);
        harness.Time.Advance(TimeSpan.FromSeconds(1));
        (await harness.SignInAsync(username)).ShouldBeNotAuthorized("Password attempts exceeded");
        harness.Time.Advance(TimeSpan.FromSeconds(1));
        (await harness.SignInWithPasswordAsync(username, "Wrong-0ne!")).ShouldBeNotAuthorized(WrongPassword);
    }

    [Fact]
    public async Task SignIn_AfterTheLock_StartsAnew()
    {
        await using PoolHarness harness = await PoolHarness.StartAsync();
        harness.Pool.AddUser("jane", PoolHarness.Password);
        for (int i = 0; i < 5; i++)
        {
            await harness.SignInWithPasswordAsync("jane", "Wrong-0ne!");
        }

        harness.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(200, (await harness.SignInAsync("jane")).Code);
        (await harness.SignInWithPasswordAsync("jane", "Wrong-0ne!")).ShouldBeNotAuthorized(WrongPassword);
        Assert.Equal(200, (await harness.SignInWithPasswordAsync("jane")).Code);
    }

    [Fact]
    public async Task SignIn_StateOfTheUser_IsToldOnlyToWhoKnowsThePassword()
    {
        await using PoolHarness harness = await PoolHarness.StartAsync();
        await harness.SignUpAsync("new");
        harness.Pool.AddUser("off", PoolHarness.Password);
        harness.Pool.SetEnabled("off", isEnabled: false);
        harness.Pool.AddUser("reset", PoolHarness.Password);
        harness.Pool.RequirePasswordReset("reset");

        (await harness.SignInAsync("new")).ShouldBeRefused("UserNotConfirmedException", "User is not confirmed.");
        (await harness.SignInAsync("off")).ShouldBeNotAuthorized("User is disabled.");
        (await harness.SignInAsync("reset")).ShouldBeRefused("PasswordResetRequiredException", "Password reset required for the user");
        foreach (string name in new[] { "new", "off", "reset" })
        {
            (await harness.SignInAsync(name, "Wrong-0ne!")).ShouldBeNotAuthorized(WrongPassword);
        }
    }

    [Theory]
    [InlineData("USER_SRP_AUTH", "USER_SRP_AUTH is not enabled for the client.")]
    [InlineData("USER_PASSWORD_AUTH", "USER_PASSWORD_AUTH flow not enabled for this client")]
    [InlineData("CUSTOM_AUTH", "CUSTOM_AUTH is not enabled for the client.")]
    [InlineData("REFRESH_TOKEN_AUTH", "Auth flow not enabled for this client")]
    [InlineData("USER_AUTH", "Auth flow not enabled for this client")]
    public async Task Initiate_FlowThatTheClientHasNot_IsRefused(string flow, string message)
    {
        await using PoolHarness harness = await PoolHarness.StartAsync(new() { Clients = [new("none") { AuthFlows = LocalAuthFlows.None }] });

        (await harness.InitiateAsync(flow, ("USERNAME", "jane"))).ShouldBeRefused("InvalidParameterException", message);
    }

    [Theory]
    [InlineData("USER_SRP_AUTH", "SRP_A")]
    [InlineData("USER_PASSWORD_AUTH", "PASSWORD")]
    [InlineData("REFRESH_TOKEN_AUTH", "REFRESH_TOKEN")]
    public async Task Initiate_ParameterMissing_IsNamed(string flow, string parameter)
    {
        await using PoolHarness harness = await PoolHarness.StartAsync();

        (await harness.InitiateAsync(flow, ("USERNAME", "jane"))).ShouldBeRefused("InvalidParameterException", $"Missing required parameter {parameter}");
    }

    [Fact]
    public async Task Initiate_UnknownFlow_TellsTheFlows()
    {
        await using PoolHarness harness = await PoolHarness.StartAsync();

        Reply reply = await harness.InitiateAsync("MAGIC", ("USERNAME", "jane"));

        Assert.Equal("InvalidParameterException:", reply.ErrorType);
        Assert.Contains("USER_SRP_AUTH", reply.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("0")]
    [InlineData("xyz")]
    public async Task Initiate_PublicNumberThatIsNone_IsRefused(string clientPublic)
    {
        await using PoolHarness harness = await PoolHarness.StartAsync();

        Assert.Equal("InvalidParameterException:", (await harness.InitiateAsync("USER_SRP_AUTH", ("USERNAME", "jane"), ("SRP_A", clientPublic))).ErrorType);
        Assert.Equal("InvalidParameterException:", (await harness.InitiateAsync("USER_SRP_AUTH", ("USERNAME", "jane"), ("SRP_A", SrpGroup.ToHex(SrpGroup.Prime)))).ErrorType);
    }

    [Fact]
    public async Task Respond_SessionUsedExpiredOrMadeUp_IsInvalid()
    {
        await using PoolHarness harness = await PoolHarness.StartAsync();
        harness.Pool.AddUser("jane", PoolHarness.Password);
        var client = new SrpClient();
        Reply used = await harness.InitiateAsync("USER_SRP_AUTH", ("USERNAME", "jane"), ("SRP_A", client.PublicHex));
        Reply late = await harness.InitiateAsync("USER_SRP_AUTH", ("USERNAME", "jane"), ("SRP_A", client.PublicHex));
        Assert.Equal(200, (await harness.ProveAsync(used, client, PoolHarness.Password)).Code);

        (await harness.ProveAsync(used, client, PoolHarness.Password)).ShouldBeNotAuthorized("Invalid session for the user, session can only be used once.");
        (await harness.RespondAsync("PASSWORD_VERIFIER", new string('x', 40), ("USERNAME", "jane"))).ShouldBeNotAuthorized("Invalid session for the user.");
        (await harness.RespondAsync("SMS_MFA", late.Session(), ("USERNAME", "jane"))).ShouldBeNotAuthorized("Invalid session for the user.");
        (await harness.RespondAsync("PASSWORD_VERIFIER", null, ("USERNAME", "jane"))).ShouldBeRefused("InvalidParameterException", "Missing required parameter Session");
        harness.Time.Advance(TimeSpan.FromMinutes(3));
        (await harness.ProveAsync(late, client, PoolHarness.Password)).ShouldBeNotAuthorized("Invalid session for the user, session is expired.");
    }

    [Fact]
    public async Task Respond_SessionOfAnotherUserOrClient_IsInvalid()
    {
        await using PoolHarness harness = await PoolHarness.StartAsync(new() { Clients = [new("web"), new("app")] });
        harness.Pool.AddUser("jane", PoolHarness.Password);
        harness.Pool.AddUser("john", PoolHarness.Password);
        Reply first = await harness.InitiateAsync("USER_SRP_AUTH", ("USERNAME", "jane"), ("SRP_A", new SrpClient().PublicHex));
        Reply second = await harness.InitiateAsync("USER_SRP_AUTH", ("USERNAME", "jane"), ("SRP_A", new SrpClient().PublicHex));

        (await harness.RespondAsync("PASSWORD_VERIFIER", first.Session(), ("USERNAME", "john"))).ShouldBeNotAuthorized("Invalid session for the user.");
        harness.ClientId = harness.Pool.ClientIdOf("app");
        (await harness.RespondAsync("PASSWORD_VERIFIER", second.Session(), ("USERNAME", "jane"))).ShouldBeNotAuthorized("Invalid session for the user.");
    }

    [Fact]
    public async Task Respond_TimestampFarFromTheClock_IsRefusedAndLogged()
    {
        using var log = new LogCapture();
        await using PoolHarness harness = await PoolHarness.StartAsync(log: log);
        harness.Pool.AddUser("jane", PoolHarness.Password);
        var client = new SrpClient();
        Reply challenge = await harness.InitiateAsync("USER_SRP_AUTH", ("USERNAME", "jane"), ("SRP_A", client.PublicHex));
        string block = challenge.Parameter("SECRET_BLOCK")!;
        string timestamp = SrpClient.Timestamp(harness.Time.GetUtcNow().AddHours(1));
        byte[] key = client.DeriveKey(harness.Realm, "jane", PoolHarness.Password, challenge.Parameter("SALT")!, challenge.Parameter("SRP_B")!);

        Reply reply = await harness.RespondAsync(
            "PASSWORD_VERIFIER",
            challenge.Session(),
            ("USERNAME", "jane"),
            ("PASSWORD_CLAIM_SECRET_BLOCK", block),
            ("PASSWORD_CLAIM_SIGNATURE", SrpClient.Sign(key, harness.Realm, "jane", block, timestamp)),
            ("TIMESTAMP", timestamp));

        reply.ShouldBeNotAuthorized(WrongPassword);
        Assert.Contains(log.Lines, line => line.Text.Contains(timestamp, StringComparison.Ordinal));
    }

    [Fact]
    public async Task SignIn_ByVerifiedAlias_IsTheUser()
    {
        await using PoolHarness harness = await PoolHarness.StartAsync(new() { AliasAttributes = LocalSignInAttributes.Email | LocalSignInAttributes.PreferredUsername });
        harness.Pool.AddUser("jane", PoolHarness.Password, new Dictionary<string, string> { ["email"] = "jane@example.com", ["preferred_username"] = "jay" });
        await harness.SignUpAsync("john", email: "john@example.com");

        Assert.Equal(200, (await harness.SignInAsync("Jane@Example.com")).Code);
        Assert.Equal(200, (await harness.SignInAsync("jay")).Code);
        (await harness.SignInAsync("john@example.com")).ShouldBeNotAuthorized(WrongPassword);
    }

    [Fact]
    public async Task UserAuth_AfterConfirmingWithTheSession_NeedsNoPassword()
    {
        await using PoolHarness harness = await PoolHarness.StartAsync();
        Reply signUp = await harness.SignUpAsync("jane");
        Reply confirm = await harness.CallAsync(
            "ConfirmSignUp", new { Username = "jane", ConfirmationCode = await harness.CodeAsync("jane"), Session = signUp.Session() });

        Reply signIn = await harness.CallAsync("InitiateAuth", new
        {
            AuthFlow = "USER_AUTH",
            AuthParameters = new { USERNAME = "jane" },
            Session = confirm.Session(),
        });
        Reply again = await harness.CallAsync("InitiateAuth", new
        {
            AuthFlow = "USER_AUTH",
            AuthParameters = new { USERNAME = "jane" },
            Session = confirm.Session(),
        });

        Assert.NotNull(signIn.AccessToken());
        again.ShouldBeNotAuthorized("Invalid session for the user, session can only be used once.");
    }

    [Fact]
    public async Task UserAuth_ConfirmedWithTheSessionOfASignIn_StillNeedsThePassword()
    {
        await using PoolHarness harness = await PoolHarness.StartAsync();
        await harness.SignUpAsync("jane");
        Reply begun = await harness.InitiateAsync("USER_SRP_AUTH", ("USERNAME", "jane"), ("SRP_A", new SrpClient().PublicHex));

        Reply confirm = await harness.CallAsync(
            "ConfirmSignUp", new { Username = "jane", ConfirmationCode = await harness.CodeAsync("jane"), Session = begun.Session() });

        Assert.NotNull(begun.Session());
        Assert.Equal("{}", confirm.Text);
    }

    [Fact]
    public async Task UserAuth_Choice_OffersWhatTheUserHas()
    {
        await using PoolHarness harness = await PoolHarness.StartAsync();
        harness.Pool.AddUser("jane", PoolHarness.Password, new Dictionary<string, string> { ["email"] = "jane@example.com" });

        Reply choice = await harness.InitiateAsync("USER_AUTH", ("USERNAME", "jane"));
        Reply code = await harness.RespondAsync("SELECT_CHALLENGE", choice.Session(), ("USERNAME", "jane"), ("ANSWER", "EMAIL_OTP"));
        Reply byCode = await harness.RespondAsync("EMAIL_OTP", code.Session(), ("USERNAME", "jane"), ("EMAIL_OTP_CODE", await harness.CodeAsync("jane")));
        Reply byPassword = await harness.InitiateAsync(
            "USER_AUTH", ("USERNAME", "jane"), ("PREFERRED_CHALLENGE", "PASSWORD"), ("PASSWORD", PoolHarness.Password));
        var client = new SrpClient();
        Reply proof = await harness.InitiateAsync("USER_AUTH", ("USERNAME", "jane"), ("PREFERRED_CHALLENGE", "PASSWORD_SRP"), ("SRP_A", client.PublicHex));
        Reply unknown = await harness.InitiateAsync("USER_AUTH", ("USERNAME", "john"));

        Assert.Equal(["EMAIL_OTP", "PASSWORD", "PASSWORD_SRP"], choice.Json.GetProperty("AvailableChallenges").EnumerateArray().Select(static name => name.GetString()));
        Assert.Equal(("EMAIL_OTP", "j***@e***"), (code.Challenge(), code.Parameter("CODE_DELIVERY_DESTINATION")));
        Assert.NotNull(byCode.AccessToken());
        Assert.NotNull(byPassword.AccessToken());
        Assert.NotNull((await harness.ProveAsync(proof, client, PoolHarness.Password)).AccessToken());
        Assert.Equal(choice.Json.GetProperty("AvailableChallenges").GetRawText(), unknown.Json.GetProperty("AvailableChallenges").GetRawText());
    }

    [Fact]
    public async Task UserAuth_UserWithASecondFactor_CannotSignInWithACodeAlone()
    {
        await using PoolHarness harness = await PoolHarness.StartAsync();
        harness.Pool.AddUser("jane", PoolHarness.Password, new Dictionary<string, string> { ["email"] = "jane@example.com" });
        Reply begun = await harness.InitiateAsync("USER_AUTH", ("USERNAME", "jane"), ("PREFERRED_CHALLENGE", "EMAIL_OTP"));
        string code = await harness.CodeAsync("jane");
        await MfaTests.SetUpAsync(harness, "jane");

        Reply answered = await harness.RespondAsync("EMAIL_OTP", begun.Session(), ("USERNAME", "jane"), ("EMAIL_OTP_CODE", code));
        Reply choice = await harness.InitiateAsync("USER_AUTH", ("USERNAME", "jane"), ("PREFERRED_CHALLENGE", "EMAIL_OTP"));
        Reply insisted = await harness.RespondAsync("SELECT_CHALLENGE", choice.Session(), ("USERNAME", "jane"), ("ANSWER", "EMAIL_OTP"));

        Assert.Equal("SOFTWARE_TOKEN_MFA", answered.Challenge());
        Assert.Equal(["PASSWORD", "PASSWORD_SRP"], choice.Json.GetProperty("AvailableChallenges").EnumerateArray().Select(static name => name.GetString()));
        Assert.Equal("InvalidParameterException:", insisted.ErrorType);
    }

    [Fact]
    public async Task UserAuth_SecondFactorDemanded_OffersNoCodes_NotEvenToUnknownUsers()
    {
        await using PoolHarness harness = await PoolHarness.StartAsync(new() { Mfa = LocalMfaMode.Required });
        harness.Pool.AddUser("jane", PoolHarness.Password, new Dictionary<string, string> { ["email"] = "jane@example.com" });

        foreach (string name in new[] { "jane", "john" })
        {
            Reply choice = await harness.InitiateAsync("USER_AUTH", ("USERNAME", name));
            Assert.Equal(["PASSWORD", "PASSWORD_SRP"], choice.Json.GetProperty("AvailableChallenges").EnumerateArray().Select(static offered => offered.GetString()));
        }
    }

    private static IEnumerable<(string, bool)> Shape(Reply reply) =>
        reply.Json.GetProperty("ChallengeParameters").EnumerateObject().Select(static parameter => (parameter.Name, parameter.Value.GetString()!.Length > 20));
}
