using System.Text.Json;
using Amplify.Local.Cognito.UserPool.Mfa;
using Amplify.Local.Tests.Support;

namespace Amplify.Local.Tests.Cognito.UserPool;

public sealed class MfaTests
{
    private static readonly Dictionary<string, string> Addresses = new() { ["email"] = "jane@example.com", ["phone_number"] = "+12065551234" };

    [Fact]
    public async Task SoftwareToken_SetUpAndTurnedOn_IsAskedForAndTakenOnce()
    {
        await using PoolHarness harness = await PoolHarness.StartAsync();
        harness.Pool.AddUser("jane", PoolHarness.Password);
        string secret = await SetUpAsync(harness, "jane", name: "My phone");

        Reply challenge = await harness.SignInAsync("jane");
        Reply wrong = await AnswerAsync(harness, challenge, "000000x");
        string code = TimeBasedCode.At(secret, harness.Time.GetUtcNow());
        Reply right = await AnswerAsync(harness, challenge, code);
        Reply next = await harness.SignInAsync("jane");
        Reply replayed = await AnswerAsync(harness, next, code);
        harness.Time.Advance(TimeSpan.FromSeconds(30));
        Reply later = await AnswerAsync(harness, next, TimeBasedCode.At(secret, harness.Time.GetUtcNow()));

        Assert.Equal(("SOFTWARE_TOKEN_MFA", "My phone"), (challenge.Challenge(), challenge.Parameter("FRIENDLY_DEVICE_NAME")));
        wrong.ShouldBeRefused("CodeMismatchException", "Invalid code received for user");
        Assert.NotNull(right.AccessToken());
        replayed.ShouldBeRefused("ExpiredCodeException", "Your software token has already been used once.");
        Assert.NotNull(later.AccessToken());
        Reply user = await harness.GetUserAsync(later.AccessToken());
        Assert.Equal(("SOFTWARE_TOKEN_MFA", """["SOFTWARE_TOKEN_MFA"]"""), (user.Json.GetProperty("PreferredMfaSetting").GetString(), user.Json.GetProperty("UserMFASettingList").GetRawText()));
    }

    [Fact]
    public async Task SoftwareToken_WrongCodeAtSetUp_IsNotEnabled()
    {
        await using PoolHarness harness = await PoolHarness.StartAsync();
        harness.Pool.AddUser("jane", PoolHarness.Password);
        string token = (await harness.SignInAsync("jane")).AccessToken();

        Reply notAssociated = await harness.CallAsync("VerifySoftwareToken", new { AccessToken = token, UserCode = "123456" });
        string secret = await AssociateAsync(harness, token);
        Reply wrong = await harness.CallAsync("VerifySoftwareToken", new { AccessToken = token, UserCode = "1234567" });
        Reply preferred = await PreferAsync(harness, token, "SoftwareTokenMfaSettings");

        Assert.Matches("^[A-Z2-7]{52}$", secret);
        notAssociated.ShouldBeRefused("SoftwareTokenMFANotFoundException", "Software Token MFA does not exist for the user.");
        wrong.ShouldBeRefused("EnableSoftwareTokenMFAException", "Code mismatch and fail enable Software Token MFA");
        preferred.ShouldBeRefused("InvalidParameterException", "User does not have delivery config set to turn on SOFTWARE_TOKEN_MFA");
        Assert.NotNull((await harness.SignInAsync("jane")).AccessToken());
    }

    [Fact]
    public async Task SoftwareToken_SetUpAgain_KeepsTheOldOneUntilTheNewOneIsVerified()
    {
        await using PoolHarness harness = await PoolHarness.StartAsync();
        harness.Pool.AddUser("jane", PoolHarness.Password);
        string token = (await harness.SignInAsync("jane")).AccessToken();
        string secret = await SetUpAsync(harness, "jane");

        await AssociateAsync(harness, token);

        Assert.NotNull((await AnswerAsync(harness, await harness.SignInAsync("jane"), TimeBasedCode.At(secret, harness.Time.GetUtcNow()))).AccessToken());
    }

