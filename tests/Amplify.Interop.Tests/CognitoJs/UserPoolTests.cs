using Amplify.Interop.Tests.AmplifyJs;
using Amplify.Interop.Tests.Running;
using Amplify.Local;

namespace Amplify.Interop.Tests.CognitoJs;

/// <summary>The local user pool, called by amazon-cognito-identity-js.</summary>
public sealed class UserPoolTests
{
    private const string Password = "P@ssw0rd!";

    [Fact]
    public async Task SignUp_ConfirmSignInRefreshAndSignOut_Work()
    {
        Assert.SkipWhen(NodePackages.Missing is not null, NodePackages.Missing ?? "");
        await using LocalBackend backend = await StartAsync();
        await using CognitoJsClient client = CognitoJsClient.Start(backend.UserPool);

        AmplifyJsAnswer signUp = await client.AskAsync(new
        {
            call = "signUp", username = "jane", password = Password, attributes = new { email = "jane@example.com" },
        });
        LocalConfirmationCode code = await backend.UserPool.WaitForCodeAsync("jane", TestContext.Current.CancellationToken);
        AmplifyJsAnswer early = await client.SignInAsync("jane", Password);
        AmplifyJsAnswer mistyped = await client.AskAsync(new { call = "confirm", username = "jane", code = "no" });
        AmplifyJsAnswer confirmed = await client.AskAsync(new { call = "confirm", username = "jane", code = code.Code });
        AmplifyJsAnswer signIn = await client.SignInAsync("jane", Password);
        AmplifyJsAnswer refreshed = await client.AskAsync(new { call = "refresh" });
        AmplifyJsAnswer data = await client.AskAsync(new { call = "userData" });
        AmplifyJsAnswer signedOut = await client.AskAsync(new { call = "globalSignOut" });

        Assert.Equal("j***@e***", signUp.Result.GetProperty("codeDeliveryDetails").GetProperty("Destination").GetString());
        Assert.Equal("UserNotConfirmedException", NameOf(early));
        Assert.Equal("CodeMismatchException", NameOf(mistyped));
        Assert.Equal("SUCCESS", confirmed.Result.GetString());
        Assert.True(signIn.Result.GetProperty("isValid").GetBoolean());
        Assert.NotEqual(signIn.Result.GetProperty("accessToken").GetString(), refreshed.Result.GetProperty("accessToken").GetString());
        Assert.Equal(signIn.Result.GetProperty("refreshToken").GetString(), refreshed.Result.GetProperty("refreshToken").GetString());
        Assert.Equal("jane", data.Result.GetProperty("Username").GetString());
        Assert.Equal("SUCCESS", signedOut.Result.GetString());
    }

    [Theory]
    [InlineData("USER_SRP_AUTH")]
    [InlineData("USER_PASSWORD_AUTH")]
    public async Task SignIn_WrongPasswordAndUnknownUser_AreRefusedAlike(string flow)
    {
        Assert.SkipWhen(NodePackages.Missing is not null, NodePackages.Missing ?? "");
        await using LocalBackend backend = await StartAsync();
        backend.UserPool.AddUser("jane", Password);
        await using CognitoJsClient client = CognitoJsClient.Start(backend.UserPool);

        AmplifyJsAnswer wrong = await client.SignInAsync("jane", "Wrong-0ne!", flow);
        AmplifyJsAnswer unknown = await client.SignInAsync("john", "Wrong-0ne!", flow);
        AmplifyJsAnswer right = await client.SignInAsync("jane", Password, flow);

        Assert.Equal(("NotAuthorizedException", "Incorrect username or password."), (NameOf(wrong), wrong.Error.GetProperty("message").GetString()));
        Assert.Equal(wrong.Error.GetRawText(), unknown.Error.GetRawText());
        Assert.True(right.Result.GetProperty("isValid").GetBoolean());
    }

    [Theory]
    [InlineData("жанна", "Пароль-Aa1!")]
    [InlineData("👍name", "🔑 inside Aa1!")]
    [InlineData("Zoe\u0308", "Zoe\u0308-Aa1!")]
    public async Task SignIn_NamesAndPasswordsBeyondAscii_Work(string username, string password)
    {
        Assert.SkipWhen(NodePackages.Missing is not null, NodePackages.Missing ?? "");
        await using LocalBackend backend = await StartAsync();
        backend.UserPool.AddUser(username, password);
        await using CognitoJsClient client = CognitoJsClient.Start(backend.UserPool);

        Assert.True((await client.SignInAsync(username, password)).Result.GetProperty("isValid").GetBoolean());
    }

