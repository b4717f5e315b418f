using Amplify.Interop.Tests.Running;
using Amplify.Local;

namespace Amplify.Interop.Tests.AmplifyJs;

/// <summary>The local user pool, called by Amplify for JavaScript.</summary>
public sealed class AuthTests
{
    private const string Password = "P@ssw0rd!";

    [Theory]
    [InlineData("amplify_outputs.json")]
    [InlineData("aws-exports.js")]
    public async Task SignUp_ConfirmSignInRefreshAndSignOut_Work(string file)
    {
        Assert.SkipWhen(NodePackages.Missing is not null, NodePackages.Missing ?? "");
        await using LocalBackend backend = await StartAsync();
        await using AmplifyJsClient client = await AmplifyJsClient.StartAsync(backend, file);

        AmplifyJsAnswer signUp = await client.AuthAsync("signUp", new
        {
            username = "jane", password = Password, options = new { userAttributes = new { email = "jane@example.com" } },
        });
        LocalConfirmationCode code = await backend.UserPool.WaitForCodeAsync("jane", TestContext.Current.CancellationToken);
        AmplifyJsAnswer early = await client.AuthAsync("signIn", new { username = "jane", password = Password });
        AmplifyJsAnswer confirmed = await client.AuthAsync("confirmSignUp", new { username = "jane", confirmationCode = code.Code });
        AmplifyJsAnswer signIn = await client.AuthAsync("signIn", new { username = "jane", password = Password });
        AmplifyJsAnswer tokens = await client.TokensAsync();
        AmplifyJsAnswer refreshed = await client.TokensAsync(forceRefresh: true);
        AmplifyJsAnswer attributes = await client.AuthAsync("fetchUserAttributes");
        AmplifyJsAnswer signedOut = await client.AuthAsync("signOut", new { global = true });
        AmplifyJsAnswer after = await client.TokensAsync();

        Assert.Equal("CONFIRM_SIGN_UP", StepOf(signUp, "signUpStep"));
        Assert.Equal("CONFIRM_SIGN_UP", StepOf(early, "signInStep"));
        Assert.Equal("DONE", StepOf(confirmed, "signUpStep"));
        Assert.Equal("DONE", StepOf(signIn, "signInStep"));
        Assert.Equal(backend.UserPool.FindUser("jane")!.UserSub, tokens.Result.GetProperty("userSub").GetString());
        Assert.NotEqual(tokens.Result.GetProperty("accessToken").GetString(), refreshed.Result.GetProperty("accessToken").GetString());
        Assert.Equal("true", attributes.Result.GetProperty("email_verified").GetString());
        Assert.Null(signedOut.ErrorOrNone);
        Assert.False(after.Result.TryGetProperty("accessToken", out _));
    }

    [Fact]
    public async Task SignIn_WrongPasswordAndUnknownUser_AreRefusedAlike()
    {
        Assert.SkipWhen(NodePackages.Missing is not null, NodePackages.Missing ?? "");
        await using LocalBackend backend = await StartAsync();
        backend.UserPool.AddUser("jane", Password);
        await using AmplifyJsClient client = await AmplifyJsClient.StartAsync(backend);

        AmplifyJsAnswer wrong = await client.AuthAsync("signIn", new { username = "jane", password = "Wrong-0ne!" });
        AmplifyJsAnswer unknown = await client.AuthAsync("signIn", new { username = "john", password = "Wrong-0ne!" });

        Assert.Equal("NotAuthorizedException", wrong.Error.GetProperty("name").GetString());
        Assert.Equal(wrong.Error.GetRawText(), unknown.Error.GetRawText());
    }

