using Amplify.Local.Tests.Support;

namespace Amplify.Local.Tests.Cognito.UserPool;

public sealed class SignUpTests
{
    [Fact]
    public async Task SignUp_ThenTheCode_ConfirmsTheUserAndTheAddress()
    {
        await using PoolHarness harness = await PoolHarness.StartAsync();

        Reply signUp = await harness.SignUpAsync("jane");
        LocalConfirmationCode code = await harness.Pool.WaitForCodeAsync("jane", Harness.Cancellation);
        Reply confirm = await harness.CallAsync("ConfirmSignUp", new { Username = "jane", ConfirmationCode = code.Code });

        Assert.False(signUp.Json.GetProperty("UserConfirmed").GetBoolean());
        Assert.Matches("^[0-9a-f]{8}-[0-9a-f]{4}-4", signUp.Json.GetProperty("UserSub").GetString());
        Assert.Equal(
            """{"AttributeName":"email","DeliveryMedium":"EMAIL","Destination":"j***@e***"}""", signUp.Json.GetProperty("CodeDeliveryDetails").GetRawText());
        Assert.Equal((LocalCodePurpose.SignUp, "EMAIL", "jane@example.com"), (code.Purpose, code.Medium, code.Destination));
        Assert.Matches("^[0-9]{6}$", code.Code);
        Assert.Equal((200, "{}"), (confirm.Code, confirm.Text));
        LocalUserPoolUser user = harness.Pool.FindUser("JANE")!;
        Assert.Equal((LocalUserStatus.Confirmed, "true"), (user.Status, user.Attributes["email_verified"]));
        Assert.Equal(signUp.Json.GetProperty("UserSub").GetString(), user.UserSub);
    }

    [Fact]
    public async Task SignUp_NameTaken_IsRefusedInAnyCase()
    {
        await using PoolHarness harness = await PoolHarness.StartAsync();
        await harness.SignUpAsync("jane");

        (await harness.SignUpAsync("Jane")).ShouldBeRefused("UsernameExistsException", "User already exists");
    }

    [Theory]
    [InlineData("Sh0rt!!", "Password not long enough")]
    [InlineData("p@ssw0rd!", "Password must have uppercase characters")]
    [InlineData("P@SSW0RD!", "Password must have lowercase characters")]
    [InlineData("P@ssword!", "Password must have numeric characters")]
    [InlineData("Passw0rd1", "Password must have symbol characters")]
    public async Task SignUp_PasswordAgainstThePolicy_TellsWhatIsMissing(string password, string fault)
    {
        await using PoolHarness harness = await PoolHarness.StartAsync();

        (await harness.SignUpAsync("jane", password)).ShouldBeRefused("InvalidPasswordException", $"Password did not conform with policy: {fault}");
        Assert.Null(harness.Pool.FindUser("jane"));
    }

    [Fact]
    public async Task SignUp_PolicyOfTheOptions_IsKept()
    {
        await using PoolHarness harness = await PoolHarness.StartAsync(new()
        {
            PasswordPolicy = new() { MinimumLength = 6, RequiresLowercase = false, RequiresNumber = false, RequiresSymbol = false, RequiresUppercase = false },
        });

        Assert.Equal(200, (await harness.SignUpAsync("jane", "......")).Code);
    }

    [Theory]
    [InlineData("Username", "", "1 validation error detected: Value '' at 'username' failed to satisfy constraint: Member must have length greater than or equal to 1")]
    [InlineData("Username", null, "1 validation error detected: Value at 'username' failed to satisfy constraint: Member must not be null")]
    [InlineData("Username", "two words", @"1 validation error detected: Value 'two words' at 'username' failed to satisfy constraint: Member must satisfy regular expression pattern: [\p{L}\p{M}\p{S}\p{N}\p{P}]+")]
    [InlineData("Password", "", "1 validation error detected: Value at 'password' failed to satisfy constraint: Member must have length greater than or equal to 1")]
    [InlineData("Password", " P@ssw0rd!", @"1 validation error detected: Value at 'password' failed to satisfy constraint: Member must satisfy regular expression pattern: [\S]+.*[\S]+")]
    [InlineData("ClientId", "", "1 validation error detected: Value '' at 'clientId' failed to satisfy constraint: Member must have length greater than or equal to 1")]
    public async Task SignUp_BadField_TellsItsConstraint(string field, string? value, string message)
    {
        await using PoolHarness harness = await PoolHarness.StartAsync();
        var input = new Dictionary<string, string?> { ["ClientId"] = harness.ClientId, ["Username"] = "jane", ["Password"] = PoolHarness.Password, [field] = value };

        (await harness.CallAsync("SignUp", input)).ShouldBeRefused("InvalidParameterException", message);
    }