    [Theory]
    [InlineData("SMSMfaSettings", "SMS_MFA", "SMS", "+*******1234")]
    [InlineData("EmailMfaSettings", "EMAIL_OTP", "EMAIL", "j***@e***")]
    public async Task SentCode_TurnedOn_IsAskedFor(string settings, string challengeName, string medium, string destination)
    {
        await using PoolHarness harness = await PoolHarness.StartAsync();
        harness.Pool.AddUser("jane", PoolHarness.Password, Addresses);
        await PreferAsync(harness, (await harness.SignInAsync("jane")).AccessToken(), settings);

        Reply challenge = await harness.SignInAsync("jane");
        LocalConfirmationCode code = await harness.Pool.WaitForCodeAsync("jane", Harness.Cancellation);
        Reply wrong = await harness.RespondAsync(challengeName, challenge.Session(), ("USERNAME", "jane"), (challengeName + "_CODE", "no"));
        Reply right = await harness.RespondAsync(challengeName, challenge.Session(), ("USERNAME", "jane"), (challengeName + "_CODE", code.Code));

        Assert.Equal(
            (challengeName, medium, destination),
            (challenge.Challenge(), challenge.Parameter("CODE_DELIVERY_DELIVERY_MEDIUM"), challenge.Parameter("CODE_DELIVERY_DESTINATION")));
        Assert.Equal((LocalCodePurpose.Mfa, medium), (code.Purpose, code.Medium));
        wrong.ShouldBeRefused("CodeMismatchException", "Invalid code or auth state for the user.");
        Assert.NotNull(right.AccessToken());
    }

    [Fact]
    public async Task SentCode_WrongTooOften_EndsTheSignIn()
    {
        await using PoolHarness harness = await PoolHarness.StartAsync();
        harness.Pool.AddUser("jane", PoolHarness.Password, Addresses);
        await PreferAsync(harness, (await harness.SignInAsync("jane")).AccessToken(), "SMSMfaSettings");
        Reply challenge = await harness.SignInAsync("jane");
        for (int i = 0; i < 5; i++)
        {
            await harness.RespondAsync("SMS_MFA", challenge.Session(), ("USERNAME", "jane"), ("SMS_MFA_CODE", "no"));
        }

        (await harness.RespondAsync("SMS_MFA", challenge.Session(), ("USERNAME", "jane"), ("SMS_MFA_CODE", await harness.CodeAsync("jane"))))
            .ShouldBeNotAuthorized("Invalid session for the user.");
    }

    [Theory]
    [InlineData("SMS_MFA", "SMSMfaSettings")]
    [InlineData("SOFTWARE_TOKEN_MFA", null)]
    public async Task Code_GuessedInOneSignInAfterTheOther_IsLimitedForTheUser(string factor, string? setting)
    {
        await using PoolHarness harness = await PoolHarness.StartAsync();
        harness.Pool.AddUser("jane", PoolHarness.Password, Addresses);
        string? secret = setting is null ? await SetUpAsync(harness, "jane") : null;
        if (setting is not null)
        {
            await PreferAsync(harness, (await harness.SignInAsync("jane")).AccessToken(), setting);
        }

        for (int i = 0; i < 5; i++)
        {
            (await AnswerAsync("000")).ShouldBeRefused("CodeMismatchException", secret is null ? "Invalid code or auth state for the user." : "Invalid code received for user");
        }

        (await AnswerAsync(null)).ShouldBeRefused("LimitExceededException", "Attempt limit exceeded, please try after some time.");
        harness.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.NotNull((await AnswerAsync(null)).AccessToken());

        async Task<Reply> AnswerAsync(string? wrong)
        {
            Reply challenge = await harness.SignInAsync("jane");
            string sent = secret is null ? await harness.CodeAsync("jane") : TimeBasedCode.At(secret, harness.Time.GetUtcNow());
            return await harness.RespondAsync(factor, challenge.Session(), ("USERNAME", "jane"), (factor + "_CODE", wrong ?? sent));
        }
    }

