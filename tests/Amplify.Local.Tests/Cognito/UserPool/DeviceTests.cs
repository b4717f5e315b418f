using System.Security.Cryptography;
using System.Text.Json;
using Amplify.Local.Cognito.UserPool.Mfa;
using Amplify.Local.Cognito.UserPool.Srp;
using Amplify.Local.Tests.Support;

namespace Amplify.Local.Tests.Cognito.UserPool;

public sealed class DeviceTests
{
    [Fact]
    public async Task Device_Confirmed_StandsInForTheSecondFactor()
    {
        await using PoolHarness harness = await PoolHarness.StartAsync(new() { DeviceTracking = LocalDeviceTracking.Always });
        harness.Pool.AddUser("jane", PoolHarness.Password);
        Reply signIn = await harness.SignInAsync("jane");
        Device device = Device.Of(signIn);
        Reply confirm = await ConfirmAsync(harness, signIn.AccessToken(), device);
        await MfaTests.SetUpAsync(harness, "jane");

        Reply known = await SignInOnAsync(harness, device);
        Reply elsewhere = await harness.SignInAsync("jane");

        Assert.Equal("""{"UserConfirmationNecessary":false}""", confirm.Text);
        Assert.Matches("^us-east-1_[0-9a-f-]{36}$", device.Key);
        Assert.StartsWith("-", device.GroupKey, StringComparison.Ordinal);
        Assert.NotNull(known.AccessToken());
        Assert.False(known.Result().TryGetProperty("NewDeviceMetadata", out _));
        Assert.Equal("SOFTWARE_TOKEN_MFA", elsewhere.Challenge());
    }

    [Fact]
    public async Task Device_WithAnotherPassword_IsRefused()
    {
        await using PoolHarness harness = await PoolHarness.StartAsync(new() { DeviceTracking = LocalDeviceTracking.Always });
        harness.Pool.AddUser("jane", PoolHarness.Password);
        Reply signIn = await harness.SignInAsync("jane");
        Device device = Device.Of(signIn);
        await ConfirmAsync(harness, signIn.AccessToken(), device);

        (await SignInOnAsync(harness, device with { Password = "another" })).ShouldBeNotAuthorized("Incorrect username or password.");
    }

    [Fact]
    public async Task Device_OptIn_SkipsTheSecondFactorOnlyOnceItIsRemembered()
    {
        await using PoolHarness harness = await PoolHarness.StartAsync(new() { DeviceTracking = LocalDeviceTracking.OptIn });
        harness.Pool.AddUser("jane", PoolHarness.Password);
        Reply signIn = await harness.SignInAsync("jane");
        Device device = Device.Of(signIn);
        Reply confirm = await ConfirmAsync(harness, signIn.AccessToken(), device);
        string secret = await MfaTests.SetUpAsync(harness, "jane");

        Reply asked = await harness.SignInAsync("jane", more: ("DEVICE_KEY", device.Key));
        Reply afterCode = await harness.RespondAsync(
            "SOFTWARE_TOKEN_MFA", asked.Session(), ("USERNAME", "jane"), ("SOFTWARE_TOKEN_MFA_CODE", TimeBasedCode.At(secret, harness.Time.GetUtcNow())));
        Reply proven = await ProveDeviceAsync(harness, afterCode, device);
        await harness.CallAsync("UpdateDeviceStatus", new { AccessToken = proven.AccessToken(), DeviceKey = device.Key, DeviceRememberedStatus = "remembered" });

        Assert.Equal("""{"UserConfirmationNecessary":true}""", confirm.Text);
        Assert.Equal(("SOFTWARE_TOKEN_MFA", "DEVICE_SRP_AUTH"), (asked.Challenge(), afterCode.Challenge()));
        Assert.NotNull((await SignInOnAsync(harness, device)).AccessToken());
    }

