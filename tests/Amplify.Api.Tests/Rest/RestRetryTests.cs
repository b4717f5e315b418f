using System.Diagnostics;
using System.Net;
using Amplify.Core.Http;
using Amplify.Signing;
using Amplify.Testing;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Amplify.Api.Tests.Rest;

/// <summary>Attempts of REST calls, and what they leave on the wire.</summary>
public sealed class RestRetryTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Exception_TellsHowManyAttemptsWereMade()
    {
        var fixture = new RestFixture(StubHandler.Answering(HttpStatusCode.ServiceUnavailable)) { Retry = new() };

        var error = await Assert.ThrowsAsync<ApiException>(() => fixture.Create().GetAsync("MyApi", "/items", cancellationToken: Token));

        Assert.Equal(3, error.Attempts);
        Assert.True(error.IsTransient);
    }

    [Theory]
    [InlineData(null, null, 3)]
    [InlineData(2, null, 2)]
    [InlineData(2, 4, 4)]
    [InlineData(null, 1, 1)]
    public async Task Policy_CallWinsOverApiOverClient(int? api, int? call, int attempts)
    {
        var fixture = new RestFixture(StubHandler.Answering(HttpStatusCode.BadGateway)) { Retry = new() };
        fixture.Api.Retry = api is { } ofApi ? new RetryOptions { MaxAttempts = ofApi } : null;

        await fixture.SentAsync(options: new() { Retry = call is { } ofCall ? new RetryOptions { MaxAttempts = ofCall } : null });

        Assert.Equal(attempts, fixture.Stub.Requests.Count);
    }

    [Theory]
    [InlineData(3, null)]
    [InlineData(9, 3)]
    public async Task AttemptTimeout_OfCallWinsOverTheApis(int api, int? call)
    {
        var fixture = new RestFixture(StubHandler.Silent());
        fixture.Api.AttemptTimeout = TimeSpan.FromSeconds(api);

        Task sending = fixture.SentAsync(HttpMethod.Post, options: new() { AttemptTimeout = call is { } seconds ? TimeSpan.FromSeconds(seconds) : null });
        await fixture.Stub.FirstRequest;
        fixture.Time.Advance(TimeSpan.FromSeconds(3));

        Assert.Equal(TimeSpan.FromSeconds(3), (await Assert.ThrowsAsync<AmplifyTimeoutException>(() => sending)).Timeout);
    }

    [Fact]
    public async Task Attempts_AreSignedAfreshWithTheWholeBody()
    {
        var fixture = new RestFixture(StubHandler.Answering(HttpStatusCode.ServiceUnavailable)) { Retry = new() { BaseDelay = TimeSpan.FromSeconds(9), MaxDelay = TimeSpan.FromSeconds(9) } }.Signing();
        var stream = new MemoryStream([0, 1, 2, 3]) { Position = 1 };

        await fixture.SentAsync(HttpMethod.Put, body: stream);

        Assert.Equal(3, fixture.Stub.Requests.Select(request => request["x-amz-date"]).Distinct().Count());
        Assert.All(fixture.Stub.Requests, request => Assert.Equal([1, 2, 3], request.Body!));
    }

    [Fact]
    public async Task CustomHeader_IsAskedForEachAttempt()
    {
        int asked = 0;
        var fixture = new RestFixture(StubHandler.Answering(HttpStatusCode.ServiceUnavailable))
        {
            Retry = new(),
            Api = { CustomHeader = _ => new(new Dictionary<string, string?> { ["x-token"] = FormattableString.Invariant($"{++asked}") }) },
        };

        await fixture.SentAsync();

        Assert.Equal(["1", "2", "3"], fixture.Stub.Requests.Select(request => request["x-token"]));
    }

    [Theory]
    [InlineData(200, AmplifyTelemetry.Name)]
    [InlineData(401, AmplifyTelemetry.Name)]
    [InlineData(401, "System.Net.Http")]
    public async Task TraceParent_IsOnTheWireAndOutsideTheSignature(int first, string listenedTo)
    {
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == listenedTo,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
        };
        ActivitySource.AddActivityListener(listener);
        var verifier = new SigV4Verifier(id => id == RestFixture.Keys.AccessKeyId ? RestFixture.Keys : null);
        var seen = new List<(string? Trace, string Authorization, SigV4Verification Verification)>();
        await using SocketServer server = await SocketServer.StartAsync(async context =>
        {
            HttpRequest request = context.Request;
            string hash = await SigV4PayloadHash.OfAsync(request.Body, context.RequestAborted);
            List<KeyValuePair<string, string>> headers = [.. request.Headers.SelectMany(static h => h.Value.Select(value => new KeyValuePair<string, string>(h.Key, value!)))];
            string target = context.Features.Get<IHttpRequestFeature>()!.RawTarget;
            SigV4Verification verification = verifier.Verify(
                new SigV4Request(request.Method, target, headers, hash), new SigV4Scope("us-east-1", "execute-api"), TimeProvider.System.GetUtcNow());
            seen.Add((request.Headers.TraceParent, request.Headers.Authorization.ToString(), verification));
            context.Response.StatusCode = seen.Count == 1 ? first : 200;
        });
        var fixture = new RestFixture(HttpTransport.Create()) { Time = new(TimeProvider.System.GetUtcNow()) }.Signing();
        fixture.Endpoints.Add(new() { Name = "Local", Endpoint = server.Root.AbsoluteUri });

        using RestResponse response = await fixture.Create().SendAsync(HttpMethod.Post, "Local", "/items", new byte[] { 1 }, cancellationToken: Token);

        Assert.True(response.IsSuccess);
        Assert.Equal(first == 401 ? 2 : 1, seen.Count);
        Assert.All(seen, request =>
        {
            Assert.True(request.Verification.IsValid, request.Verification.Message);
            Assert.NotNull(request.Trace);
            Assert.DoesNotContain("traceparent", request.Authorization, StringComparison.Ordinal);
        });
    }
}