    [Fact]
    public async Task SoftwareToken_SetUpThenAskedFor()
    {
        Assert.SkipWhen(NodePackages.Missing is not null, NodePackages.Missing ?? "");
        await using LocalBackend backend = await StartAsync();
        backend.UserPool.AddUser("jane", Password);
        await using AmplifyJsClient client = await AmplifyJsClient.StartAsync(backend);
        await client.AuthAsync("signIn", new { username = "jane", password = Password });

        string secret = (await client.AuthAsync("setUpTOTP")).Result.GetProperty("sharedSecret").GetString()!;
        AmplifyJsAnswer verified = await client.AuthAsync("verifyTOTPSetup", new { code = AuthenticatorApp.CodeOf(secret, TimeProvider.System) });
        AmplifyJsAnswer preferred = await client.AuthAsync("updateMFAPreference", new { totp = "PREFERRED" });
        await client.AuthAsync("signOut");
        AmplifyJsAnswer asked = await client.AuthAsync("signIn", new { username = "jane", password = Password });
        AmplifyJsAnswer mistyped = await client.AuthAsync("confirmSignIn", new { challengeResponse = "no" });
        AmplifyJsAnswer done = await client.AuthAsync("confirmSignIn", new { challengeResponse = AuthenticatorApp.CodeOf(secret, TimeProvider.System) });

        Assert.Null(verified.ErrorOrNone);
        Assert.Null(preferred.ErrorOrNone);
        Assert.Equal("CONFIRM_SIGN_IN_WITH_TOTP_CODE", StepOf(asked, "signInStep"));
        Assert.Equal("CodeMismatchException", mistyped.Error.GetProperty("name").GetString());
        Assert.Equal("DONE", StepOf(done, "signInStep"));
    }

    [Fact]
    public async Task Mfa_Required_IsSetUpWhileSigningIn()
    {
        Assert.SkipWhen(NodePackages.Missing is not null, NodePackages.Missing ?? "");
        await using LocalBackend backend = await StartAsync(new() { Mfa = LocalMfaMode.Required, MfaMethods = [LocalMfaMethod.SoftwareToken] });
        backend.UserPool.AddUser("jane", Password);
        await using AmplifyJsClient client = await AmplifyJsClient.StartAsync(backend);

        AmplifyJsAnswer setUp = await client.AuthAsync("signIn", new { username = "jane", password = Password });
        string secret = setUp.Result.GetProperty("nextStep").GetProperty("totpSetupDetails").GetProperty("sharedSecret").GetString()!;
        AmplifyJsAnswer done = await client.AuthAsync("confirmSignIn", new { challengeResponse = AuthenticatorApp.CodeOf(secret, TimeProvider.System) });

        Assert.Equal("CONTINUE_SIGN_IN_WITH_TOTP_SETUP", StepOf(setUp, "signInStep"));
        Assert.Equal("DONE", StepOf(done, "signInStep"));
    }

    [Theory]
    [InlineData("sms", "CONFIRM_SIGN_IN_WITH_SMS_CODE")]
    [InlineData("email", "CONFIRM_SIGN_IN_WITH_EMAIL_CODE")]
    public async Task SentCode_IsAskedFor(string method, string step)
    {
        Assert.SkipWhen(NodePackages.Missing is not null, NodePackages.Missing ?? "");
        await using LocalBackend backend = await StartAsync();
        backend.UserPool.AddUser("jane", Password, new Dictionary<string, string> { ["email"] = "jane@example.com", ["phone_number"] = "+12065551234" });
        await using AmplifyJsClient client = await AmplifyJsClient.StartAsync(backend);
        await client.AuthAsync("signIn", new { username = "jane", password = Password });
        await client.AuthAsync("updateMFAPreference", new Dictionary<string, string> { [method] = "ENABLED" });
        await client.AuthAsync("signOut");

        AmplifyJsAnswer asked = await client.AuthAsync("signIn", new { username = "jane", password = Password });
        LocalConfirmationCode code = await backend.UserPool.WaitForCodeAsync("jane", TestContext.Current.CancellationToken);
        AmplifyJsAnswer done = await client.AuthAsync("confirmSignIn", new { challengeResponse = code.Code });

        Assert.Equal((step, "DONE"), (StepOf(asked, "signInStep"), StepOf(done, "signInStep")));
    }

    [Fact]
    public async Task CustomChallenge_IsAnswered()
    {
        Assert.SkipWhen(NodePackages.Missing is not null, NodePackages.Missing ?? "");
        await using LocalBackend backend = await StartAsync(new()
        {
            DefineAuthChallenge = static (history, _) => new(history.Results is [{ IsCorrect: true }]
                ? LocalAuthChallengeDecision.IssueTokens
                : LocalAuthChallengeDecision.CustomChallenge),
            CreateAuthChallenge = static (_, _) => new(new LocalAuthChallenge { PublicParameters = new Dictionary<string, string> { ["riddle"] = "6 * 7" } }),
            VerifyAuthChallenge = static (answer, _) => new(answer.Answer == "42"),
        });
        backend.UserPool.AddUser("jane", Password);
        await using AmplifyJsClient client = await AmplifyJsClient.StartAsync(backend);

        AmplifyJsAnswer asked = await client.AuthAsync("signIn", new { username = "jane", options = new { authFlowType = "CUSTOM_WITHOUT_SRP" } });
        AmplifyJsAnswer done = await client.AuthAsync("confirmSignIn", new { challengeResponse = "42" });

        Assert.Equal("CONFIRM_SIGN_IN_WITH_CUSTOM_CHALLENGE", StepOf(asked, "signInStep"));
        Assert.Equal("6 * 7", asked.Result.GetProperty("nextStep").GetProperty("additionalInfo").GetProperty("riddle").GetString());
        Assert.Equal("DONE", StepOf(done, "signInStep"));
    }

