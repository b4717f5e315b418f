using System.Text.Json.Nodes;
using Amplify.Testing;
using Microsoft.Extensions.Time.Testing;

namespace Amplify.Auth.Tests.UserPool;

public sealed class DeviceTests : IDisposable
{
    private const string Key = "us-east-1_11111111-2222-3333-4444-555555555555";
    private const string StoreKey = "CognitoIdentityServiceProvider.client1.jane.device";

    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero));
    private readonly FakeUserPool _pool;
    private readonly MemoryAuthStore _store = new();
    private readonly RecordingLoggers _loggers = new();
    private readonly PoolClient _client;

    public DeviceTests()
    {
        _pool = new FakeUserPool(_time) { OffersDevice = Key };
        _client = new PoolClient(_pool, _store, _loggers);
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _client.Dispose();

    [Fact]
    public async Task SignIn_PoolTracksDevices_DeviceProvesItselfTheNextTimeWithNoSecondFactor()
    {
        await SignInAsync();
        JsonObject confirmed = _pool.Last("ConfirmDevice");
        _pool.Challenges.Enqueue("""{"ChallengeName":"SMS_MFA","Session":"S1","ChallengeParameters":{}}""");

        SignInStep again = await SignInAsync();

        Assert.Equal(Key, (string?)confirmed["DeviceKey"]);
        Assert.IsType<SignInStep.Done>(again);
        Assert.Equal(
            ["InitiateAuth", "RespondToAuthChallenge", "RespondToAuthChallenge", "RespondToAuthChallenge"],
            _pool.Operations.Skip(3));
        Assert.Equal(Key, (string?)_pool.Last("InitiateAuth")["AuthParameters"]!["DEVICE_KEY"]);
        Assert.Equal("DEVICE_PASSWORD_VERIFIER", (string?)_pool.Last("RespondToAuthChallenge")["ChallengeName"]);
    }

    [Fact]
    public async Task Refresh_SendsTheDevice()
    {
        await SignInAsync();
        _time.Advance(TimeSpan.FromHours(1));

        await _client.Auth.GetSessionAsync(cancellationToken: Token);

        Assert.Equal(Key, (string?)_pool.Last("GetTokensFromRefreshToken")["DeviceKey"]);
    }

    [Theory]
    [InlineData("InitiateAuth", "ResourceNotFoundException", "Device does not exist.")]
    [InlineData("RespondToAuthChallenge", "ResourceNotFoundException", "Device does not exist.")]
    [InlineData("RespondToAuthChallenge", "NotAuthorizedException", "Incorrect username or password.")]
    public async Task SignIn_PoolHasLostTheDevice_FallsBackToPlainSignIn(string operation, string type, string message)
    {
        await SignInAsync();
        _pool.OffersDevice = null;
        _pool.Fault = (asked, body) => asked == operation
            && ((body["AuthParameters"] ?? body["ChallengeResponses"])!["DEVICE_KEY"] is not null)
            && (string?)body["ChallengeName"] is null or "DEVICE_SRP_AUTH" or "DEVICE_PASSWORD_VERIFIER"
            && body["ChallengeResponses"]?["PASSWORD_CLAIM_SIGNATURE"] is null
                ? FakeUserPool.Error(type, message)
                : null;

        Assert.IsType<SignInStep.Done>(await SignInAsync());

        Assert.Null(await _store.GetAsync(StoreKey, Token));
        Assert.Contains(_loggers.Events, e => e.Id == 113);
    }

    [Fact]
    public async Task SignIn_WrongPasswordOnAKnownDevice_IsAWrongPassword()
    {
        await SignInAsync();

        var error = await Assert.ThrowsAsync<AmplifyAuthException>(() => _client.Auth.SignInAsync("jane", "wrong", cancellationToken: Token));

        Assert.Equal(AmplifyAuthReason.WrongUsernameOrPassword, error.Reason);
        Assert.NotNull(await _store.GetAsync(StoreKey, Token));
    }

    [Fact]
    public async Task SignIn_DeviceCannotBeConfirmed_SignsInAllTheSame()
    {
        _pool.Fault = (operation, _) => operation == "ConfirmDevice" ? FakeUserPool.Error("InternalErrorException", "") : null;

        Assert.IsType<SignInStep.Done>(await SignInAsync());

        Assert.Null(await _store.GetAsync(StoreKey, Token));
        Assert.Contains(_loggers.Events, e => e.Id == 112);
    }

    [Fact]
    public async Task SignIn_KeptDeviceIsCorrupt_IsAsOnANewOne()
    {
        await _store.SetAsync(StoreKey, "{", Token);

        Assert.IsType<SignInStep.Done>(await SignInAsync());

        Assert.Contains(_loggers.Events, e => e.Id == 105);
        Assert.Contains(Key, await _store.GetAsync(StoreKey, Token), StringComparison.Ordinal);
    }

    [Fact]
    public async Task RememberAndForget_AreAboutThisDevice()
    {
        await SignInAsync();

        await _client.Auth.RememberDeviceAsync(Token);
        await _client.Auth.ForgetDeviceAsync("another", Token);
        Assert.NotNull(await _store.GetAsync(StoreKey, Token));
        await _client.Auth.ForgetDeviceAsync(cancellationToken: Token);

        Assert.Equal((Key, "remembered"), ((string?)_pool.Last("UpdateDeviceStatus")["DeviceKey"], (string?)_pool.Last("UpdateDeviceStatus")["DeviceRememberedStatus"]));
        Assert.Equal(Key, (string?)_pool.Last("ForgetDevice")["DeviceKey"]);
        Assert.Null(await _store.GetAsync(StoreKey, Token));
    }

    [Fact]
    public async Task ListDevices_FollowsThePages()
    {
        await SignInAsync();
        _pool.Fault = (operation, body) => operation != "ListDevices" ? null : FakeUserPool.Ok(body["PaginationToken"] is null
            ? """{"Devices":[{"DeviceKey":"a","DeviceAttributes":[{"Name":"device_name","Value":"Laptop"}],"DeviceCreateDate":1.7E9}],"PaginationToken":"next"}"""
            : """{"Devices":[{"DeviceKey":"b"}]}""");

        IReadOnlyList<AuthDevice> devices = await _client.Auth.ListDevicesAsync(Token);

        Assert.Equal(["a", "b"], devices.Select(device => device.DeviceKey));
        Assert.Equal(("Laptop", DateTimeOffset.FromUnixTimeSeconds(1_700_000_000)), (devices[0].Attributes["device_name"], devices[0].CreatedAt));
    }

    [Fact]
    public async Task Remember_PoolTracksNone_IsTold()
    {
        _pool.OffersDevice = null;
        await SignInAsync();

        Assert.Equal(AmplifyAuthReason.DeviceNotFound, (await Assert.ThrowsAsync<AmplifyAuthException>(() => _client.Auth.RememberDeviceAsync(Token))).Reason);
    }

    private Task<SignInStep> SignInAsync() => _client.Auth.SignInAsync("jane", "P@ssw0rd!", cancellationToken: Token);
}
