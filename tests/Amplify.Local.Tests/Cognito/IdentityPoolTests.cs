using System.Text.Json;
using Amplify.Local.Tests.Support;
using Amplify.Signing;
using Microsoft.Extensions.Time.Testing;

namespace Amplify.Local.Tests.Cognito;

public sealed class IdentityPoolTests
{
    [Fact]
    public async Task GetId_Guest_GivesANewIdentityEachTime()
    {
        await using Harness harness = await Harness.StartAsync(new LocalBackendOptions { Region = "eu-central-1" });
        string input = JsonSerializer.Serialize(new { harness.Backend.IdentityPoolId, Logins = new { } });

        Reply first = await harness.CognitoAsync("GetId", input);
        Reply second = await harness.CognitoAsync("GetId", input);

        Assert.Equal((200, "application/x-amz-json-1.1"), (first.Code, first.Header("Content-Type")));
        Assert.Matches("^eu-central-1:[0-9a-f-]{36}$", first.Json.GetProperty("IdentityId").GetString());
        Assert.NotEqual(first.Text, second.Text);
        Assert.Equal("*", first.Header("Access-Control-Allow-Origin"));
        Assert.Contains("Date", first.Header("Access-Control-Expose-Headers"), StringComparison.Ordinal);
        Assert.Matches("^[0-9a-f-]{36}$", first.Header("x-amzn-RequestId"));
    }

    [Fact]
    public async Task GetCredentialsForIdentity_Guest_GivesCredentialsForAnHour()
    {
        var now = new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);
        await using Harness harness = await Harness.StartAsync(new LocalBackendOptions { TimeProvider = new FakeTimeProvider(now) });
        string identityId = (await harness.GuestAsync()).IdentityId;

        Reply reply = await harness.CognitoAsync("GetCredentialsForIdentity", JsonSerializer.Serialize(new { IdentityId = identityId }));