    [Fact]
    public async Task SeveralFactors_NonePreferred_AreAChoice()
    {
        await using PoolHarness harness = await PoolHarness.StartAsync();
        harness.Pool.AddUser("jane", PoolHarness.Password, Addresses);
        string token = (await harness.SignInAsync("jane")).AccessToken();
        await harness.CallAsync("SetUserMFAPreference", new { AccessToken = token, SMSMfaSettings = new { Enabled = true }, EmailMfaSettings = new { Enabled = true } });

        Reply choice = await harness.SignInAsync("jane");
        Reply none = await harness.RespondAsync("SELECT_MFA_TYPE", choice.Session(), ("USERNAME", "jane"), ("ANSWER", "SOFTWARE_TOKEN_MFA"));
        Reply challenge = await harness.RespondAsync("SELECT_MFA_TYPE", choice.Session(), ("USERNAME", "jane"), ("ANSWER", "EMAIL_OTP"));
        Reply done = await harness.RespondAsync("EMAIL_OTP", challenge.Session(), ("USERNAME", "jane"), ("EMAIL_OTP_CODE", await harness.CodeAsync("jane")));

        Assert.Equal(("SELECT_MFA_TYPE", """["SMS_MFA","EMAIL_OTP"]"""), (choice.Challenge(), choice.Parameter("MFAS_CAN_CHOOSE")));
        Assert.Equal("InvalidParameterException:", none.ErrorType);
        Assert.NotNull(done.AccessToken());
    }

    [Fact]
    public async Task Preference_TurnedOff_IsNoLongerAskedFor()
    {
        await using PoolHarness harness = await PoolHarness.StartAsync();
        harness.Pool.AddUser("jane", PoolHarness.Password, Addresses);
        string token = (await harness.SignInAsync("jane")).AccessToken();
        await PreferAsync(harness, token, "EmailMfaSettings");

        await harness.CallAsync("SetUserMFAPreference", new { AccessToken = token, EmailMfaSettings = new { Enabled = false } });
        Reply both = await harness.CallAsync("SetUserMFAPreference", new
        {
            AccessToken = token,
            SMSMfaSettings = new { Enabled = true, PreferredMfa = true },
            EmailMfaSettings = new { Enabled = true, PreferredMfa = true },
        });

        Assert.Equal("InvalidParameterException:", both.ErrorType);
        Assert.NotNull((await harness.SignInAsync("jane")).AccessToken());
        Assert.Null(harness.Pool.FindUser("jane")!.PreferredMfaMethod);
    }

    [Fact]
    public async Task Required_UserWithoutAny_SetsOneUpWhenSigningIn()
    {
        await using PoolHarness harness = await PoolHarness.StartAsync(new()
        {
            Mfa = LocalMfaMode.Required,
            MfaMethods = [LocalMfaMethod.SoftwareToken, LocalMfaMethod.Email],
        });
        harness.Pool.AddUser("jane", PoolHarness.Password);

        Reply setup = await harness.SignInAsync("jane");
        Reply associated = await harness.CallAsync("AssociateSoftwareToken", new { Session = setup.Session() });
        string secret = associated.Json.GetProperty("SecretCode").GetString()!;
        Reply wrong = await harness.CallAsync("VerifySoftwareToken", new { Session = associated.Session(), UserCode = "no" });
        Reply verified = await harness.CallAsync(
            "VerifySoftwareToken", new { Session = associated.Session(), UserCode = TimeBasedCode.At(secret, harness.Time.GetUtcNow()) });
        Reply done = await harness.RespondAsync("MFA_SETUP", verified.Session(), ("USERNAME", "jane"));

        Assert.Equal(("MFA_SETUP", """["SOFTWARE_TOKEN_MFA","EMAIL_OTP"]"""), (setup.Challenge(), setup.Parameter("MFAS_CAN_SETUP")));
        Assert.Equal("EnableSoftwareTokenMFAException:", wrong.ErrorType);
        Assert.Equal("SUCCESS", verified.Json.GetProperty("Status").GetString());
        Assert.NotNull(done.AccessToken());
        Assert.Equal("SOFTWARE_TOKEN_MFA", (await harness.SignInAsync("jane")).Challenge());
    }

