using Amplify.Local;
using Amplify.Tests.Realtime;

namespace Amplify.Tests.SignIn;

/// <summary>Values far longer than any that a pool takes, in each field of each call: refused with a typed error that does not repeat them.</summary>
public sealed class HugeFieldTests
{
    private const string Password = "Tr0ub4dor&3";
    private const int LongestMessage = 1000;

    private static readonly string Huge = new('x', 1_000_000);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("sign-up name")]
    [InlineData("sign-up password")]
    [InlineData("sign-up attribute")]
    [InlineData("confirm name")]
    [InlineData("confirm code")]
    [InlineData("resend name")]
    [InlineData("sign-in name")]
    [InlineData("sign-in password")]
    [InlineData("sign-in name, sent")]
    [InlineData("sign-in password, sent")]
    [InlineData("reset name")]
    [InlineData("reset code")]
    [InlineData("reset password")]
    [InlineData("change password")]
    [InlineData("attribute")]
    [InlineData("app code")]
    [InlineData("answer")]
    public async Task Field_OfAMillionCharacters_IsRefusedAndNotRepeated(string field)
    {
        await using LocalBackend backend = await LocalBackend.StartAsync(cancellationToken: Token);
        await using AmplifyClient amplify = AmplifyClient.Create(EventApp.ConfigurationOf(backend));
        backend.UserPool.AddUser("ann", Password, new Dictionary<string, string> { ["email"] = "ann@example.com" });
        backend.UserPool.AddUserWithTemporaryPassword("new", Password);

        var error = await Assert.ThrowsAsync<AmplifyAuthException>(() => CallAsync(amplify.Auth, field));

        Assert.NotEqual(AmplifyAuthReason.Unknown, error.Reason);
        Assert.NotEqual(AmplifyAuthReason.UnexpectedAnswer, error.Reason);
        Assert.False(error.IsTransient);
        Assert.InRange(error.ToString().Length, 1, LongestMessage * 5);
        Assert.DoesNotContain("xxxxxxxx", error.ToString(), StringComparison.Ordinal);
    }

    private static async Task CallAsync(AmplifyAuth auth, string field)
    {
        var send = new SignInOptions { Method = SignInMethod.Password };
        if (field is "change password" or "attribute" or "app code")
        {
            await auth.SignInAsync("ann", Password, cancellationToken: Token);
        }

        await (field switch
        {
            "sign-up name" => auth.SignUpAsync(Huge, Password, cancellationToken: Token),
            "sign-up password" => auth.SignUpAsync("bob", Huge, cancellationToken: Token),
            "sign-up attribute" => auth.SignUpAsync("bob", Password, new() { Attributes = { ["name"] = Huge } }, Token),
            "confirm name" => auth.ConfirmSignUpAsync(Huge, "123456", cancellationToken: Token),
            "confirm code" => auth.ConfirmSignUpAsync("ann", Huge, cancellationToken: Token),
            "resend name" => auth.ResendSignUpCodeAsync(Huge, Token),
            "sign-in name" => auth.SignInAsync(Huge, Password, cancellationToken: Token),
            "sign-in password" => auth.SignInAsync("ann", Huge, cancellationToken: Token),
            "sign-in name, sent" => auth.SignInAsync(Huge, Password, send, Token),
            "sign-in password, sent" => auth.SignInAsync("ann", Huge, send, Token),
            "reset name" => auth.ResetPasswordAsync(Huge, Token),
            "reset code" => auth.ConfirmResetPasswordAsync("ann", Password, Huge, Token),
            "reset password" => auth.ConfirmResetPasswordAsync("ann", Huge, "123456", Token),
            "change password" => auth.ChangePasswordAsync(Password, Huge, Token),
            "attribute" => auth.UpdateUserAttributesAsync(new Dictionary<string, string> { ["name"] = Huge }, Token),
            "app code" => SetUpAppAsync(auth),
            _ => AnswerAsync(auth),
        });
    }

    private static async Task SetUpAppAsync(AmplifyAuth auth)
    {
        await auth.SetUpTotpAsync(Token);
        await auth.VerifyTotpSetupAsync(Huge, cancellationToken: Token);
    }

    private static async Task AnswerAsync(AmplifyAuth auth)
    {
        Assert.IsType<SignInStep.NewPassword>(await auth.SignInAsync("new", Password, cancellationToken: Token));
        await auth.ConfirmSignInAsync(Huge, cancellationToken: Token);
    }
}
