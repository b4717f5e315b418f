using Amplify.Local;
using Amplify.Tests.Realtime;

namespace Amplify.Tests.SignIn;

/// <summary>Values far longer than any that a pool takes, in each field of each call: refused with a typed error that does not repeat them.</summary>
public sealed class HugeFieldTests
{
    private const string Password = "Tr0ub4dor&3";
    private const int LongestMessage = 1000;

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
    public async Task Field_FarTooLong_IsRefusedAndNotRepeated(string field)
    {
        await using LocalBackend backend = await LocalBackend.StartAsync(cancellationToken: Token);
        await using AmplifyClient amplify = AmplifyClient.Create(EventApp.ConfigurationOf(backend));
        backend.UserPool.AddUser("ann", Password, new Dictionary<string, string> { ["email"] = "ann@example.com" });
        backend.UserPool.AddUserWithTemporaryPassword("new", Password);

        // More than any field takes, and more than any request does.
        foreach (int length in new[] { 5_000, 1_000_000 })
        {
            var error = await Assert.ThrowsAsync<AmplifyAuthException>(() => CallAsync(amplify.Auth, field, new string('x', length)));

            Assert.DoesNotContain(error.Reason, new[] { AmplifyAuthReason.Unknown, AmplifyAuthReason.UnexpectedAnswer });
            Assert.False(error.IsTransient);
            Assert.InRange(error.Message.Length, 1, LongestMessage);
            Assert.DoesNotContain("xxxxxxxx", error.ToString(), StringComparison.Ordinal);
        }
    }

    private static async Task CallAsync(AmplifyAuth auth, string field, string huge)
    {
        var send = new SignInOptions { Method = SignInMethod.Password };
        if (field is "change password" or "attribute" or "app code")
        {
            await auth.SignInAsync("ann", Password, cancellationToken: Token);
        }

        await (field switch
        {
            "sign-up name" => auth.SignUpAsync(huge, Password, cancellationToken: Token),
            "sign-up password" => auth.SignUpAsync("bob", huge, cancellationToken: Token),
            "sign-up attribute" => auth.SignUpAsync("bob", Password, new() { Attributes = { ["name"] = huge } }, Token),
            "confirm name" => auth.ConfirmSignUpAsync(huge, "123456", cancellationToken: Token),
            "confirm code" => auth.ConfirmSignUpAsync("ann", huge, cancellationToken: Token),
            "resend name" => auth.ResendSignUpCodeAsync(huge, Token),
            "sign-in name" => auth.SignInAsync(huge, Password, cancellationToken: Token),
            "sign-in password" => auth.SignInAsync("ann", huge, cancellationToken: Token),
            "sign-in name, sent" => auth.SignInAsync(huge, Password, send, Token),
            "sign-in password, sent" => auth.SignInAsync("ann", huge, send, Token),
            "reset name" => auth.ResetPasswordAsync(huge, Token),
            "reset code" => auth.ConfirmResetPasswordAsync("ann", Password, huge, Token),
            "reset password" => auth.ConfirmResetPasswordAsync("ann", huge, "123456", Token),
            "change password" => auth.ChangePasswordAsync(Password, huge, Token),
            "attribute" => auth.UpdateUserAttributesAsync(new Dictionary<string, string> { ["name"] = huge }, Token),
            "app code" => SetUpAppAsync(auth, huge),
            _ => AnswerAsync(auth, huge),
        });
    }

    private static async Task SetUpAppAsync(AmplifyAuth auth, string huge)
    {
        await auth.SetUpTotpAsync(Token);
        await auth.VerifyTotpSetupAsync(huge, cancellationToken: Token);
    }

    private static async Task AnswerAsync(AmplifyAuth auth, string huge)
    {
        Assert.IsType<SignInStep.NewPassword>(await auth.SignInAsync("new", Password, cancellationToken: Token));
        await auth.ConfirmSignInAsync(huge, cancellationToken: Token);
    }
}
