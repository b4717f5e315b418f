using Amplify.Local.Tests.Support;

namespace Amplify.Local.Tests.Cognito.UserPool;

public sealed class AccountTests
{
    private const string NewPassword = "N3w-P@ssword";

    [Fact]
    public async Task Update_AnotherAddress_IsVerifiedWithACode()
    {
        await using PoolHarness harness = await PoolHarness.StartAsync();
        string token = await SignInAsync(harness);

        Reply update = await UpdateAsync(harness, token, ("email", "new@example.com"), ("name", "Jane"));
        LocalConfirmationCode code = await harness.Pool.WaitForCodeAsync("jane", Harness.Cancellation);
        string verifiedBefore = harness.Pool.FindUser("jane")!.Attributes["email_verified"];
        Reply wrong = await VerifyAsync(harness, token, "no");
        Reply right = await VerifyAsync(harness, token, code.Code);

        Assert.Equal("""{"CodeDeliveryDetailsList":[{"AttributeName":"email","DeliveryMedium":"EMAIL","Destination":"n***@e***"}]}""", update.Text);
        Assert.Equal((LocalCodePurpose.VerifyAttribute, "new@example.com", "false"), (code.Purpose, code.Destination, verifiedBefore));
        wrong.ShouldBeRefused("CodeMismatchException", "Invalid verification code provided, please try again.");
        Assert.Equal("{}", right.Text);
        Assert.Equal(("true", "Jane"), (harness.Pool.FindUser("jane")!.Attributes["email_verified"], harness.Pool.FindUser("jane")!.Attributes["name"]));
    }

    [Fact]
    public async Task Update_SameAddress_SendsNothing()
    {
        await using PoolHarness harness = await PoolHarness.StartAsync();
        string token = await SignInAsync(harness);

        Assert.Equal("""{"CodeDeliveryDetailsList":[]}""", (await UpdateAsync(harness, token, ("email", "jane@example.com"))).Text);
        Assert.Equal("true", harness.Pool.FindUser("jane")!.Attributes["email_verified"]);
    }

    [Fact]
    public async Task VerificationCode_AskedForAgain_ReplacesTheFirst()
    {
        await using PoolHarness harness = await PoolHarness.StartAsync();
        string token = await SignInAsync(harness);
        await UpdateAsync(harness, token, ("email", "new@example.com"));
        string first = await harness.CodeAsync("jane");

        Reply sent = await harness.CallAsync("GetUserAttributeVerificationCode", new { AccessToken = token, AttributeName = "email" });
        string second = await harness.CodeAsync("jane");

        Assert.Equal("n***@e***", sent.Json.GetProperty("CodeDeliveryDetails").GetProperty("Destination").GetString());
        Assert.Equal(first == second ? 200 : 400, (await VerifyAsync(harness, token, first)).Code);
        Assert.Equal(first == second ? 400 : 200, (await VerifyAsync(harness, token, second)).Code);
        Assert.Equal("InvalidParameterException:", (await harness.CallAsync("GetUserAttributeVerificationCode", new { AccessToken = token, AttributeName = "name" })).ErrorType);
        Assert.Equal("InvalidParameterException:", (await harness.CallAsync("GetUserAttributeVerificationCode", new { AccessToken = token, AttributeName = "phone_number" })).ErrorType);
    }

    [Fact]
    public async Task Update_AddressAfterACode_TheCodeNoLongerCounts()
    {
        await using PoolHarness harness = await PoolHarness.StartAsync(new() { AutoVerifiedAttributes = [] });
        string token = await SignInAsync(harness);
        await harness.CallAsync("GetUserAttributeVerificationCode", new { AccessToken = token, AttributeName = "email" });
        string code = await harness.CodeAsync("jane");

        await UpdateAsync(harness, token, ("email", "somebody@example.com"));

        Assert.Equal("ExpiredCodeException:", (await VerifyAsync(harness, token, code)).ErrorType);
        Assert.Equal("false", harness.Pool.FindUser("jane")!.Attributes["email_verified"]);
    }