    [Fact]
    public async Task Device_Forgotten_IsNotFound()
    {
        await using PoolHarness harness = await PoolHarness.StartAsync(new() { DeviceTracking = LocalDeviceTracking.Always });
        harness.Pool.AddUser("jane", PoolHarness.Password);
        Reply signIn = await harness.SignInAsync("jane");
        Device device = Device.Of(signIn);
        (await SignInOnAsync(harness, device)).ShouldBeRefused("ResourceNotFoundException", "Device does not exist.");
        await ConfirmAsync(harness, signIn.AccessToken(), device);

        Reply forget = await harness.CallAsync("ForgetDevice", new { AccessToken = signIn.AccessToken(), DeviceKey = device.Key });

        Assert.Equal((200, ""), (forget.Code, forget.Text));
        (await SignInOnAsync(harness, device)).ShouldBeRefused("ResourceNotFoundException", "Device does not exist.");
        (await harness.CallAsync("ForgetDevice", new { AccessToken = signIn.AccessToken(), DeviceKey = device.Key }))
            .ShouldBeRefused("ResourceNotFoundException", "Device does not exist.");
    }

    [Fact]
    public async Task Refresh_OfATrackedDevice_NeedsItsKey()
    {
        await using PoolHarness harness = await PoolHarness.StartAsync(new() { DeviceTracking = LocalDeviceTracking.Always });
        harness.Pool.AddUser("jane", PoolHarness.Password);
        Reply signIn = await harness.SignInAsync("jane");

        (await harness.RefreshAsync(signIn.RefreshToken())).ShouldBeNotAuthorized("Invalid Refresh Token.");
        Assert.NotNull((await harness.RefreshAsync(signIn.RefreshToken(), ("DEVICE_KEY", Device.Of(signIn).Key))).AccessToken());
    }

    [Fact]
    public async Task List_GivesDevicesInPages()
    {
        await using PoolHarness harness = await PoolHarness.StartAsync(new() { DeviceTracking = LocalDeviceTracking.Always });
        harness.Pool.AddUser("jane", PoolHarness.Password);
        Reply first = await harness.SignInAsync("jane");
        await ConfirmAsync(harness, first.AccessToken(), Device.Of(first));
        Reply second = await harness.SignInAsync("jane");

        Reply page = await harness.CallAsync("ListDevices", new { AccessToken = second.AccessToken(), Limit = 1 });
        Reply rest = await harness.CallAsync(
            "ListDevices", new { AccessToken = second.AccessToken(), PaginationToken = page.Json.GetProperty("PaginationToken").GetString() });

        JsonElement device = Assert.Single(page.Json.GetProperty("Devices").EnumerateArray());
        Assert.Equal(Device.Of(first).Key, device.GetProperty("DeviceKey").GetString());
        Assert.Equal(harness.Time.GetUtcNow().ToUnixTimeSeconds(), device.GetProperty("DeviceCreateDate").GetDouble());
        Assert.Contains("""{"Name":"device_name","Value":"My laptop"}""", device.GetRawText(), StringComparison.Ordinal);
        Assert.Equal(Device.Of(second).Key, Assert.Single(rest.Json.GetProperty("Devices").EnumerateArray()).GetProperty("DeviceKey").GetString());
        Assert.False(rest.Json.TryGetProperty("PaginationToken", out _));
    }

    [Fact]
    public async Task Get_GivesOneDevice()
    {
        await using PoolHarness harness = await PoolHarness.StartAsync(new() { DeviceTracking = LocalDeviceTracking.Always });
        harness.Pool.AddUser("jane", PoolHarness.Password);
        Reply signIn = await harness.SignInAsync("jane");
        await ConfirmAsync(harness, signIn.AccessToken(), Device.Of(signIn));

        Reply found = await harness.CallAsync("GetDevice", new { AccessToken = signIn.AccessToken(), DeviceKey = Device.Of(signIn).Key });
        Reply listed = await harness.CallAsync("ListDevices", new { AccessToken = signIn.AccessToken() });
        Reply unknown = await harness.CallAsync("GetDevice", new { AccessToken = signIn.AccessToken(), DeviceKey = "us-east-1_0" });

        Assert.Equal(listed.Json.GetProperty("Devices")[0].GetRawText(), found.Json.GetProperty("Device").GetRawText());
        unknown.ShouldBeRefused("ResourceNotFoundException", "Device does not exist.");
    }

