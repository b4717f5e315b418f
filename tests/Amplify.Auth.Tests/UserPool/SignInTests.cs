using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Amplify.Testing;
using Microsoft.Extensions.Time.Testing;

namespace Amplify.Auth.Tests.UserPool;

public sealed class SignInTests : IDisposable
{
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(30);

    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero));
    private readonly FakeUserPool _pool;
    private readonly RecordingLoggers _loggers = new();
    private readonly PoolClient _client;

    public SignInTests()
    {
        _pool = new FakeUserPool(_time);
        _client = new PoolClient(_pool, loggers: _loggers);
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _client.Dispose();
        _loggers.Dispose();
    }

    [Fact]
    public async Task SignIn_RightPassword_ProvesItWithoutSendingIt()
    {
        SignInStep step = await _client.Auth.SignInAsync("jane", "P@ssw0rd!", cancellationToken: Token);

        Assert.Equal(new SignInStep.Done("jane", "sub-jane"), step);
        Assert.Equal(["InitiateAuth", "RespondToAuthChallenge"], _pool.Operations);
        SentRequest first = _pool.Handler.Requests[0];
        Assert.Equal((new Uri("https://cognito-idp.us-east-1.amazonaws.com/"), HttpMethod.Post), (first.Uri, first.Method));
        Assert.Equal(("AWSCognitoIdentityProviderService.InitiateAuth", "application/x-amz-json-1.1"), (first["X-Amz-Target"], first["Content-Type"]));
        Assert.Equal(("USER_SRP_AUTH", "client1"), ((string?)_pool.Body(0)["AuthFlow"], (string?)_pool.Body(0)["ClientId"]));
        Assert.Equal("SESSION", (string?)_pool.Body(1)["Session"]);
        Assert.DoesNotContain(_pool.Handler.Requests, request => request.Text.Contains("P@ssw0rd!", StringComparison.Ordinal));
        Assert.Equal(["SignedIn"], _client.ToldNames);
    }

    [Fact]
    public async Task Session_AfterSignIn_HasTokensWithClaims()
    {
        await _client.Auth.SignInAsync("jane", "P@ssw0rd!", cancellationToken: Token);

        AuthSession session = await _client.Auth.GetSessionAsync(cancellationToken: Token);

        Assert.True(session.IsSignedIn);
        Assert.Equal(("jane", "sub-jane"), (session.Username, session.UserSub));
        Assert.Equal(("REFRESH1", _time.GetUtcNow() + TimeSpan.FromHours(1)), (session.Tokens!.RefreshToken, session.Tokens.ExpiresAt));
        Assert.Equal(["admins"], session.Tokens.AccessToken.Groups);
        Assert.Equal(("id", "true"), (session.Tokens.IdToken!.GetClaim("token_use"), session.Tokens.IdToken.GetClaim("email_verified")));
        foreach (string text in new[] { session.ToString(), session.Tokens.ToString(), session.Tokens.IdToken.ToString(), session.Tokens.AccessToken.ToString() })
        {
            Assert.DoesNotContain("SIGNATURE", text, StringComparison.Ordinal);
            Assert.DoesNotContain("REFRESH", text, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("jane", "wrong")]
    [InlineData("nobody", "P@ssw0rd!")]
    public async Task SignIn_WrongPasswordOrUnknownUser_AreTheSameTypedError(string username, string password)
    {
        var error = await Assert.ThrowsAsync<AmplifyAuthException>(() => _client.Auth.SignInAsync(username, password, cancellationToken: Token));

        Assert.Equal((AmplifyAuthReason.WrongUsernameOrPassword, "NotAuthorizedException", "id-1"), (error.Reason, error.ErrorType, error.RequestId));
        Assert.False(error.IsTransient);
        Assert.False((await _client.Auth.GetSessionAsync(cancellationToken: Token)).IsSignedIn);
        Assert.Empty(_client.Told);
    }

    [Fact]
    public async Task SignIn_ByAlias_ProvesThePasswordOfTheUserThatThePoolNames()
    {
        _pool.Aliases["jane@example.com"] = "jane";

        SignInStep step = await _client.Auth.SignInAsync("jane@example.com", "P@ssw0rd!", cancellationToken: Token);

        Assert.Equal(new SignInStep.Done("jane", "sub-jane"), step);
    }

    [Theory]
    [InlineData("jané", "pässword")]
    [InlineData("jane\u0301", "pa\u0308ssword")]
    [InlineData("👩‍💻", "🔑🔑🔑")]
    [InlineData("İıI", "şifre")]
    [InlineData("ไทย", " spaces ")]
    public async Task SignIn_AnyUnicode_IsLeftAsItIs(string username, string password)
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = new CultureInfo(username.StartsWith('İ') ? "tr-TR" : "th-TH");
        try
        {
            _pool.Passwords[username] = password;

            Assert.IsType<SignInStep.Done>(await _client.Auth.SignInAsync(username, password, cancellationToken: Token));

            Assert.Equal(username, (string?)_pool.Body(0)["AuthParameters"]!["USERNAME"]);
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public async Task SignIn_PasswordInAnotherUnicodeForm_IsAnotherPassword()
    {
        _pool.Passwords["jane"] = "p\u00e4ss";

        await Assert.ThrowsAsync<AmplifyAuthException>(
            () => _client.Auth.SignInAsync("jane", "p\u00e4ss".Normalize(NormalizationForm.FormD), cancellationToken: Token));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(-1)]
    public async Task SignIn_ClockAnHourWrong_IsDatedByTheServicesClock(int hours)
    {
        _pool.ClockOffset = TimeSpan.FromHours(hours);

        Assert.IsType<SignInStep.Done>(await _client.Auth.SignInAsync("jane", "P@ssw0rd!", cancellationToken: Token));
    }

    [Fact]
    public async Task SignIn_Password_SendsIt()
    {
        var options = new SignInOptions { Method = SignInMethod.Password, ClientMetadata = { ["a"] = "b" } };

        Assert.IsType<SignInStep.Done>(await _client.Auth.SignInAsync("jane", "P@ssw0rd!", options, Token));

        JsonObject sent = _pool.Body(0);
        Assert.Equal(("USER_PASSWORD_AUTH", "P@ssw0rd!", "b"), ((string?)sent["AuthFlow"], (string?)sent["AuthParameters"]!["PASSWORD"], (string?)sent["ClientMetadata"]!["a"]));
    }

    [Fact]
    public async Task SignIn_Custom_AsksUntilTheTriggersAreContent()
    {
        _pool.Challenges.Enqueue("""{"ChallengeName":"CUSTOM_CHALLENGE","Session":"S1","ChallengeParameters":{"question":"2+2","USERNAME":"jane"}}""");
        _pool.Challenges.Enqueue("""{"ChallengeName":"CUSTOM_CHALLENGE","Session":"S2","ChallengeParameters":{"question":"3+3","USERNAME":"jane"}}""");

        var first = Assert.IsType<SignInStep.CustomChallenge>(await _client.Auth.SignInAsync("jane", null, new() { Method = SignInMethod.Custom }, Token));
        var second = Assert.IsType<SignInStep.CustomChallenge>(await _client.Auth.ConfirmSignInAsync("4", cancellationToken: Token));
        SignInStep done = await _client.Auth.ConfirmSignInAsync("6", cancellationToken: Token);

        Assert.Equal(("2+2", "3+3"), (first.Parameters["question"], second.Parameters["question"]));
        Assert.IsType<SignInStep.Done>(done);
        Assert.Equal(("CUSTOM_AUTH", "4", "S1"), ((string?)_pool.Body(0)["AuthFlow"], (string?)_pool.Body(1)["ChallengeResponses"]!["ANSWER"], (string?)_pool.Body(1)["Session"]));
        Assert.Equal(("6", "S2"), ((string?)_pool.Body(2)["ChallengeResponses"]!["ANSWER"], (string?)_pool.Body(2)["Session"]));
    }

    [Fact]
    public async Task SignIn_CustomAfterSrp_ProvesThePasswordFirst()
    {
        _pool.Challenges.Enqueue("""{"ChallengeName":"CUSTOM_CHALLENGE","Session":"S1","ChallengeParameters":{}}""");

        Assert.IsType<SignInStep.CustomChallenge>(await _client.Auth.SignInAsync("jane", "P@ssw0rd!", new() { Method = SignInMethod.CustomAfterSrp }, Token));

        JsonObject parameters = (JsonObject)_pool.Body(0)["AuthParameters"]!;
        Assert.Equal(("CUSTOM_AUTH", "SRP_A"), ((string?)_pool.Body(0)["AuthFlow"], (string?)parameters["CHALLENGE_NAME"]));
        Assert.NotNull(parameters["SRP_A"]);
    }

    [Theory]
    [InlineData("SMS_MFA", "SMS_MFA_CODE", typeof(SignInStep.SmsCode))]
    [InlineData("SMS_OTP", "SMS_OTP_CODE", typeof(SignInStep.SmsCode))]
    [InlineData("EMAIL_OTP", "EMAIL_OTP_CODE", typeof(SignInStep.EmailCode))]
    [InlineData("SOFTWARE_TOKEN_MFA", "SOFTWARE_TOKEN_MFA_CODE", typeof(SignInStep.TotpCode))]
    public async Task Confirm_Code_IsSentInItsField(string challenge, string field, Type expected)
    {
        _pool.Challenges.Enqueue($$$"""{"ChallengeName":"{{{challenge}}}","Session":"S1","ChallengeParameters":{"CODE_DELIVERY_DELIVERY_MEDIUM":"SMS","CODE_DELIVERY_DESTINATION":"+*1234","FRIENDLY_DEVICE_NAME":"phone"}}""");

        SignInStep step = await _client.Auth.SignInAsync("jane", "P@ssw0rd!", cancellationToken: Token);
        Assert.IsType(expected, step);
        Assert.IsType<SignInStep.Done>(await _client.Auth.ConfirmSignInAsync("123456", cancellationToken: Token));

        Assert.True(step is not SignInStep.SmsCode sms || sms.Delivery == new CodeDelivery("SMS", "+*1234", null));
        Assert.True(step is not SignInStep.TotpCode totp || totp.DeviceName == "phone");
        JsonObject sent = _pool.Last("RespondToAuthChallenge");
        Assert.Equal((challenge, "S1", "123456", "jane"), ((string?)sent["ChallengeName"], (string?)sent["Session"], (string?)sent["ChallengeResponses"]![field], (string?)sent["ChallengeResponses"]!["USERNAME"]));
    }

    [Fact]
    public async Task Confirm_SelectMfa_ThenCode()
    {
        _pool.Challenges.Enqueue("""{"ChallengeName":"SELECT_MFA_TYPE","Session":"S1","ChallengeParameters":{"MFAS_CAN_CHOOSE":"[\"SMS_MFA\",\"SOFTWARE_TOKEN_MFA\",\"NEW_KIND\"]"}}""");
        _pool.Challenges.Enqueue("""{"ChallengeName":"SOFTWARE_TOKEN_MFA","Session":"S2","ChallengeParameters":{}}""");

        var select = Assert.IsType<SignInStep.SelectMfa>(await _client.Auth.SignInAsync("jane", "P@ssw0rd!", cancellationToken: Token));
        Assert.IsType<SignInStep.TotpCode>(await _client.Auth.ConfirmSignInAsync(MfaType.Totp, Token));

        Assert.Equal([MfaType.Sms, MfaType.Totp], select.Allowed);
        Assert.Equal("SOFTWARE_TOKEN_MFA", (string?)_pool.Last("RespondToAuthChallenge")["ChallengeResponses"]!["ANSWER"]);
    }

    [Fact]
    public async Task Confirm_SetUpTotp_VerifiesTheCodeThenGoesOnWithTheNewSession()
    {
        _pool.Challenges.Enqueue("""{"ChallengeName":"MFA_SETUP","Session":"S1","ChallengeParameters":{"MFAS_CAN_SETUP":"[\"SMS_MFA\",\"SOFTWARE_TOKEN_MFA\"]"}}""");
        _pool.Fault = (operation, body) => operation switch
        {
            "AssociateSoftwareToken" => FakeUserPool.Ok("""{"SecretCode":"SECRETCODE","Session":"S2"}"""),
            "VerifySoftwareToken" when (string?)body["UserCode"] == "123456" => FakeUserPool.Ok("""{"Status":"SUCCESS","Session":"S3"}"""),
            "VerifySoftwareToken" => FakeUserPool.Error("EnableSoftwareTokenMFAException", "Code mismatch and fail enable Software Token MFA"),
            _ => null,
        };

        var setUp = Assert.IsType<SignInStep.SetUpTotp>(await _client.Auth.SignInAsync("jane", "P@ssw0rd!", cancellationToken: Token));
        var wrong = await Assert.ThrowsAsync<AmplifyAuthException>(() => _client.Auth.ConfirmSignInAsync("000000", cancellationToken: Token));
        SignInStep done = await _client.Auth.ConfirmSignInAsync("123456", new() { DeviceName = "phone" }, Token);

        Assert.Equal("otpauth://totp/My%20App:jane?secret=SECRETCODE&issuer=My%20App", setUp.Setup.GetSetupUri("My App", "jane").AbsoluteUri);
        Assert.DoesNotContain("SECRETCODE", setUp.ToString(), StringComparison.Ordinal);
        Assert.Equal(AmplifyAuthReason.CodeMismatch, wrong.Reason);
        Assert.IsType<SignInStep.Done>(done);
        Assert.Equal(("S2", "phone"), ((string?)_pool.Last("VerifySoftwareToken")["Session"], (string?)_pool.Last("VerifySoftwareToken")["FriendlyDeviceName"]));
        Assert.Equal(("MFA_SETUP", "S3"), ((string?)_pool.Last("RespondToAuthChallenge")["ChallengeName"], (string?)_pool.Last("RespondToAuthChallenge")["Session"]));
    }

    [Fact]
    public async Task Confirm_SelectSetup_EmailAsksForTheAddress()
    {
        _pool.Challenges.Enqueue("""{"ChallengeName":"MFA_SETUP","Session":"S1","ChallengeParameters":{"MFAS_CAN_SETUP":"[\"SOFTWARE_TOKEN_MFA\",\"EMAIL_OTP\"]"}}""");

        var select = Assert.IsType<SignInStep.SelectMfaSetup>(await _client.Auth.SignInAsync("jane", "P@ssw0rd!", cancellationToken: Token));
        await Assert.ThrowsAsync<ArgumentException>(() => _client.Auth.ConfirmSignInAsync(MfaType.Sms, Token));
        Assert.IsType<SignInStep.SetUpEmail>(await _client.Auth.ConfirmSignInAsync(MfaType.Email, Token));
        Assert.IsType<SignInStep.Done>(await _client.Auth.ConfirmSignInAsync("jane@example.com", cancellationToken: Token));

        Assert.Equal([MfaType.Totp, MfaType.Email], select.Allowed);
        Assert.Equal("jane@example.com", (string?)_pool.Last("RespondToAuthChallenge")["ChallengeResponses"]!["EMAIL"]);
    }

    [Fact]
    public async Task Confirm_NewPassword_HasTheMissingAttributesWithIt()
    {
        _pool.Challenges.Enqueue("""{"ChallengeName":"NEW_PASSWORD_REQUIRED","Session":"S1","ChallengeParameters":{"requiredAttributes":"[\"userAttributes.name\"]","userAttributes":"{\"email\":\"j@e\"}"}}""");

        var step = Assert.IsType<SignInStep.NewPassword>(await _client.Auth.SignInAsync("jane", "P@ssw0rd!", cancellationToken: Token));
        Assert.IsType<SignInStep.Done>(await _client.Auth.ConfirmSignInAsync("N3w!", new() { Attributes = { ["name"] = "Jane" } }, Token));

        Assert.Equal(["name"], step.MissingAttributes);
        Assert.Equal("j@e", step.Attributes["email"]);
        JsonNode sent = _pool.Last("RespondToAuthChallenge")["ChallengeResponses"]!;
        Assert.Equal(("N3w!", "Jane"), ((string?)sent["NEW_PASSWORD"], (string?)sent["userAttributes.name"]));
    }

    [Fact]
    public async Task Confirm_WrongCodeOrNetworkLost_SameStepCanBeAnsweredAgain()
    {
        _pool.Challenges.Enqueue("""{"ChallengeName":"SMS_MFA","Session":"S1","ChallengeParameters":{}}""");
        await _client.Auth.SignInAsync("jane", "P@ssw0rd!", cancellationToken: Token);

        _pool.Fault = (_, _) => FakeUserPool.Error("CodeMismatchException", "Invalid code or auth state for the user.");
        var wrong = await Assert.ThrowsAsync<AmplifyAuthException>(() => _client.Auth.ConfirmSignInAsync("1", cancellationToken: Token));
        _pool.Fault = (_, _) => throw new HttpRequestException(HttpRequestError.ConnectionError);
        var lost = await Assert.ThrowsAsync<AmplifyNetworkException>(() => _client.Auth.ConfirmSignInAsync("2", cancellationToken: Token));
        _pool.Fault = (_, _) => null;
        SignInStep done = await _client.Auth.ConfirmSignInAsync("3", cancellationToken: Token);

        Assert.Equal(AmplifyAuthReason.CodeMismatch, wrong.Reason);
        Assert.Equal(1, lost.Attempts);
        Assert.IsType<SignInStep.Done>(done);
    }

    [Fact]
    public async Task Confirm_NetworkLostAfterTheAppsCodeWasVerified_GoesOnFromThere()
    {
        _pool.Challenges.Enqueue("""{"ChallengeName":"MFA_SETUP","Session":"S1","ChallengeParameters":{"MFAS_CAN_SETUP":"[\"SOFTWARE_TOKEN_MFA\"]"}}""");
        bool lost = false;
        _pool.Fault = (operation, _) => operation switch
        {
            "AssociateSoftwareToken" => FakeUserPool.Ok("""{"SecretCode":"SECRETCODE","Session":"S2"}"""),
            "VerifySoftwareToken" => FakeUserPool.Ok("""{"Status":"SUCCESS","Session":"S3"}"""),
            "RespondToAuthChallenge" when lost => throw new HttpRequestException(HttpRequestError.ConnectionError),
            _ => null,
        };
        await _client.Auth.SignInAsync("jane", "P@ssw0rd!", cancellationToken: Token);

        lost = true;
        await Assert.ThrowsAsync<AmplifyNetworkException>(() => _client.Auth.ConfirmSignInAsync("123456", cancellationToken: Token));
        lost = false;
        Assert.IsType<SignInStep.Done>(await _client.Auth.ConfirmSignInAsync("123456", cancellationToken: Token));

        Assert.Equal(1, _pool.Count("VerifySoftwareToken"));
    }

    [Fact]
    public async Task Confirm_SessionExpiredOrNoneUnderWay_IsTold()
    {
        Assert.Equal(AmplifyAuthReason.NoSignInUnderWay, await ReasonOfAsync(() => _client.Auth.ConfirmSignInAsync("1", cancellationToken: Token)));
        _pool.Challenges.Enqueue("""{"ChallengeName":"SMS_MFA","Session":"S1","ChallengeParameters":{}}""");
        await _client.Auth.SignInAsync("jane", "P@ssw0rd!", cancellationToken: Token);
        _pool.Fault = (_, _) => FakeUserPool.Error("NotAuthorizedException", "Invalid session for the user, session is expired.");

        Assert.Equal(AmplifyAuthReason.ChallengeExpired, await ReasonOfAsync(() => _client.Auth.ConfirmSignInAsync("1", cancellationToken: Token)));
        Assert.Equal(AmplifyAuthReason.NoSignInUnderWay, await ReasonOfAsync(() => _client.Auth.ConfirmSignInAsync("1", cancellationToken: Token)));
    }

    [Fact]
    public async Task SignIn_ChallengeUnknownHere_IsTold()
    {
        _pool.Challenges.Enqueue("""{"ChallengeName":"RETINA","Session":"S1","ChallengeParameters":{}}""");

        var error = await Assert.ThrowsAsync<AmplifyAuthException>(() => _client.Auth.SignInAsync("jane", "P@ssw0rd!", cancellationToken: Token));

        Assert.Equal(AmplifyAuthReason.ChallengeNotSupported, error.Reason);
        Assert.Contains("RETINA", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SignIn_ClientWithSecret_SendsItsHash()
    {
        using var client = new PoolClient(_pool, configuration: new()
        {
            UserPoolId = FakeUserPool.PoolId,
            UserPoolWebClientId = "client-id",
            UserPoolClientSecret = "client-secret",
        });

        await client.Auth.SignInAsync("jane", "P@ssw0rd!", cancellationToken: Token);

        const string Hash = "cjgPnmwcoTV+6qfLUyjb+K84I2eH2Qnjiebb4fcPrT8=";
        Assert.Equal((Hash, Hash), ((string?)_pool.Body(0)["AuthParameters"]!["SECRET_HASH"], (string?)_pool.Body(1)["ChallengeResponses"]!["SECRET_HASH"]));
        Assert.DoesNotContain(_pool.Handler.Requests, request => request.Text.Contains("client-secret", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("", "p")]
    [InlineData("u", "")]
    [InlineData("u", null)]
    public async Task SignIn_EmptyField_IsRefusedHere(string username, string? password)
    {
        await Assert.ThrowsAnyAsync<ArgumentException>(() => _client.Auth.SignInAsync(username, password, cancellationToken: Token));
        Assert.Empty(_pool.Handler.Requests);
    }

    [Fact]
    public async Task SignIn_HugeFields_AreTheServicesToRefuse()
    {
        string huge = new('x', 1_000_000);
        _pool.Fault = (_, body) => FakeUserPool.Error("InvalidParameterException", $"1 validation error detected: Value '{(string?)body["AuthParameters"]!["PASSWORD"]}' at 'password' failed to satisfy constraint: Member must have length less than or equal to 256");

        var error = await Assert.ThrowsAsync<AmplifyAuthException>(() => _client.Auth.SignInAsync("jane", huge, new() { Method = SignInMethod.Password }, Token));

        Assert.Equal(AmplifyAuthReason.InvalidValue, error.Reason);
        Assert.DoesNotContain("xxx", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SignIn_ValidationError_QuotesNoValue()
    {
        _pool.Fault = (_, _) => FakeUserPool.Error("InvalidParameterException", "2 validation errors detected: Value 'TOPSECRET' at 'password' failed; Value 'it's' at 'userName' failed");

        var error = await Assert.ThrowsAsync<AmplifyAuthException>(() => _client.Auth.SignInAsync("jane", "TOPSECRET", cancellationToken: Token));

        Assert.DoesNotContain("TOPSECRET", error.ToString(), StringComparison.Ordinal);
        Assert.Contains("Value at 'password' failed; Value at 'userName' failed", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"AuthenticationResult":{}}""")]
    [InlineData("""{"AuthenticationResult":{"AccessToken":"a.b"}}""")]
    [InlineData("""{"AuthenticationResult":{"AccessToken":"a.e30.c","IdToken":"TOPSECRET"}}""")]
    [InlineData("TOPSECRET")]
    [InlineData("null")]
    public async Task SignIn_AnswerIsNotOne_IsATypedErrorWithoutItsText(string body)
    {
        _pool.Fault = (_, _) => FakeUserPool.Ok(body);

        var error = await Assert.ThrowsAsync<AmplifyAuthException>(() => _client.Auth.SignInAsync("jane", "p", cancellationToken: Token));

        Assert.Equal(AmplifyAuthReason.UnexpectedAnswer, error.Reason);
        Assert.DoesNotContain("TOPSECRET", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task SignIn_ServerValueIsZero_IsRefused()
    {
        _pool.Fault = (_, _) => FakeUserPool.Ok("""{"ChallengeName":"PASSWORD_VERIFIER","Session":"S","ChallengeParameters":{"SALT":"1","SRP_B":"0","SECRET_BLOCK":"AA==","USER_ID_FOR_SRP":"jane"}}""");

        Assert.Equal(AmplifyAuthReason.UnexpectedAnswer, await ReasonOfAsync(() => _client.Auth.SignInAsync("jane", "p", cancellationToken: Token)));
        Assert.Equal(["InitiateAuth"], _pool.Operations);
    }

    [Fact]
    public async Task SignIn_ServiceUnavailable_IsNotSentAgain()
    {
        _pool.Fault = (_, _) => FakeUserPool.Error("InternalErrorException", "Something failed", HttpStatusCode.InternalServerError);

        var error = await Assert.ThrowsAsync<AmplifyAuthException>(() => _client.Auth.SignInAsync("jane", "p", cancellationToken: Token));

        Assert.Equal((AmplifyAuthReason.ServiceUnavailable, true), (error.Reason, error.IsTransient));
        Assert.Equal(["InitiateAuth"], _pool.Operations);
    }

    [Fact]
    public async Task WholeSignIn_LeavesNothingSecretInLogsAndErrors()
    {
        _pool.Challenges.Enqueue("""{"ChallengeName":"SMS_MFA","Session":"SESSION-SECRET","ChallengeParameters":{}}""");
        var wrong = await Assert.ThrowsAsync<AmplifyAuthException>(() => _client.Auth.SignInAsync("jane", "wrong-P@ssw0rd!", cancellationToken: Token));
        await _client.Auth.SignInAsync("jane", "P@ssw0rd!", cancellationToken: Token);
        await _client.Auth.ConfirmSignInAsync("987654", cancellationToken: Token);
        _time.Advance(TimeSpan.FromHours(1));
        await _client.Auth.GetSessionAsync(cancellationToken: Token);
        _pool.RefreshToken = "another";
        var ended = await Assert.ThrowsAsync<AmplifyAuthException>(() => _client.Auth.GetSessionAsync(forceRefresh: true, Token));
        await _client.Auth.SignOutAsync(cancellationToken: Token);

        Assert.NotEmpty(_loggers.Events);
        string all = $"{_loggers.All} {wrong} {ended} {string.Join(' ', _client.Told)}";
        Assert.All(["P@ssw0rd!", "987654", "SIGNATURE", "REFRESH1", "SESSION-SECRET", "eyJhbGci"], secret => Assert.DoesNotContain(secret, all, StringComparison.Ordinal));
        Assert.DoesNotContain("jane", _loggers.All, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SignIn_StoreFailsInItsOwnWay_IsToldToTheLogAndNobodyWaitsBehindIt()
    {
        _pool.OffersDevice = "device-1";
        using var client = new PoolClient(_pool, new BrokenStore(), _loggers);

        Assert.IsType<SignInStep.Done>(await client.Auth.SignInAsync("jane", "P@ssw0rd!", cancellationToken: Token));
        _pool.Challenges.Enqueue("""{"ChallengeName":"SMS_MFA","Session":"S","ChallengeParameters":{}}""");
        Task<SignInStep> next = client.Auth.SignInAsync("jane", "P@ssw0rd!", cancellationToken: Token);

        Assert.IsType<SignInStep.SmsCode>(await next.WaitAsync(Bound, Token));
        Assert.IsType<SignInStep.Done>(await client.Auth.ConfirmSignInAsync("123456", cancellationToken: Token));
        Assert.Contains(_loggers.Events, static e => e.Id == 121);
    }

    [Fact]
    public async Task Dispose_WhileASignInIsUnderWay_ItAndWhoWaitsBehindItAreToldSo()
    {
        _pool.Gate = static _ => new TaskCompletionSource().Task;
        Task<SignInStep> first = _client.Auth.SignInAsync("jane", "P@ssw0rd!", cancellationToken: Token);
        Task<SignInStep> second = _client.Auth.SignInAsync("jane", "P@ssw0rd!", cancellationToken: Token);
        await _pool.Handler.FirstRequest.WaitAsync(Bound, Token);

        _client.Dispose();

        foreach (Task<SignInStep> each in new[] { first, second })
        {
            var error = await Assert.ThrowsAsync<ObjectDisposedException>(() => each.WaitAsync(Bound, Token));
            Assert.Contains(nameof(AmplifyAuth), error.ToString(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task SignIn_OnAThreadThatWaitsForIt_NeedsNoTurnOfIt()
    {
        _pool.OffersDevice = "device-1";
        Task<SignInStep> signIn;
        SynchronizationContext? before = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(new BusyThread());
        try
        {
            signIn = _client.Auth.SignInAsync("jane", "P@ssw0rd!", cancellationToken: Token);
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(before);
        }

        Assert.IsType<SignInStep.Done>(await signIn.WaitAsync(Bound, Token));
    }

    private static async Task<AmplifyAuthReason> ReasonOfAsync(Func<Task> call) => (await Assert.ThrowsAsync<AmplifyAuthException>(call)).Reason;

    /// <summary>A store that fails as one does that knows nothing of this library.</summary>
    private sealed class BrokenStore : IAuthStore
    {
        public ValueTask<string?> GetAsync(string key, CancellationToken cancellationToken = default) => new((string?)null);

        public ValueTask SetAsync(string key, string value, CancellationToken cancellationToken = default) => throw new IOException("The disk is full.");

        public ValueTask RemoveAsync(string key, CancellationToken cancellationToken = default) => throw new IOException("The disk is full.");
    }

    /// <summary>A thread that never comes to what is posted to it: it waits for the result.</summary>
    private sealed class BusyThread : SynchronizationContext
    {
        public override void Post(SendOrPostCallback d, object? state)
        {
        }
    }
}
