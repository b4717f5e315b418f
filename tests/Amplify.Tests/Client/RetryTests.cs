using System.Net;
using Amplify.Signing;
using Amplify.Testing;

namespace Amplify.Tests.Client;

/// <summary>What a client is told about attempts reaches its calls.</summary>
public sealed class RetryTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(0, 3)]
    [InlineData(1, 1)]
    [InlineData(4, 4)]
    public async Task Retry_OfTheOptions_IsTheClients(int set, int attempts)
    {
        var stub = StubHandler.Answering(HttpStatusCode.ServiceUnavailable);
        var options = new AmplifyOptions { HttpMessageHandler = stub, TimeProvider = new SkippingTime() };
        if (set > 0)
        {
            options.Retry = new() { MaxAttempts = set };
        }

        await using AmplifyClient amplify = AmplifyClient.Create(Configuration(), options);
        var error = await Assert.ThrowsAsync<ApiException>(() => amplify.Rest.GetAsync("MyApi", "/items", cancellationToken: Token));

        Assert.Equal((attempts, attempts), (error.Attempts, stub.Requests.Count));
    }

    [Fact]
    public async Task AttemptTimeout_OfTheOptions_IsTheClients()
    {
        var stub = StubHandler.Silent();
        var time = new SkippingTime();
        await using AmplifyClient amplify = AmplifyClient.Create(
            Configuration(), new() { HttpMessageHandler = stub, TimeProvider = time, AttemptTimeout = TimeSpan.FromSeconds(2) });

        Task sending = amplify.Rest.PostAsync("MyApi", "/items", cancellationToken: Token);
        await stub.FirstRequest;
        time.Advance(TimeSpan.FromSeconds(2));

        Assert.Equal(TimeSpan.FromSeconds(2), (await Assert.ThrowsAsync<AmplifyTimeoutException>(() => sending)).Timeout);
    }

    [Fact]
    public async Task ClockOffset_IsKeptForTheWholeClient()
    {
        var time = new SkippingTime();
        var stub = new StubHandler((request, _) =>
        {
            bool corrected = request.Headers.GetValues("x-amz-date").Single() == "20260102T031405Z";
            var response = new HttpResponseMessage(corrected ? HttpStatusCode.OK : HttpStatusCode.Forbidden);
            response.Headers.Date = time.GetUtcNow().AddMinutes(10);
            return Task.FromResult(response);
        });
        await using AmplifyClient amplify = AmplifyClient.Create(Configuration(), new()
        {
            HttpMessageHandler = stub,
            TimeProvider = time,
            CredentialsProvider = new StaticCredentialsProvider(new AwsCredentials("AKID", "secret")),
        });

        await amplify.Rest.PostAsync("MyApi", "/items", cancellationToken: Token);
        await amplify.Rest.PostAsync("MyApi", "/items", cancellationToken: Token);

        Assert.Equal(3, stub.Requests.Count);
    }

    private static AmplifyConfiguration Configuration() =>
        new() { Api = { Endpoints = { new() { Name = "MyApi", Endpoint = "https://api.example/prod" } } } };
}
