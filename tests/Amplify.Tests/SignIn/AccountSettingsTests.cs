using Amplify.Local;
using Amplify.Tests.Realtime;

namespace Amplify.Tests.SignIn;

/// <summary>What a user sets up when signed in, against the local backend: second factors, devices, passwords, attributes.</summary>
public sealed class AccountSettingsTests
{
    private const string Password = "Tr0ub4dor&3";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Totp_SetUpWhenSignedIn_IsAskedForAtTheNextSignIn()
    {
        await using LocalBackend backend = await StartAsync(new() { Mfa = LocalMfaMode.Optional, MfaMethods = [LocalMfaMethod.SoftwareToken] });
        await using AmplifyClient amplify = Create(backend);
        backend.UserPool.AddUser("ann", Password);
        await amplify.Auth.SignInAsync("ann", Password, cancellationToken: Token);

        TotpSetup setup = await amplify.Auth.SetUpTotpAsync(Token);
        await amplify.Auth.VerifyTotpSetupAsync(CodeOf(setup), "phone", Token);
        await amplify.Auth.UpdateMfaPreferenceAsync(new Dictionary<MfaType, MfaSetting> { [MfaType.Totp] = MfaSetting.Preferred }, Token);
        MfaPreference preference = await amplify.Auth.GetMfaPreferenceAsync(Token);
        await amplify.Auth.SignOutAsync(cancellationToken: Token);
        SignInStep step = await amplify.Auth.SignInAsync("ann", Password, cancellationToken: Token);
        var wrong = await Assert.ThrowsAsync<AmplifyAuthException>(() => amplify.Auth.ConfirmSignInAsync("000000", cancellationToken: Token));

        Assert.Equal(MfaType.Totp, preference.Preferred);
        Assert.IsType<SignInStep.TotpCode>(step);
        Assert.Equal(AmplifyAuthReason.CodeMismatch, wrong.Reason);
    }

    [Fact]
    public async Task Totp_DemandedByThePool_IsSetUpInTheSignIn()
    {
        await using LocalBackend backend = await StartAsync(new() { Mfa = LocalMfaMode.Required, MfaMethods = [LocalMfaMethod.SoftwareToken] });
        await using AmplifyClient amplify = Create(backend);
        backend.UserPool.AddUser("ann", Password);

        var step = Assert.IsType<SignInStep.SetUpTotp>(await amplify.Auth.SignInAsync("ann", Password, cancellationToken: Token));

        Assert.IsType<SignInStep.Done>(await amplify.Auth.ConfirmSignInAsync(CodeOf(step.Setup), cancellationToken: Token));
    }

    [Fact]
    public async Task Device_RememberedAndForgotten_IsProvenThenIsAsNew()
    {
        await using LocalBackend backend = await StartAsync(new() { DeviceTracking = LocalDeviceTracking.Always });
        await using AmplifyClient amplify = Create(backend);
        backend.UserPool.AddUser("ann", Password);

        await amplify.Auth.SignInAsync("ann", Password, cancellationToken: Token);
        string first = Assert.Single(await amplify.Auth.ListDevicesAsync(Token)).DeviceKey;
        await amplify.Auth.GetSessionAsync(forceRefresh: true, Token);
        await amplify.Auth.SignInAsync("ann", Password, cancellationToken: Token);
        Assert.Equal(first, Assert.Single(await amplify.Auth.ListDevicesAsync(Token)).DeviceKey);
        await amplify.Auth.ForgetDeviceAsync(cancellationToken: Token);

        Assert.IsType<SignInStep.Done>(await amplify.Auth.SignInAsync("ann", Password, cancellationToken: Token));
        Assert.NotEqual(first, Assert.Single(await amplify.Auth.ListDevicesAsync(Token)).DeviceKey);
    }

    [Fact]
    public async Task Device_ForgottenByThePool_SignInFallsBack()
    {
        await using LocalBackend backend = await StartAsync(new() { DeviceTracking = LocalDeviceTracking.Always });
        var store = new MemoryAuthStore();
        await using AmplifyClient amplify = Create(backend, store), other = Create(backend);
        backend.UserPool.AddUser("ann", Password);
        await amplify.Auth.SignInAsync("ann", Password, cancellationToken: Token);
        string lost = Assert.Single(await amplify.Auth.ListDevicesAsync(Token)).DeviceKey;
        await other.Auth.SignInAsync("ann", Password, cancellationToken: Token);
        await other.Auth.ForgetDeviceAsync(lost, Token);

        Assert.IsType<SignInStep.Done>(await amplify.Auth.SignInAsync("ann", Password, cancellationToken: Token));
    }

    [Fact]
    public async Task PasswordsAndAttributes_AreChangedAndReset()
    {
        await using LocalBackend backend = await StartAsync(new());
        await using AmplifyClient amplify = Create(backend);
        backend.UserPool.AddUser("ann", Password, new Dictionary<string, string> { ["email"] = "ann@example.com", ["email_verified"] = "true" });
        await amplify.Auth.SignInAsync("ann", Password, cancellationToken: Token);

        await amplify.Auth.ChangePasswordAsync(Password, "N3wer-password", Token);
        await amplify.Auth.UpdateUserAttributesAsync(new Dictionary<string, string> { ["nickname"] = "Annie" }, Token);
        Assert.Equal("Annie", (await amplify.Auth.GetUserAttributesAsync(Token))["nickname"]);
        await amplify.Auth.DeleteUserAttributesAsync(["nickname"], Token);
        Assert.False((await amplify.Auth.GetUserAttributesAsync(Token)).ContainsKey("nickname"));

        Assert.IsType<ResetPasswordStep.ConfirmWithCode>(await amplify.Auth.ResetPasswordAsync("ann", Token));
        string code = (await backend.UserPool.WaitForCodeAsync("ann", Token)).Code;
        Assert.Equal(
            AmplifyAuthReason.CodeMismatch,
            (await Assert.ThrowsAsync<AmplifyAuthException>(() => amplify.Auth.ConfirmResetPasswordAsync("ann", Password, code == "000000" ? "111111" : "000000", Token))).Reason);
        Assert.IsType<ResetPasswordStep.Done>(await amplify.Auth.ConfirmResetPasswordAsync("ann", Password, code, Token));
        Assert.IsType<SignInStep.Done>(await amplify.Auth.SignInAsync("ann", Password, cancellationToken: Token));

        await amplify.Auth.DeleteUserAsync(Token);
        Assert.Null(backend.UserPool.FindUser("ann"));
    }

    private static Task<LocalBackend> StartAsync(LocalUserPoolOptions userPool) => LocalBackend.StartAsync(new() { UserPool = userPool }, Token);

    private static AmplifyClient Create(LocalBackend backend, IAuthStore? store = null) =>
        AmplifyClient.Create(EventApp.ConfigurationOf(backend), new() { Store = store });

    private static string CodeOf(TotpSetup setup) => Authenticator.CodeOf(setup, TimeProvider.System);
}