    [Fact]
    public async Task Confirm_BadVerifierOrUnknownDevice_IsRefused()
    {
        await using PoolHarness harness = await PoolHarness.StartAsync(new() { DeviceTracking = LocalDeviceTracking.Always });
        harness.Pool.AddUser("jane", PoolHarness.Password);
        Reply signIn = await harness.SignInAsync("jane");
        Device device = Device.Of(signIn);

        (await ConfirmAsync(harness, signIn.AccessToken(), device with { Key = "us-east-1_other" })).ShouldBeRefused("ResourceNotFoundException", "Device does not exist.");
        Assert.Equal("InvalidParameterException:", (await harness.CallAsync("ConfirmDevice", new
        {
            AccessToken = signIn.AccessToken(),
            DeviceKey = device.Key,
            DeviceSecretVerifierConfig = new { PasswordVerifier = "not base64!", Salt = "AAAA" },
        })).ErrorType);
    }

    private static Task<Reply> ConfirmAsync(PoolHarness harness, string accessToken, Device device)
    {
        var salt = SrpGroup.Number(RandomNumberGenerator.GetBytes(16));
        var verifier = SrpGroup.Power(PasswordVerifier.PrivateKey(salt, device.GroupKey, device.Key, device.Password));
        return harness.CallAsync("ConfirmDevice", new
        {
            AccessToken = accessToken,
            DeviceKey = device.Key,
            DeviceName = "My laptop",
            DeviceSecretVerifierConfig = new
            {
                PasswordVerifier = Convert.ToBase64String(SrpGroup.Pad(verifier)),
                Salt = Convert.ToBase64String(SrpGroup.Pad(salt)),
            },
        });
    }

    private static async Task<Reply> SignInOnAsync(PoolHarness harness, Device device)
    {
        Reply reply = await harness.SignInAsync("jane", more: ("DEVICE_KEY", device.Key));
        return reply.Code == 200 ? await ProveDeviceAsync(harness, reply, device) : reply;
    }

    private static async Task<Reply> ProveDeviceAsync(PoolHarness harness, Reply challenge, Device device)
    {
        Assert.Equal("DEVICE_SRP_AUTH", challenge.Challenge());
        var client = new SrpClient();
        Reply proof = await harness.RespondAsync(
            "DEVICE_SRP_AUTH", challenge.Session(), ("USERNAME", "jane"), ("DEVICE_KEY", device.Key), ("SRP_A", client.PublicHex));
        Assert.Equal("DEVICE_PASSWORD_VERIFIER", proof.Challenge());
        string block = proof.Parameter("SECRET_BLOCK")!;
        string timestamp = SrpClient.Timestamp(harness.Time.GetUtcNow());
        byte[] key = client.DeriveKey(device.GroupKey, device.Key, device.Password, proof.Parameter("SALT")!, proof.Parameter("SRP_B")!);
        return await harness.RespondAsync(
            "DEVICE_PASSWORD_VERIFIER",
            proof.Session(),
            ("USERNAME", "jane"),
            ("DEVICE_KEY", device.Key),
            ("PASSWORD_CLAIM_SECRET_BLOCK", block),
            ("PASSWORD_CLAIM_SIGNATURE", SrpClient.Sign(key, device.GroupKey, device.Key, block, timestamp)),
            ("TIMESTAMP", timestamp));
    }

    private sealed record Device(string Key, string GroupKey, string Password)
    {
        public static Device Of(Reply signIn)
        {
            JsonElement device = signIn.Result().GetProperty("NewDeviceMetadata");
            return new(device.GetProperty("DeviceKey").GetString()!, device.GetProperty("DeviceGroupKey").GetString()!, "cmFuZG9tUGFzc3dvcmQ=");
        }
    }
}