    [Fact]
    public async Task SignUp_HugeFields_AreRefusedAndNotRepeated()
    {
        await using PoolHarness harness = await PoolHarness.StartAsync();

        Reply password = await harness.SignUpAsync("jane", new string('p', 50_000));
        Reply attribute = await harness.SignUpAsync("jane", email: new string('e', 50_000) + "@example.com");
        Reply body = await harness.SignUpAsync("jane", new string('p', 200_000));

        Assert.Equal((400, 413), (password.Code, body.Code));
        Assert.True(password.Text.Length < 500 && attribute.Text.Length < 500);
        Assert.Equal("InvalidParameterException:", attribute.ErrorType);
    }

    [Fact]
    public async Task SignUp_UnknownClient_IsNotFound()
    {
        await using PoolHarness harness = await PoolHarness.StartAsync();

        (await harness.CallAsync("SignUp", new { ClientId = "nobody", Username = "jane", PoolHarness.Password }))
            .ShouldBeRefused("ResourceNotFoundException", "User pool client nobody does not exist.");
    }

    [Fact]
    public async Task SignUp_AttributesThatAreNone_AreRefused()
    {
        await using PoolHarness harness = await PoolHarness.StartAsync(new() { RequiredAttributes = ["email"] });

        (await harness.SignUpAsync("jane", email: null))
            .ShouldBeRefused("InvalidParameterException", "Attributes did not conform to the schema: email: The attribute is required");
        (await harness.SignUpAsync("jane", email: "not an address")).ShouldBeRefused("InvalidParameterException", "Invalid email address format.");
        (await WithAttributeAsync(harness, "phone_number", "0123")).ShouldBeRefused("InvalidParameterException", "Invalid phone number format.");
        (await WithAttributeAsync(harness, "email_verified", "true"))
            .ShouldBeNotAuthorized("A client attempted to write unauthorized attribute");
        (await WithAttributeAsync(harness, "shoe", "42"))
            .ShouldBeRefused("InvalidParameterException", "Attributes did not conform to the schema: Type for attribute shoe could not be determined");
    }

    [Fact]
    public async Task SignUp_NotForUsers_IsNotPermitted()
    {
        await using PoolHarness harness = await PoolHarness.StartAsync(new() { AllowsSignUp = false });

        (await harness.SignUpAsync("jane")).ShouldBeNotAuthorized("SignUp is not permitted for this user pool");
    }

    [Fact]
    public async Task SignUp_TriggerThatConfirms_NeedsNoCode()
    {
        await using PoolHarness harness = await PoolHarness.StartAsync(new()
        {
            PreSignUp = (request, _) => request.ValidationData.GetValueOrDefault("invitation") == "yes"
                ? new(new LocalSignUpDecision { ConfirmsUser = true, VerifiesEmail = true })
                : throw new InvalidOperationException("No invitation"),
        });

        Reply refused = await harness.SignUpAsync("jane");
        Reply invited = await harness.CallAsync("SignUp", new
        {
            Username = "jane",
            PoolHarness.Password,
            UserAttributes = new[] { new { Name = "email", Value = "jane@example.com" } },
            ValidationData = new[] { new { Name = "invitation", Value = "yes" } },
        });

        refused.ShouldBeRefused("UserLambdaValidationException", "PreSignUp failed with error No invitation.");
        Assert.True(invited.Json.GetProperty("UserConfirmed").GetBoolean());
        Assert.False(invited.Json.TryGetProperty("CodeDeliveryDetails", out _));
        Assert.Equal("true", harness.Pool.FindUser("jane")!.Attributes["email_verified"]);
        Assert.Equal(200, (await harness.SignInAsync("jane")).Code);
    }

