using Amazon.Runtime;
using Amazon.Runtime.Signing;
using Amplify.Local.Tests.Support;
using Amplify.Signing;

namespace Amplify.Local.Tests.Interop;

/// <summary>The gateway accepts what AWS's own SDK signs: the signer and the verifier of this repository do not agree on a common mistake.</summary>
public sealed class AwsSdkSignerTests
{
    [Theory]
    [InlineData("GET", "/MyCloudApi/prod/items?order=price&limit=5", null)]
    [InlineData("PUT", "/MyCloudApi/prod/items", """{"id":"ü"}""")]
    [InlineData("GET", "/MyCloudApi/prod/items/a%20b", null)]
    public async Task Send_SignedByTheAwsSdk_IsAccepted(string method, string target, string? body)
    {
        await using Harness harness = await Harness.StartAsync();
        AwsCredentials guest = (await harness.GuestAsync()).Credentials;
        using var client = new HttpClient(new SigV4SigningHandler(
            new SessionAWSCredentials(guest.AccessKeyId, guest.SecretAccessKey, guest.SessionToken),
            Amazon.RegionEndpoint.USEast1,
            "execute-api",
            new SocketsHttpHandler()));

        using HttpResponseMessage response = await client.SendAsync(harness.Request(method, target, body), Harness.Cancellation);

        string text = await response.Content.ReadAsStringAsync(Harness.Cancellation);
        Assert.True((int)response.StatusCode is 200 or 201 || text == """{"message":"Not found"}""", text);
    }

    [Fact]
    public async Task Send_SignedByTheAwsSdkWithAnotherSecret_IsRefused()
    {
        await using Harness harness = await Harness.StartAsync();
        using var client = new HttpClient(new SigV4SigningHandler(
            new BasicAWSCredentials(harness.Backend.Credentials.AccessKeyId, "wrong"),
            Amazon.RegionEndpoint.USEast1,
            "execute-api",
            new SocketsHttpHandler()));

        using HttpResponseMessage response = await client.SendAsync(harness.Request("GET", "/MyCloudApi/prod/items"), Harness.Cancellation);

        Assert.Equal("InvalidSignatureException", Assert.Single(response.Headers.GetValues("x-amzn-ErrorType")));
    }
}