    [Fact]
    public async Task Delete_Attributes_TakesThemAwayButNotTheDemandedOnes()
    {
        await using PoolHarness harness = await PoolHarness.StartAsync(new() { RequiredAttributes = ["email"] });
        string token = await SignInAsync(harness);
        await UpdateAsync(harness, token, ("name", "Jane"), ("custom:team", "red"));

        Reply deleted = await harness.CallAsync("DeleteUserAttributes", new { AccessToken = token, UserAttributeNames = new[] { "name", "custom:team" } });
        Reply demanded = await harness.CallAsync("DeleteUserAttributes", new { AccessToken = token, UserAttributeNames = new[] { "email" } });
        Reply emptied = await UpdateAsync(harness, token, ("email", ""));

        Assert.Equal("{}", deleted.Text);
        Assert.Equal("InvalidParameterException:", demanded.ErrorType);
        Assert.Equal("InvalidParameterException:", emptied.ErrorType);
        Assert.Equal(["email", "email_verified", "sub"], harness.Pool.FindUser("jane")!.Attributes.Keys.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task ForgotPassword_Code_SetsAnotherPassword()
    {
        await using PoolHarness harness = await PoolHarness.StartAsync();
        await SignInAsync(harness);
        for (int i = 0; i < 5; i++)
        {
            await harness.SignInWithPasswordAsync("jane", "Wrong-0ne!");
        }

        Reply forgot = await harness.CallAsync("ForgotPassword", new { Username = "jane" });
        LocalConfirmationCode code = await harness.Pool.WaitForCodeAsync("jane", Harness.Cancellation);
        Reply weak = await ConfirmAsync(harness, code.Code, "weak");
        Reply wrong = await ConfirmAsync(harness, "no", NewPassword);
        Reply right = await ConfirmAsync(harness, code.Code, NewPassword);

        Assert.Equal(
            """{"CodeDeliveryDetails":{"AttributeName":"email","DeliveryMedium":"EMAIL","Destination":"j***@e***"}}""", forgot.Text);
        Assert.Equal(LocalCodePurpose.ResetPassword, code.Purpose);
        weak.ShouldBeRefused("InvalidPasswordException", "Password did not conform with policy: Password not long enough");
        wrong.ShouldBeRefused("CodeMismatchException", "Invalid verification code provided, please try again.");
        Assert.Equal("{}", right.Text);
        Assert.Equal(200, (await harness.SignInAsync("jane", NewPassword)).Code);
        (await harness.SignInAsync("jane")).ShouldBeNotAuthorized("Incorrect username or password.");
        (await ConfirmAsync(harness, code.Code, NewPassword)).ShouldBeRefused("ExpiredCodeException", "Invalid code provided, please request a code again.");
    }

    [Fact]
    public async Task ForgotPassword_CodeOfAnHourAgo_HasExpired()
    {
        await using PoolHarness harness = await PoolHarness.StartAsync();
        await SignInAsync(harness);
        await harness.CallAsync("ForgotPassword", new { Username = "jane" });
        harness.Time.Advance(TimeSpan.FromHours(1));

        (await ConfirmAsync(harness, await harness.CodeAsync("jane"), NewPassword))
            .ShouldBeRefused("ExpiredCodeException", "Invalid code provided, please request a code again.");
    }

    [Fact]
    public async Task ForgotPassword_NewCodesAfterWrongOnes_DoNotGiveMoreGuesses()
    {
        await using PoolHarness harness = await PoolHarness.StartAsync();
        harness.Pool.AddUser("jane", PoolHarness.Password, new Dictionary<string, string> { ["email"] = "jane@example.com" });
        for (int i = 0; i < 5; i++)
        {
            await harness.CallAsync("ForgotPassword", new { Username = "jane" });
            await harness.CodeAsync("jane");
            Assert.Equal("CodeMismatchException:", (await ConfirmAsync("wrong")).ErrorType);
        }

        await harness.CallAsync("ForgotPassword", new { Username = "jane" });
        string code = await harness.CodeAsync("jane");
        (await ConfirmAsync(code)).ShouldBeRefused("LimitExceededException", "Attempt limit exceeded, please try after some time.");
        harness.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal("{}", (await ConfirmAsync(code)).Text);

        Task<Reply> ConfirmAsync(string shown) => harness.CallAsync(
            "ConfirmForgotPassword", new { Username = "jane", ConfirmationCode = shown, Password = "An0ther!Password" });
    }

    [Fact]
    public async Task ForgotPassword_ResetDemanded_LetsTheUserInAgain()
    {
        await using PoolHarness harness = await PoolHarness.StartAsync();
        await SignInAsync(harness);
        harness.Pool.RequirePasswordReset("jane");

        await harness.CallAsync("ForgotPassword", new { Username = "jane" });
        await ConfirmAsync(harness, await harness.CodeAsync("jane"), NewPassword);

        Assert.Equal(200, (await harness.SignInAsync("jane", NewPassword)).Code);
    }

    [Fact]
    public async Task ForgotPassword_UnknownUser_LooksLikeAnother()
    {
        await using PoolHarness harness = await PoolHarness.StartAsync(new() { Clients = [new("web"), new("old") { PreventUserExistenceErrors = false }] });

        Reply first = await harness.CallAsync("ForgotPassword", new { Username = "john" });
        Reply second = await harness.CallAsync("ForgotPassword", new { Username = "john" });
        Reply confirm = await harness.CallAsync("ConfirmForgotPassword", new { Username = "john", ConfirmationCode = "123456", Password = NewPassword });
        harness.ClientId = harness.Pool.ClientIdOf("old");

        Assert.Equal((200, first.Text), (second.Code, second.Text));
        confirm.ShouldBeRefused("ExpiredCodeException", "Invalid code provided, please request a code again.");
        (await harness.CallAsync("ForgotPassword", new { Username = "john" })).ShouldBeRefused("UserNotFoundException", "Username/client id combination not found.");
    }

    [Fact]
    public async Task ForgotPassword_UserWithoutAnAddressOrWhoMayNot_IsRefused()
    {
        await using PoolHarness harness = await PoolHarness.StartAsync();
        harness.Pool.AddUser("none", PoolHarness.Password);
        harness.Pool.AddUserWithTemporaryPassword("new", PoolHarness.Password, new Dictionary<string, string> { ["email"] = "new@example.com" });
        harness.Pool.AddUser("off", PoolHarness.Password, new Dictionary<string, string> { ["email"] = "off@example.com" });
        harness.Pool.SetEnabled("off", isEnabled: false);

        (await harness.CallAsync("ForgotPassword", new { Username = "none" })).ShouldBeRefused(
            "InvalidParameterException", "Cannot reset password for the user as there is no registered/verified email or phone_number");
        (await harness.CallAsync("ForgotPassword", new { Username = "new" })).ShouldBeNotAuthorized("User password cannot be reset in the current state.");
        (await harness.CallAsync("ForgotPassword", new { Username = "off" })).ShouldBeNotAuthorized("User is disabled.");
    }

    [Fact]
    public async Task ChangePassword_NeedsTheOneBefore()
    {
        await using PoolHarness harness = await PoolHarness.StartAsync();
        string token = await SignInAsync(harness);

        Reply wrong = await ChangeAsync(harness, token, "Wrong-0ne!", NewPassword);
        Reply missing = await harness.CallAsync("ChangePassword", new { AccessToken = token, ProposedPassword = NewPassword });
        Reply weak = await ChangeAsync(harness, token, PoolHarness.Password, "weak");
        Reply right = await ChangeAsync(harness, token, PoolHarness.Password, NewPassword);

        wrong.ShouldBeNotAuthorized("Incorrect username or password.");
        missing.ShouldBeRefused("InvalidParameterException", "Missing required parameter PreviousPassword");
        weak.ShouldBeRefused("InvalidPasswordException", "Password did not conform with policy: Password not long enough");
        Assert.Equal("{}", right.Text);
        Assert.Equal(200, (await harness.SignInAsync("jane", NewPassword)).Code);
    }

    [Fact]
    public async Task ChangePassword_WrongTooOften_IsLimited()
    {
        await using PoolHarness harness = await PoolHarness.StartAsync();
        string token = await SignInAsync(harness);
        for (int i = 0; i < 5; i++)
        {
            await ChangeAsync(harness, token, "Wrong-0ne!", NewPassword);
        }

        (await ChangeAsync(harness, token, PoolHarness.Password, NewPassword))
            .ShouldBeRefused("LimitExceededException", "Attempt limit exceeded, please try after some time.");
    }

    [Fact]
    public async Task AuthFactors_AreThoseThatTheUserHas()
    {
        await using PoolHarness harness = await PoolHarness.StartAsync();

        Reply reply = await harness.CallAsync("GetUserAuthFactors", new { AccessToken = await SignInAsync(harness) });

        Assert.Equal("""{"ConfiguredUserAuthFactors":["PASSWORD","EMAIL_OTP"],"Username":"jane"}""", reply.Text);
    }

    private static async Task<string> SignInAsync(PoolHarness harness)
    {
        harness.Pool.AddUser("jane", PoolHarness.Password, new Dictionary<string, string> { ["email"] = "jane@example.com" });
        return (await harness.SignInAsync("jane")).AccessToken();
    }

    private static Task<Reply> UpdateAsync(PoolHarness harness, string token, params (string Name, string Value)[] attributes) => harness.CallAsync(
        "UpdateUserAttributes", new { AccessToken = token, UserAttributes = attributes.Select(static attribute => new { attribute.Name, attribute.Value }) });

    private static Task<Reply> VerifyAsync(PoolHarness harness, string token, string code) =>
        harness.CallAsync("VerifyUserAttribute", new { AccessToken = token, AttributeName = "email", Code = code });

    private static Task<Reply> ConfirmAsync(PoolHarness harness, string code, string password) =>
        harness.CallAsync("ConfirmForgotPassword", new { Username = "jane", ConfirmationCode = code, Password = password });

    private static Task<Reply> ChangeAsync(PoolHarness harness, string token, string previous, string proposed) =>
        harness.CallAsync("ChangePassword", new { AccessToken = token, PreviousPassword = previous, ProposedPassword = proposed });
}