    [Fact]
    public async Task SoftwareToken_SetUpThenAskedFor()
    {
        Assert.SkipWhen(NodePackages.Missing is not null, NodePackages.Missing ?? "");
        await using LocalBackend backend = await StartAsync();
        backend.UserPool.AddUser("jane", Password);
        await using CognitoJsClient client = CognitoJsClient.Start(backend.UserPool);
        await client.SignInAsync("jane", Password);

        string secret = (await client.AskAsync(new { call = "associate" })).Result.GetString()!;
        AmplifyJsAnswer wrong = await client.AskAsync(new { call = "verifyToken", code = "no", name = "phone" });
        AmplifyJsAnswer verified = await client.AskAsync(new { call = "verifyToken", code = AuthenticatorApp.CodeOf(secret, TimeProvider.System), name = "phone" });
        await client.AskAsync(new { call = "preferSoftwareToken" });
        AmplifyJsAnswer challenge = await client.SignInAsync("jane", Password);
        AmplifyJsAnswer mistyped = await client.AskAsync(new { call = "sendCode", code = "no", type = "SOFTWARE_TOKEN_MFA" });
        AmplifyJsAnswer done = await client.AskAsync(new
        {
            call = "sendCode", code = AuthenticatorApp.CodeOf(secret, TimeProvider.System), type = "SOFTWARE_TOKEN_MFA",
        });

        Assert.Equal("EnableSoftwareTokenMFAException", NameOf(wrong));
        Assert.Equal("SUCCESS", verified.Result.GetProperty("status").GetString());
        Assert.Equal("SOFTWARE_TOKEN_MFA", challenge.Result.GetProperty("challenge").GetString());
        Assert.Equal("CodeMismatchException", NameOf(mistyped));
        Assert.True(done.Result.GetProperty("isValid").GetBoolean());
    }

    [Fact]
    public async Task NewPassword_RecoveryAndChange_Work()
    {
        Assert.SkipWhen(NodePackages.Missing is not null, NodePackages.Missing ?? "");
        await using LocalBackend backend = await StartAsync();
        backend.UserPool.AddUserWithTemporaryPassword("jane", "Temp-0rary!", new Dictionary<string, string> { ["email"] = "jane@example.com" });
        await using CognitoJsClient client = CognitoJsClient.Start(backend.UserPool);

        AmplifyJsAnswer challenge = await client.SignInAsync("jane", "Temp-0rary!");
        AmplifyJsAnswer first = await client.AskAsync(new { call = "newPassword", password = Password, attributes = new { } });
        AmplifyJsAnswer changed = await client.AskAsync(new { call = "changePassword", from = Password, to = "An0ther-one" });
        AmplifyJsAnswer forgot = await client.AskAsync(new { call = "forgotPassword", username = "jane" });
        LocalConfirmationCode code = await backend.UserPool.WaitForCodeAsync("jane", TestContext.Current.CancellationToken);
        AmplifyJsAnswer confirmed = await client.AskAsync(new { call = "confirmPassword", code = code.Code, password = "Th1rd-one!" });
        AmplifyJsAnswer signIn = await client.SignInAsync("jane", "Th1rd-one!");

        Assert.Equal("NEW_PASSWORD_REQUIRED", challenge.Result.GetProperty("challenge").GetString());
        Assert.True(first.Result.GetProperty("isValid").GetBoolean());
        Assert.Equal("SUCCESS", changed.Result.GetString());
        Assert.Equal("j***@e***", forgot.Result.GetProperty("CodeDeliveryDetails").GetProperty("Destination").GetString());
        Assert.Null(confirmed.ErrorOrNone);
        Assert.True(signIn.Result.GetProperty("isValid").GetBoolean());
    }

    [Fact]
    public async Task Device_IsConfirmedAndProvenAtTheNextSignIn()
    {
        Assert.SkipWhen(NodePackages.Missing is not null, NodePackages.Missing ?? "");
        await using LocalBackend backend = await StartAsync(new() { DeviceTracking = LocalDeviceTracking.Always });
        backend.UserPool.AddUser("jane", Password);
        await using CognitoJsClient client = CognitoJsClient.Start(backend.UserPool);

        await client.SignInAsync("jane", Password);
        AmplifyJsAnswer second = await client.SignInAsync("jane", Password);
        AmplifyJsAnswer refreshed = await client.AskAsync(new { call = "refresh" });
        AmplifyJsAnswer devices = await client.AskAsync(new { call = "devices" });

        Assert.True(second.Result.GetProperty("isValid").GetBoolean());
        Assert.True(refreshed.Result.GetProperty("isValid").GetBoolean());
        Assert.Single(backend.UserPool.FindUser("jane")!.DeviceKeys);
        Assert.Single(devices.Result.GetProperty("Devices").EnumerateArray());
    }

    private static Task<LocalBackend> StartAsync(LocalUserPoolOptions? options = null) => LocalBackend.StartAsync(
        new LocalBackendOptions { UserPool = options ?? new() }, TestContext.Current.CancellationToken);

    private static string? NameOf(AmplifyJsAnswer answer) => answer.Error.GetProperty("name").GetString();
}
