using Amplify.Local.Tests.Support;
using Amplify.Signing;
using Microsoft.Extensions.Logging;

namespace Amplify.Local.Tests;

public sealed class LoggingTests
{
    [Fact]
    public async Task Log_Calls_TellsWhatHappenedAndNoSecret()
    {
        using var log = new LogCapture();
        await using Harness harness = await Harness.StartAsync(new LocalBackendOptions { LoggerFactory = log }
            .AddDefaultApis()
            .AddApi("Failing", api => api
                .Map("GET", "/throws", _ => throw new InvalidOperationException("the reason"), RestAuthorization.None)
                .Map("GET", "/malformed", new FunctionStub("[]"), RestAuthorization.None)));
        AwsCredentials guest = (await harness.GuestAsync()).Credentials;

        await harness.SendSignedAsync("PUT", "/MyCloudApi/prod/items?query=private", """{"id":"1"}""", guest);
        await harness.SendSignedAsync("GET", "/MyCloudApi/prod/items", credentials: new AwsCredentials(guest.AccessKeyId, "wrong-secret", guest.SessionToken));
        HttpRequestMessage keyed = harness.Request("GET", "/MyKeyedApi/prod/x");
        keyed.Headers.Add("X-Api-Key", harness.Backend.ApiKeys["MyKeyedApi"]);
        await harness.SendAsync(keyed);
        await harness.GetAsync("/Failing/prod/throws");
        await harness.GetAsync("/Failing/prod/malformed");

        string all = string.Join('\n', log.Lines.Where(line => line.Id.Id is > 0 and < 10).Select(line => $"{line.Level} {line.Text}"));
        Assert.Contains("Debug PUT /MyCloudApi/prod/items answered 201", all, StringComparison.Ordinal);
        Assert.Contains("Information Refused GET /MyCloudApi/prod/items: InvalidSignatureException", all, StringComparison.Ordinal);
        Assert.Contains("the reason", all, StringComparison.Ordinal);
        Assert.Contains("malformed proxy response: It must be an object, but is Array.", all, StringComparison.Ordinal);
        string everything = string.Join('\n', log.Lines.Select(line => line.Text));
        foreach (string secret in (string[])[guest.SecretAccessKey, guest.SessionToken!, "wrong-secret", harness.Backend.ApiKeys["MyKeyedApi"], harness.Backend.Credentials.SecretAccessKey, "private"])
        {
            Assert.DoesNotContain(secret, everything, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("/graphql")]
    [InlineData("/MyPublicApi/prod/x")]
    [InlineData("/cognito-idp")]
    public async Task Log_CallerThatCutsItsUpload_TellsNoError(string path)
    {
        using var log = new LogCapture();
        await using Harness harness = await Harness.StartAsync(new LocalBackendOptions { LoggerFactory = log });

        await RawConnection.ResetAsync(harness.Backend.Endpoint, $"POST {path} HTTP/1.1\r\nHost: h\r\nContent-Length: 9\r\nExpect: 100-continue\r\n\r\n", "body");
        await log.WaitForAsync(" stopped.");

        Assert.Null(Assert.Single(harness.Backend.Requests.Snapshot()).StatusCode);
        Assert.DoesNotContain(log.Lines, static line => line.Level >= LogLevel.Warning);
    }
}