    [Fact]
    public async Task SignUp_WithAnAddressForAName_HasAnIdForAName()
    {
        await using PoolHarness harness = await PoolHarness.StartAsync(new() { UsernameAttributes = LocalSignInAttributes.Email });

        Reply notAnAddress = await harness.SignUpAsync("jane", email: null);
        Reply signUp = await harness.SignUpAsync("jane@example.com", email: null);
        string code = await harness.CodeAsync("jane@example.com");
        await harness.CallAsync("ConfirmSignUp", new { Username = "jane@example.com", ConfirmationCode = code });
        Reply again = await harness.SignUpAsync("Jane@Example.com", email: null);

        notAnAddress.ShouldBeRefused("InvalidParameterException", "Username should be an email.");
        string sub = signUp.Json.GetProperty("UserSub").GetString()!;
        Assert.Equal((sub, "true"), (harness.Pool.FindUser(sub)!.Username, harness.Pool.FindUser(sub)!.Attributes["email_verified"]));
        again.ShouldBeRefused("UsernameExistsException", "An account with the given email already exists.");
        Assert.Equal(200, (await harness.SignInAsync("jane@example.com")).Code);
    }

    [Fact]
    public async Task Confirm_AliasOfAnotherUser_IsRefusedUnlessItIsForced()
    {
        await using PoolHarness harness = await PoolHarness.StartAsync(new() { AliasAttributes = LocalSignInAttributes.Email });
        harness.Pool.AddUser("first", PoolHarness.Password, new Dictionary<string, string> { ["email"] = "jane@example.com" });
        await harness.SignUpAsync("second");
        string code = await harness.CodeAsync("second");

        Reply refused = await harness.CallAsync("ConfirmSignUp", new { Username = "second", ConfirmationCode = code });
        string nameBefore = harness.Pool.FindUser("jane@example.com")!.Username;
        Reply forced = await harness.CallAsync("ConfirmSignUp", new { Username = "second", ConfirmationCode = code, ForceAliasCreation = true });

        refused.ShouldBeRefused("AliasExistsException", "An account with the given email already exists.");
        Assert.Equal((200, "first", "second"), (forced.Code, nameBefore, harness.Pool.FindUser("jane@example.com")!.Username));
        Assert.Equal("false", harness.Pool.FindUser("first")!.Attributes["email_verified"]);
    }

    [Fact]
    public async Task Confirm_WrongCodes_AreCountedAndThenLimited()
    {
        await using PoolHarness harness = await PoolHarness.StartAsync();
        await harness.SignUpAsync("jane");
        string code = await harness.CodeAsync("jane");
        string wrong = code == "000000" ? "000001" : "000000";

        for (int i = 0; i < 5; i++)
        {
            (await ConfirmAsync(harness, wrong)).ShouldBeRefused("CodeMismatchException", "Invalid verification code provided, please try again.");
        }

        (await ConfirmAsync(harness, code)).ShouldBeRefused("LimitExceededException", "Attempt limit exceeded, please try after some time.");
        await harness.CallAsync("ResendConfirmationCode", new { Username = "jane" });
        harness.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(200, (await ConfirmAsync(harness, await harness.CodeAsync("jane"))).Code);
    }

    [Fact]
    public async Task Confirm_CodeOfADayAgo_HasExpired()
    {
        await using PoolHarness harness = await PoolHarness.StartAsync();
        await harness.SignUpAsync("jane");
        harness.Time.Advance(TimeSpan.FromDays(1));

        (await ConfirmAsync(harness, await harness.CodeAsync("jane"))).ShouldBeRefused("ExpiredCodeException", "Invalid code provided, please request a code again.");
    }

    [Fact]
    public async Task Confirm_OfAConfirmedUser_IsRefused()
    {
        await using PoolHarness harness = await PoolHarness.StartAsync();
        harness.Pool.AddUser("jane", PoolHarness.Password);

        (await ConfirmAsync(harness, "123456")).ShouldBeNotAuthorized("User cannot be confirmed. Current status is CONFIRMED");
        (await harness.CallAsync("ResendConfirmationCode", new { Username = "jane" }))
            .ShouldBeRefused("InvalidParameterException", "User is already confirmed.");
    }

