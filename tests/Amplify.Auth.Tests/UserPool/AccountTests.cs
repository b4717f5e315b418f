using System.Net;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Time.Testing;

namespace Amplify.Auth.Tests.UserPool;

public sealed class AccountTests : IDisposable
{
    private const string Delivery = """{"Destination":"j***@e***","DeliveryMedium":"EMAIL","AttributeName":"email"}""";

    private static readonly CodeDelivery Email = new("EMAIL", "j***@e***", "email");

    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero));
    private readonly FakeUserPool _pool;
    private readonly PoolClient _client;

    public AccountTests()
    {
        _pool = new FakeUserPool(_time);
        _client = new PoolClient(_pool);
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private AmplifyAuth Auth => _client.Auth;

    public void Dispose() => _client.Dispose();

    [Fact]
    public async Task SignUp_ThenConfirm_TellsEachStep()
    {
        Answer("SignUp", $$"""{"UserConfirmed":false,"UserSub":"sub-1","CodeDeliveryDetails":{{Delivery}}}""");

        SignUpStep step = await Auth.SignUpAsync("jane", "P@ssw0rd!", new() { Attributes = { ["email"] = "jane@example.com" }, ClientMetadata = { ["a"] = "b" } }, Token);
        SignUpStep done = await Auth.ConfirmSignUpAsync("jane", "123456", cancellationToken: Token);

        Assert.Equal(new SignUpStep.ConfirmSignUp("sub-1", Email), step);
        Assert.IsType<SignUpStep.Done>(done);
        Assert.Equal(
            """{"ClientId":"client1","Username":"jane","Password":"P@ssw0rd!","UserAttributes":[{"Name":"email","Value":"jane@example.com"}],"ClientMetadata":{"a":"b"}}""",
            _pool.Body(0).ToJsonString().Replace("\\u0040", "@", StringComparison.Ordinal));
        Assert.Equal("""{"ClientId":"client1","Username":"jane","ConfirmationCode":"123456"}""", _pool.Body(1).ToJsonString());
    }

    [Fact]
    public async Task SignUp_ConfirmedAtOnce_IsDone()
    {
        Answer("SignUp", """{"UserConfirmed":true,"UserSub":"sub-1"}""");

        Assert.Equal(new SignUpStep.Done("sub-1"), await Auth.SignUpAsync("jane", "P@ssw0rd!", cancellationToken: Token));
    }

    [Fact]
    public async Task ResendCode_TellsWhereTo()
    {
        Answer("ResendConfirmationCode", $$"""{"CodeDeliveryDetails":{{Delivery}}}""");

        Assert.Equal(Email, await Auth.ResendSignUpCodeAsync("jane", Token));
    }

    [Fact]
    public async Task ResetPassword_ThenConfirm()
    {
        Answer("ForgotPassword", $$"""{"CodeDeliveryDetails":{{Delivery}}}""");

        Assert.Equal(new ResetPasswordStep.ConfirmWithCode(Email), await Auth.ResetPasswordAsync("jane", Token));
        Assert.IsType<ResetPasswordStep.Done>(await Auth.ConfirmResetPasswordAsync("jane", "N3w!", "123456", Token));

        JsonObject sent = _pool.Last("ConfirmForgotPassword");
        Assert.Equal(("N3w!", "123456"), ((string?)sent["Password"], (string?)sent["ConfirmationCode"]));
    }

    [Fact]
    public async Task SignedOutUser_ClientWithSecret_SendsTheHashOfEachUserName()
    {
        using var client = new PoolClient(_pool, configuration: new() { UserPoolId = FakeUserPool.PoolId, UserPoolWebClientId = "client-id", UserPoolClientSecret = "client-secret" });

        await client.Auth.SignUpAsync("jane", "p", cancellationToken: Token);
        await client.Auth.ConfirmSignUpAsync("jane", "1", cancellationToken: Token);
        await client.Auth.ResendSignUpCodeAsync("jane", Token);
        await client.Auth.ResetPasswordAsync("jane", Token);
        await client.Auth.ConfirmResetPasswordAsync("jane", "p", "1", Token);

        Assert.All(Enumerable.Range(0, 5), i => Assert.Equal("cjgPnmwcoTV+6qfLUyjb+K84I2eH2Qnjiebb4fcPrT8=", (string?)_pool.Body(i)["SecretHash"]));
    }

    [Theory]
    [InlineData("UsernameExistsException", "User already exists", AmplifyAuthReason.UsernameExists)]
    [InlineData("AliasExistsException", "An account with the given email already exists.", AmplifyAuthReason.AliasExists)]
    [InlineData("InvalidPasswordException", "Password did not conform with policy: Password not long enough", AmplifyAuthReason.PasswordTooWeak)]
    [InlineData("PasswordHistoryPolicyViolationException", "", AmplifyAuthReason.PasswordUsedBefore)]
    [InlineData("InvalidParameterException", "Attributes did not conform to the schema: email: The attribute is required", AmplifyAuthReason.InvalidValue)]
    [InlineData("InvalidParameterException", "USER_SRP_AUTH is not enabled for the client.", AmplifyAuthReason.SignInMethodNotEnabled)]
    [InlineData("InvalidParameterException", "User is already confirmed.", AmplifyAuthReason.UserAlreadyConfirmed)]
    [InlineData("NotAuthorizedException", "SignUp is not permitted for this user pool", AmplifyAuthReason.SignUpNotAllowed)]
    [InlineData("NotAuthorizedException", "User cannot be confirmed. Current status is CONFIRMED", AmplifyAuthReason.UserAlreadyConfirmed)]
    [InlineData("NotAuthorizedException", "Password attempts exceeded", AmplifyAuthReason.TooManyAttempts)]
    [InlineData("NotAuthorizedException", "User is disabled.", AmplifyAuthReason.UserDisabled)]
    [InlineData("NotAuthorizedException", "Temporary password has expired and must be reset by an administrator.", AmplifyAuthReason.TemporaryPasswordExpired)]
    [InlineData("NotAuthorizedException", "Client x is configured with secret but SECRET_HASH was not received", AmplifyAuthReason.UserPoolUnavailable)]
    [InlineData("NotAuthorizedException", "Something else", AmplifyAuthReason.NotAuthorized)]
    [InlineData("CodeMismatchException", "Invalid verification code provided, please try again.", AmplifyAuthReason.CodeMismatch)]
    [InlineData("ExpiredCodeException", "Invalid code provided, please request a code again.", AmplifyAuthReason.CodeExpired)]
    [InlineData("CodeDeliveryFailureException", "", AmplifyAuthReason.CodeNotSent)]
    [InlineData("LimitExceededException", "Attempt limit exceeded, please try after some time.", AmplifyAuthReason.TooManyAttempts)]
    [InlineData("TooManyFailedAttemptsException", "", AmplifyAuthReason.TooManyAttempts)]
    [InlineData("TooManyRequestsException", "Rate exceeded", AmplifyAuthReason.ServiceUnavailable)]
    [InlineData("UserNotFoundException", "User does not exist.", AmplifyAuthReason.UserNotFound)]
    [InlineData("UserNotConfirmedException", "User is not confirmed.", AmplifyAuthReason.UserNotConfirmed)]
    [InlineData("PasswordResetRequiredException", "Password reset required for the user", AmplifyAuthReason.PasswordResetRequired)]
    [InlineData("ResourceNotFoundException", "User pool client x does not exist.", AmplifyAuthReason.UserPoolUnavailable)]
    [InlineData("SoftwareTokenMFANotFoundException", "Software Token MFA does not exist for the user.", AmplifyAuthReason.MfaMethodNotFound)]
    [InlineData("UserLambdaValidationException", "PreSignUp failed with error No.", AmplifyAuthReason.RefusedByTrigger)]
    [InlineData("UnexpectedLambdaException", "PreSignUp invocation failed", AmplifyAuthReason.TriggerFailed)]
    [InlineData("InvalidLambdaResponseException", "Unrecognizable lambda output", AmplifyAuthReason.TriggerFailed)]
    [InlineData("ForbiddenException", "", AmplifyAuthReason.NotAuthorized)]
    [InlineData("NewException", "What?", AmplifyAuthReason.Unknown)]
    public async Task Refusal_HasATypedReason(string type, string message, AmplifyAuthReason reason)
    {
        _pool.Fault = (_, _) => FakeUserPool.Error(type, message);

        var error = await Assert.ThrowsAsync<AmplifyAuthException>(() => Auth.SignUpAsync("jane", "p", cancellationToken: Token));

        Assert.Equal((reason, type, "id-1", reason == AmplifyAuthReason.ServiceUnavailable), (error.Reason, error.ErrorType, error.RequestId, error.IsTransient));
        Assert.Contains(message.TrimEnd('.'), error.Message, StringComparison.Ordinal);
        Assert.Single(_pool.Handler.Requests);
    }

    [Fact]
    public async Task SignedInUser_EachOperation_SendsTheAccessToken()
    {
        await SignInAsync();
        Answer("GetUser", """{"Username":"jane","UserAttributes":[{"Name":"email","Value":"j@e"},{"Name":"email_verified","Value":"true"}],"PreferredMfaSetting":"SOFTWARE_TOKEN_MFA","UserMFASettingList":["SMS_MFA","SOFTWARE_TOKEN_MFA","NEW"]}""");
        Answer("UpdateUserAttributes", $$"""{"CodeDeliveryDetailsList":[{{Delivery}}]}""");
        Answer("GetUserAttributeVerificationCode", $$"""{"CodeDeliveryDetails":{{Delivery}}}""");
        Answer("AssociateSoftwareToken", """{"SecretCode":"SECRETCODE"}""");
        Answer("VerifySoftwareToken", """{"Status":"SUCCESS"}""");

        Assert.Equal("j@e", (await Auth.GetUserAttributesAsync(Token))["email"]);
        Assert.Equal([Email], await Auth.UpdateUserAttributesAsync(new Dictionary<string, string> { ["email"] = "k@e" }, Token));
        Assert.Equal(Email, await Auth.SendUserAttributeCodeAsync("email", Token));
        await Auth.ConfirmUserAttributeAsync("email", "123456", Token);
        await Auth.DeleteUserAttributesAsync(["nickname"], Token);
        await Auth.ChangePasswordAsync("old", "new", Token);
        Assert.Equal("SECRETCODE", (await Auth.SetUpTotpAsync(Token)).SecretCode);
        await Auth.VerifyTotpSetupAsync("123456", "phone", Token);
        MfaPreference preference = await Auth.GetMfaPreferenceAsync(Token);
        await Auth.UpdateMfaPreferenceAsync(new Dictionary<MfaType, MfaSetting> { [MfaType.Totp] = MfaSetting.Preferred, [MfaType.Sms] = MfaSetting.Disabled }, Token);

        Assert.Equal([MfaType.Sms, MfaType.Totp], preference.Enabled);
        Assert.Equal(MfaType.Totp, preference.Preferred);
        string token = await _client.Session.GetTokenAsync(cancellationToken: Token);
        Assert.All(Enumerable.Range(2, 10), i => Assert.Equal(token, (string?)_pool.Body(i)["AccessToken"]));
        Assert.Equal("""[{"Name":"email","Value":"k@e"}]""", _pool.Last("UpdateUserAttributes")["UserAttributes"]!.ToJsonString());
        Assert.Equal(("email", "123456"), ((string?)_pool.Last("VerifyUserAttribute")["AttributeName"], (string?)_pool.Last("VerifyUserAttribute")["Code"]));
        Assert.Equal("""["nickname"]""", _pool.Last("DeleteUserAttributes")["UserAttributeNames"]!.ToJsonString());
        Assert.Equal(("old", "new"), ((string?)_pool.Last("ChangePassword")["PreviousPassword"], (string?)_pool.Last("ChangePassword")["ProposedPassword"]));
        Assert.Equal(
            """{"SMSMfaSettings":{"Enabled":false,"PreferredMfa":false},"SoftwareTokenMfaSettings":{"Enabled":true,"PreferredMfa":true}}""",
            WithoutToken(_pool.Last("SetUserMFAPreference")));
    }

    [Fact]
    public async Task VerifyTotp_StatusIsError_IsACodeMismatch()
    {
        await SignInAsync();
        Answer("VerifySoftwareToken", """{"Status":"ERROR"}""");

        Assert.Equal(AmplifyAuthReason.CodeMismatch, (await Assert.ThrowsAsync<AmplifyAuthException>(() => Auth.VerifyTotpSetupAsync("1", cancellationToken: Token))).Reason);
    }

    [Fact]
    public async Task SignedInUser_TokenRefused_IsRenewedOnceAndTheCallMadeAgain()
    {
        await SignInAsync();
        string first = await _client.Session.GetTokenAsync(cancellationToken: Token);
        _pool.Fault = (operation, body) => operation == "GetUser" && (string?)body["AccessToken"] == first
            ? FakeUserPool.Error("NotAuthorizedException", "Access Token has been revoked")
            : null;

        Assert.Empty(await Auth.GetUserAttributesAsync(Token));

        Assert.Equal((2, 1), (_pool.Count("GetUser"), _pool.Count("GetTokensFromRefreshToken")));
    }

    [Fact]
    public async Task SignedInUser_TokenRefusedAgain_IsTold()
    {
        await SignInAsync();
        _pool.Fault = (operation, _) => operation == "ChangePassword" ? FakeUserPool.Error("NotAuthorizedException", "Access Token does not have required scopes") : null;

        Assert.Equal(AmplifyAuthReason.NotAuthorized, (await Assert.ThrowsAsync<AmplifyAuthException>(() => Auth.ChangePasswordAsync("a", "b", Token))).Reason);
        Assert.Equal(2, _pool.Count("ChangePassword"));
    }

    [Fact]
    public async Task ReadingCalls_AreRepeatedAfterAFailure_ChangingOnesAreNot()
    {
        await SignInAsync();
        var time = _time;
        int reads = 0;
        _pool.Fault = (operation, _) => operation switch
        {
            "GetUser" when Interlocked.Increment(ref reads) == 1 => WithRetryAfterZero(FakeUserPool.Error("InternalErrorException", "", HttpStatusCode.InternalServerError)),
            "ChangePassword" => FakeUserPool.Error("InternalErrorException", "", HttpStatusCode.InternalServerError),
            _ => null,
        };

        Task reading = Auth.GetUserAttributesAsync(Token);
        while (!reading.IsCompleted)
        {
            Token.ThrowIfCancellationRequested();
            time.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }

        await reading;
        await Assert.ThrowsAsync<AmplifyAuthException>(() => Auth.ChangePasswordAsync("a", "b", Token));
        Assert.Equal((2, 1), (_pool.Count("GetUser"), _pool.Count("ChangePassword")));
    }

    [Fact]
    public async Task DeleteUser_SignsOut()
    {
        await SignInAsync();

        await Auth.DeleteUserAsync(Token);

        Assert.Equal(["SignedIn", "SignedOut"], _client.ToldNames);
        Assert.False((await Auth.GetSessionAsync(cancellationToken: Token)).IsSignedIn);
    }

    [Fact]
    public async Task DeleteUser_TheIdentityIsForgottenToo()
    {
        const string Key = "com.amplify.Cognito.us-east-1:1.userIdentity";
        var store = new MemoryAuthStore();
        await store.SetAsync(Key, "us-east-1:identity-1 jane", Token);
        using var identities = new IdentityPoolCredentialsProvider(
            new() { IdentityPoolId = "us-east-1:1" }, new() { HttpMessageHandler = _pool.Handler, Store = store });
        using var client = new PoolClient(_pool, store, credentials: identities);
        await client.Auth.SignInAsync("jane", "P@ssw0rd!", cancellationToken: Token);

        await client.Auth.DeleteUserAsync(Token);

        Assert.Null(await store.GetAsync(Key, Token));
    }

    [Fact]
    public async Task SignedOut_CallsOfAUser_SendNothing()
    {
        Assert.Equal(AmplifyAuthReason.SignInRequired, (await Assert.ThrowsAsync<AmplifyAuthException>(() => Auth.GetUserAttributesAsync(Token))).Reason);
        Assert.Empty(_pool.Handler.Requests);
    }

    private void Answer(string operation, string json)
    {
        Func<string, JsonObject, HttpResponseMessage?> others = _pool.Fault;
        _pool.Fault = (asked, body) => asked == operation ? FakeUserPool.Ok(json) : others(asked, body);
    }

    private static HttpResponseMessage WithRetryAfterZero(HttpResponseMessage response)
    {
        response.Headers.TryAddWithoutValidation("Retry-After", "0");
        return response;
    }

    private static string WithoutToken(JsonObject body)
    {
        body.Remove("AccessToken");
        return body.ToJsonString();
    }

    private async Task SignInAsync() => await Auth.SignInAsync("jane", "P@ssw0rd!", cancellationToken: Token);
}