    [Fact]
    public async Task Required_SetUpNotVerified_IsRefused()
    {
        await using PoolHarness harness = await PoolHarness.StartAsync(new() { Mfa = LocalMfaMode.Required, MfaMethods = [LocalMfaMethod.SoftwareToken] });
        harness.Pool.AddUser("jane", PoolHarness.Password);
        Reply setup = await harness.SignInAsync("jane");

        Assert.Equal("InvalidParameterException:", (await harness.RespondAsync("MFA_SETUP", setup.Session(), ("USERNAME", "jane"))).ErrorType);
    }

    [Fact]
    public async Task Required_EmailSetUp_IsProvenWithACode()
    {
        await using PoolHarness harness = await PoolHarness.StartAsync(new() { Mfa = LocalMfaMode.Required, MfaMethods = [LocalMfaMethod.Email] });
        harness.Pool.AddUser("jane", PoolHarness.Password);
        Reply setup = await harness.SignInAsync("jane");

        Reply challenge = await harness.RespondAsync("MFA_SETUP", setup.Session(), ("USERNAME", "jane"), ("EMAIL", "jane@example.com"));
        Reply done = await harness.RespondAsync("EMAIL_OTP", challenge.Session(), ("USERNAME", "jane"), ("EMAIL_OTP_CODE", await harness.CodeAsync("jane")));

        Assert.Equal("EMAIL_OTP", challenge.Challenge());
        Assert.NotNull(done.AccessToken());
    }

    [Fact]
    public async Task Required_EmailSetUpWhereThePoolTakesNone_IsRefusedAndChangesNothing()
    {
        await using PoolHarness harness = await PoolHarness.StartAsync(new() { Mfa = LocalMfaMode.Required, MfaMethods = [LocalMfaMethod.SoftwareToken] });
        harness.Pool.AddUser("jane", PoolHarness.Password, Addresses);
        Reply setup = await harness.SignInAsync("jane");

        Reply refused = await harness.RespondAsync("MFA_SETUP", setup.Session(), ("USERNAME", "jane"), ("EMAIL", "somebody@example.com"));

        Assert.Equal("InvalidParameterException:", refused.ErrorType);
        Assert.Equal(Addresses["email"], harness.Pool.FindUser("jane")!.Attributes["email"]);
    }

    [Fact]
    public async Task NewPassword_WithAnotherAddress_DoesNotTakeItAsVerified()
    {
        await using PoolHarness harness = await PoolHarness.StartAsync(new() { Mfa = LocalMfaMode.Off });
        harness.Pool.AddUserWithTemporaryPassword("john", "T3mporary!", new Dictionary<string, string> { ["email"] = "john@example.com", ["email_verified"] = "true" });
        Reply challenge = await harness.SignInWithPasswordAsync("john", "T3mporary!");

        Reply done = await harness.RespondAsync(
            "NEW_PASSWORD_REQUIRED",
            challenge.Session(),
            ("USERNAME", "john"), ("NEW_PASSWORD", PoolHarness.Password), ("userAttributes.email", "somebody@example.com"));

        Assert.NotNull(done.AccessToken());
        IReadOnlyDictionary<string, string> attributes = harness.Pool.FindUser("john")!.Attributes;
        Assert.Equal(("somebody@example.com", "false"), (attributes["email"], attributes["email_verified"]));
    }

    [Fact]
    public async Task Required_KnownTelephone_IsTheFactor()
    {
        await using PoolHarness harness = await PoolHarness.StartAsync(new() { Mfa = LocalMfaMode.Required });
        harness.Pool.AddUser("jane", PoolHarness.Password, Addresses);

        Assert.Equal("SMS_MFA", (await harness.SignInAsync("jane")).Challenge());
    }

    [Fact]
    public async Task Off_AssociateSoftwareToken_IsRefused()
    {
        await using PoolHarness harness = await PoolHarness.StartAsync(new() { Mfa = LocalMfaMode.Off });
        harness.Pool.AddUser("jane", PoolHarness.Password);
        string token = (await harness.SignInAsync("jane")).AccessToken();

        Assert.Equal("SoftwareTokenMFANotFoundException:", (await harness.CallAsync("AssociateSoftwareToken", new { AccessToken = token })).ErrorType);
    }