    [Fact]
    public async Task Confirm_UnknownUser_IsHiddenUnlessTheClientMayKnow()
    {
        await using PoolHarness harness = await PoolHarness.StartAsync(new() { Clients = [new("web"), new("old") { PreventUserExistenceErrors = false }] });

        (await ConfirmAsync(harness, "123456")).ShouldBeRefused("ExpiredCodeException", "Invalid code provided, please request a code again.");
        Reply resent = await harness.CallAsync("ResendConfirmationCode", new { Username = "jane" });
        Reply resentAgain = await harness.CallAsync("ResendConfirmationCode", new { Username = "jane" });
        harness.ClientId = harness.Pool.ClientIdOf("old");

        Assert.Matches(@"^[a-z]\*\*\*@[a-z]\*\*\*$", resent.Json.GetProperty("CodeDeliveryDetails").GetProperty("Destination").GetString());
        Assert.Equal(resent.Text, resentAgain.Text);
        Assert.Empty(harness.Pool.Codes);
        (await ConfirmAsync(harness, "123456")).ShouldBeRefused("UserNotFoundException", "Username/client id combination not found.");
        (await harness.CallAsync("ResendConfirmationCode", new { Username = "jane" }))
            .ShouldBeRefused("UserNotFoundException", "Username/client id combination not found.");
    }

    [Fact]
    public async Task Code_IsInTheLogAndTheCallbackAndNowhereElse()
    {
        using var log = new LogCapture();
        List<LocalConfirmationCode> sent = [];
        await using PoolHarness harness = await PoolHarness.StartAsync(new() { CodeSent = sent.Add }, log: log);

        await harness.SignUpAsync("jane");
        string code = await harness.CodeAsync("jane");

        Assert.Equal(code, Assert.Single(sent).Code);
        Assert.StartsWith($"SignUp code for jane by EMAIL: {code}", Assert.Single(log.Lines, line => line.Text.Contains(code, StringComparison.Ordinal)).Text, StringComparison.Ordinal);
        Assert.DoesNotContain(log.Lines, static line => line.Text.Contains(PoolHarness.Password, StringComparison.Ordinal));
        Assert.DoesNotContain(code, sent[0].ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task WaitForCode_BeforeItIsSent_GivesEachWaiterOne()
    {
        await using PoolHarness harness = await PoolHarness.StartAsync();

        Task<LocalConfirmationCode> first = harness.Pool.WaitForCodeAsync("jane", Harness.Cancellation);
        using var given = new CancellationTokenSource();
        Task<LocalConfirmationCode> cancelled = harness.Pool.WaitForCodeAsync("jane", given.Token);
        Task<LocalConfirmationCode> second = harness.Pool.WaitForCodeAsync("jane", Harness.Cancellation);
        await given.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => cancelled);
        await harness.SignUpAsync("other", email: "other@example.com");
        await harness.SignUpAsync("jane");
        await harness.CallAsync("ResendConfirmationCode", new { Username = "jane" });

        Assert.Equal(harness.Pool.Codes.Skip(1).Select(static code => code.Code), [(await first).Code, (await second).Code]);
    }

    [Fact]
    public async Task Call_UnreadableInputOrOperation_IsRefused()
    {
        await using PoolHarness harness = await PoolHarness.StartAsync();

        Assert.Equal("SerializationException:", (await harness.SendAsync("SignUp", "{")).ErrorType);
        Assert.Equal("SerializationException:", (await harness.SendAsync("SignUp", "[]")).ErrorType);
        Assert.Equal("SerializationException:", (await harness.SendAsync("SignUp", """{"ClientId":1}""")).ErrorType);
        Assert.Equal("SerializationException:", (await harness.SendAsync("SignUp", $$"""{"ClientId":"{{harness.ClientId}}","Username":"\ud83d"}""")).ErrorType);
        Assert.Equal("SerializationException:", (await harness.SendAsync("InitiateAuth", $$$"""{"ClientId":"{{{harness.ClientId}}}","AuthFlow":"USER_PASSWORD_AUTH","AuthParameters":{"\ud83d":"j"}}""")).ErrorType);
        Assert.Equal("SerializationException:", (await harness.SendAsync("SignUp", $$$"""{"ClientId":"{{{harness.ClientId}}}","Username":"j","UserAttributes":{}}""")).ErrorType);
        Assert.Equal("UnknownOperationException:", (await harness.SendAsync("Nothing", "{}")).ErrorType);
    }

    private static Task<Reply> ConfirmAsync(PoolHarness harness, string code) =>
        harness.CallAsync("ConfirmSignUp", new { Username = "jane", ConfirmationCode = code });

    private static Task<Reply> WithAttributeAsync(PoolHarness harness, string name, string value) => harness.CallAsync("SignUp", new
    {
        Username = "jane",
        PoolHarness.Password,
        UserAttributes = new[] { new { Name = "email", Value = "jane@example.com" }, new { Name = name, Value = value } },
    });
}
