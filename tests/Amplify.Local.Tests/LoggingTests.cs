using System.Net.Sockets;
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

        (await RawConnection.BeginUploadAsync(harness.Backend.Endpoint, path)).Dispose();
        await log.WaitForAsync(" stopped.");

        Assert.Null(Assert.Single(harness.Backend.Requests.Snapshot()).StatusCode);
        Assert.DoesNotContain(log.Lines, static line => line.Level >= LogLevel.Warning);
    }

    [Fact]
    public async Task Log_BackendThatStopsInTheMiddleOfUploads_TellsNoError()
    {
        // How Kestrel ends a read differs from one to the next.
        const int Uploads = 50;
        using var log = new LogCapture();
        Harness harness = await Harness.StartAsync(new LocalBackendOptions { LoggerFactory = log });
        Socket[] uploads = await Task.WhenAll(Enumerable.Range(0, Uploads).Select(_ => RawConnection.BeginUploadAsync(harness.Backend.Endpoint, "/graphql")));

        await harness.DisposeAsync();
        await log.WaitForAsync(" stopped.", Uploads);

        Assert.DoesNotContain(log.Lines, static line => line.Level >= LogLevel.Error);
        Array.ForEach(uploads, static upload => upload.Dispose());
    }
}