    [Fact]
    public async Task NewPassword_TemporaryOne_HasToBeReplaced()
    {
        await using PoolHarness harness = await PoolHarness.StartAsync(new() { RequiredAttributes = ["email", "name"] });
        harness.Pool.AddUserWithTemporaryPassword("jane", "Temp-0rary!", new Dictionary<string, string> { ["email"] = "jane@example.com" });

        Reply challenge = await harness.SignInAsync("jane", "Temp-0rary!");
        Reply weak = await harness.RespondAsync(
            "NEW_PASSWORD_REQUIRED", challenge.Session(), ("USERNAME", "jane"), ("NEW_PASSWORD", "weak"), ("userAttributes.name", "Jane"));
        Reply incomplete = await harness.RespondAsync("NEW_PASSWORD_REQUIRED", challenge.Session(), ("USERNAME", "jane"), ("NEW_PASSWORD", PoolHarness.Password));
        Reply done = await harness.RespondAsync(
            "NEW_PASSWORD_REQUIRED", challenge.Session(), ("USERNAME", "jane"), ("NEW_PASSWORD", PoolHarness.Password), ("userAttributes.name", "Jane"));

        Assert.Equal(("NEW_PASSWORD_REQUIRED", """["userAttributes.name"]"""), (challenge.Challenge(), challenge.Parameter("requiredAttributes")));
        Assert.Equal("jane@example.com", JsonElement.Parse(challenge.Parameter("userAttributes")!).GetProperty("email").GetString());
        weak.ShouldBeRefused("InvalidPasswordException", "Password did not conform with policy: Password not long enough");
        incomplete.ShouldBeRefused("InvalidParameterException", "Attributes did not conform to the schema: name: The attribute is required");
        Assert.NotNull(done.AccessToken());
        Assert.Equal((LocalUserStatus.Confirmed, "Jane"), (harness.Pool.FindUser("jane")!.Status, harness.Pool.FindUser("jane")!.Attributes["name"]));
        Assert.Equal(200, (await harness.SignInAsync("jane")).Code);
    }

    [Fact]
    public async Task NewPassword_TemporaryOneOfLastWeek_HasExpired()
    {
        await using PoolHarness harness = await PoolHarness.StartAsync();
        harness.Pool.AddUserWithTemporaryPassword("jane", "Temp-0rary!");
        harness.Time.Advance(TimeSpan.FromDays(7));

        (await harness.SignInAsync("jane", "Temp-0rary!")).ShouldBeNotAuthorized("Temporary password has expired and must be reset by an administrator.");
    }

    /// <summary>Gives a user an authenticator app as the preferred second factor.</summary>
    internal static async Task<string> SetUpAsync(PoolHarness harness, string username, string? name = null)
    {
        string token = (await harness.SignInAsync(username)).AccessToken();
        string secret = await AssociateAsync(harness, token);
        Reply verified = await harness.CallAsync(
            "VerifySoftwareToken", new { AccessToken = token, UserCode = TimeBasedCode.At(secret, harness.Time.GetUtcNow()), FriendlyDeviceName = name });
        Assert.Equal("""{"Status":"SUCCESS"}""", verified.Text);
        Assert.Equal("{}", (await PreferAsync(harness, token, "SoftwareTokenMfaSettings")).Text);
        return secret;
    }

    private static async Task<string> AssociateAsync(PoolHarness harness, string token) =>
        (await harness.CallAsync("AssociateSoftwareToken", new { AccessToken = token })).Json.GetProperty("SecretCode").GetString()!;

    private static Task<Reply> PreferAsync(PoolHarness harness, string token, string settings) => harness.CallAsync(
        "SetUserMFAPreference", new Dictionary<string, object> { ["AccessToken"] = token, [settings] = new { Enabled = true, PreferredMfa = true } });

    private static Task<Reply> AnswerAsync(PoolHarness harness, Reply challenge, string code) =>
        harness.RespondAsync("SOFTWARE_TOKEN_MFA", challenge.Session(), ("USERNAME", "jane"), ("SOFTWARE_TOKEN_MFA_CODE", code));
}