    [Fact]
    public async Task Rotation_GivesAnotherRefreshTokenEachTime()
    {
        Assert.SkipWhen(NodePackages.Missing is not null, NodePackages.Missing ?? "");
        await using LocalBackend backend = await StartAsync(new() { Clients = [new("web") { RotatesRefreshTokens = true }] });
        backend.UserPool.AddUser("jane", Password);
        await using AmplifyJsClient client = await AmplifyJsClient.StartAsync(backend);
        await client.AuthAsync("signIn", new { username = "jane", password = Password });

        string? first = (await client.TokensAsync(forceRefresh: true)).Result.GetProperty("accessToken").GetString();
        string? second = (await client.TokensAsync(forceRefresh: true)).Result.GetProperty("accessToken").GetString();

        Assert.NotEqual(first, second);
    }

    [Fact]
    public async Task Device_IsRememberedAndForgotten()
    {
        Assert.SkipWhen(NodePackages.Missing is not null, NodePackages.Missing ?? "");
        await using LocalBackend backend = await StartAsync(new() { DeviceTracking = LocalDeviceTracking.OptIn });
        backend.UserPool.AddUser("jane", Password);
        await using AmplifyJsClient client = await AmplifyJsClient.StartAsync(backend);
        await client.AuthAsync("signIn", new { username = "jane", password = Password });

        AmplifyJsAnswer remembered = await client.AuthAsync("rememberDevice");
        await client.AuthAsync("signOut");
        AmplifyJsAnswer again = await client.AuthAsync("signIn", new { username = "jane", password = Password });
        AmplifyJsAnswer devices = await client.AuthAsync("fetchDevices");
        AmplifyJsAnswer forgotten = await client.AuthAsync("forgetDevice");

        Assert.Null(remembered.ErrorOrNone);
        Assert.Equal("DONE", StepOf(again, "signInStep"));
        Assert.Single(devices.Result.EnumerateArray());
        Assert.Null(forgotten.ErrorOrNone);
        Assert.Empty(backend.UserPool.FindUser("jane")!.DeviceKeys);
    }

    [Fact]
    public async Task Recovery_SetsAnotherPassword()
    {
        Assert.SkipWhen(NodePackages.Missing is not null, NodePackages.Missing ?? "");
        await using LocalBackend backend = await StartAsync();
        backend.UserPool.AddUser("jane", Password, new Dictionary<string, string> { ["email"] = "jane@example.com" });
        await using AmplifyJsClient client = await AmplifyJsClient.StartAsync(backend);

        AmplifyJsAnswer asked = await client.AuthAsync("resetPassword", new { username = "jane" });
        LocalConfirmationCode code = await backend.UserPool.WaitForCodeAsync("jane", TestContext.Current.CancellationToken);
        AmplifyJsAnswer confirmed = await client.AuthAsync("confirmResetPassword", new { username = "jane", confirmationCode = code.Code, newPassword = "An0ther-one" });
        AmplifyJsAnswer signIn = await client.AuthAsync("signIn", new { username = "jane", password = "An0ther-one" });

        Assert.Equal("CONFIRM_RESET_PASSWORD_WITH_CODE", StepOf(asked, "resetPasswordStep"));
        Assert.Null(confirmed.ErrorOrNone);
        Assert.Equal("DONE", StepOf(signIn, "signInStep"));
    }

    private static Task<LocalBackend> StartAsync(LocalUserPoolOptions? options = null) => LocalBackend.StartAsync(
        new LocalBackendOptions { UserPool = options ?? new() }, TestContext.Current.CancellationToken);

    private static string? StepOf(AmplifyJsAnswer answer, string name) => answer.Result.GetProperty("nextStep").GetProperty(name).GetString();
}