        JsonElement credentials = reply.Json.GetProperty("Credentials");
        Assert.Equal(identityId, reply.Json.GetProperty("IdentityId").GetString());
        Assert.Matches("^ASIA[A-Z2-7]{16}$", credentials.GetProperty("AccessKeyId").GetString());
        Assert.Equal(40, credentials.GetProperty("SecretKey").GetString()!.Length);
        Assert.True(credentials.GetProperty("SessionToken").GetString()!.Length > 300);
        Assert.Equal(now.AddHours(1).ToUnixTimeSeconds(), credentials.GetProperty("Expiration").GetDouble());
    }

    [Fact]
    public async Task GetCredentialsForIdentity_LifetimeInTheOptions_IsKept()
    {
        var time = new FakeTimeProvider();
        await using Harness harness = await Harness.StartAsync(new LocalBackendOptions { TimeProvider = time, CredentialLifetime = TimeSpan.FromMinutes(2) });
        AwsCredentials guest = (await harness.GuestAsync()).Credentials;

        Assert.Equal(time.GetUtcNow().AddMinutes(2), guest.Expiration);
        time.Advance(TimeSpan.FromMinutes(2));
        Assert.Equal("ExpiredTokenException", (await harness.SendSignedAsync("GET", "/MyCloudApi/prod/items", credentials: guest)).ErrorType);
    }

    [Fact]
    public async Task BothOperations_GuestsOff_AreRefused()
    {
        string file = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        try
        {
            string identityId;
            await using (Harness guests = await Harness.StartAsync(new LocalBackendOptions { DataFile = file }))
            {
                identityId = (await guests.GuestAsync()).IdentityId;
            }

            await using Harness harness = await Harness.StartAsync(new LocalBackendOptions { DataFile = file, AllowGuests = false });

            const string Message = "Unauthenticated access is not supported for this identity pool.";
            ShouldBe(await harness.CognitoAsync("GetId", JsonSerializer.Serialize(new { harness.Backend.IdentityPoolId })), "NotAuthorizedException", Message);
            ShouldBe(
                await harness.CognitoAsync("GetCredentialsForIdentity", JsonSerializer.Serialize(new { IdentityId = identityId })), "NotAuthorizedException", Message);
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Theory]
    [InlineData("GetId", """{"IdentityPoolId":"us-east-1:00000000-0000-0000-0000-000000000000"}""", "ResourceNotFoundException", "IdentityPool 'us-east-1:00000000-0000-0000-0000-000000000000' not found.")]
    [InlineData("GetCredentialsForIdentity", """{"IdentityId":"us-east-1:00000000-0000-0000-0000-000000000000"}""", "ResourceNotFoundException", "Identity 'us-east-1:00000000-0000-0000-0000-000000000000' not found.")]
    [InlineData("GetId", "{}", "InvalidParameterException", "1 validation error detected: Value at 'identityPoolId' failed to satisfy constraint: Member must not be null")]
    [InlineData("GetCredentialsForIdentity", """{"IdentityId":null}""", "InvalidParameterException", "1 validation error detected: Value at 'identityId' failed to satisfy constraint: Member must not be null")]
    [InlineData("GetId", """{"IdentityPoolId":"no pool"}""", "InvalidParameterException", @"1 validation error detected: Value 'no pool' at 'identityPoolId' failed to satisfy constraint: Member must satisfy regular expression pattern: [\w-]+:[0-9a-f-]+")]
    [InlineData("GetId", """{"IdentityPoolId":""}""", "InvalidParameterException", "1 validation error detected: Value '' at 'identityPoolId' failed to satisfy constraint: Member must have length greater than or equal to 1")]
    public async Task Call_UnknownOrBadId_IsRefused(string operation, string input, string type, string message)
    {
        await using Harness harness = await Harness.StartAsync();

        ShouldBe(await harness.CognitoAsync(operation, input), type, message);
    }

    [Theory]
    [InlineData("GetId", "", "SerializationException")]
    [InlineData("GetId", "{", "SerializationException")]
    [InlineData("GetId", "[]", "SerializationException")]
    [InlineData("GetId", """{"IdentityPoolId":1}""", "SerializationException")]
    [InlineData("GetId", """{"IdentityPoolId":"\ud800"}""", "SerializationException")]
    [InlineData("GetCredentialsForIdentity", """{"IdentityId":"us-east-1:1","Logins":{"\uDC00":"a"}}""", "SerializationException")]
    [InlineData("Nothing", "{}", "UnknownOperationException")]
    public async Task Call_UnreadableInputOrOperation_IsRefused(string operation, string input, string type)
    {
        await using Harness harness = await Harness.StartAsync();

        Reply reply = await harness.CognitoAsync(operation, input);

        Assert.Equal((400, type, type + ":"), (reply.Code, reply.Json.GetProperty("__type").GetString(), reply.ErrorType));
    }

    [Fact]
    public async Task GetId_WithALogin_IsRefusedAsNotLinked()
    {
        await using Harness harness = await Harness.StartAsync();

        Reply reply = await harness.CognitoAsync(
            "GetId", JsonSerializer.Serialize(new { harness.Backend.IdentityPoolId, Logins = new Dictionary<string, string> { ["accounts.google.com"] = "token" } }));

        ShouldBe(reply, "NotAuthorizedException", "Token is not from a supported provider of this identity pool.");
    }

    [Fact]
    public async Task GetId_MessageWithALineBreak_KeepsItOutOfTheHeader()
    {
        await using Harness harness = await Harness.StartAsync();

        Reply reply = await harness.CognitoAsync("GetId", """{"IdentityPoolId":"a\r\nX-Evil: 1"}""");

        Assert.Equal(400, reply.Code);
        Assert.Null(reply.Header("X-Evil"));
        Assert.Contains("'a??X-Evil: 1'", reply.Header("x-amzn-ErrorMessage"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task GetId_AtTheRootOfTheHost_IsServedToo()
    {
        await using Harness harness = await Harness.StartAsync();
        HttpRequestMessage request = harness.Request("POST", "/", JsonSerializer.Serialize(new { harness.Backend.IdentityPoolId }));
        request.Headers.Add("X-Amz-Target", "AWSCognitoIdentityService.GetId");

        Assert.Equal(200, (await harness.SendAsync(request)).Code);
    }

    private static void ShouldBe(Reply reply, string type, string message)
    {
        Assert.Equal(400, reply.Code);
        Assert.Equal("application/x-amz-json-1.1", reply.Header("Content-Type"));
        Assert.Equal((type + ":", message), (reply.ErrorType, reply.Header("x-amzn-ErrorMessage")));
        Assert.Equal(type, reply.Json.GetProperty("__type").GetString());
        Assert.Equal(message, reply.Message);
    }
}
