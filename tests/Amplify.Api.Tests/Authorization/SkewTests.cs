using System.Globalization;
using System.Net;
using Amplify.Api.Tests.Rest;
using Amplify.Testing;

namespace Amplify.Api.Tests.Authorization;

/// <summary>A server whose clock differs is believed when it refuses a signature, and for all later requests to it.</summary>
public sealed class SkewTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<string, int, bool> Clocks => new()
    {
        { "GET", 10, true },
        { "GET", -10, true },
        { "POST", 10, true },
        { "POST", -10, true },
        { "POST", 10, false },
        { "POST", -10, false },
    };

    [Theory]
    [MemberData(nameof(Clocks))]
    public async Task Skew_IsLearntReplayedAndKept(string method, int minutes, bool tellsDate)
    {
        var fixture = new RestFixture(Server(minutes, tellsDate)).Signing();
        RestApi api = fixture.Create();

        using RestResponse first = await api.SendAsync(new HttpMethod(method), "MyApi", "/items", cancellationToken: Token);
        using RestResponse second = await api.SendAsync(new HttpMethod(method), "MyApi", "/items", cancellationToken: Token);

        Assert.True(first.IsSuccess && second.IsSuccess);
        Assert.Equal(3, fixture.Stub.Requests.Count);
        Assert.Equal(fixture.Time.GetUtcNow().AddMinutes(minutes), TimeOf(fixture.Stub.Requests[^1]));
        Assert.Single(fixture.Loggers.Events, e => e.Id == 8);
    }

    [Fact]
    public async Task Skew_OfOneHost_LeavesTheOtherAlone()
    {
        StubHandler skewed = Server(10, tellsDate: true);
        var stub = new StubHandler((request, token) => request.RequestUri!.Host == "skewed.example"
            ? new HttpMessageInvoker(skewed).SendAsync(request, token)
            : Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK)));
        var fixture = new RestFixture(stub).Signing();
        fixture.Endpoints.Add(new() { Name = "Skewed", Endpoint = "https://skewed.example/prod" });
        RestApi api = fixture.Create();

        await api.SendAsync(HttpMethod.Get, "Skewed", "/", cancellationToken: Token);
        await api.SendAsync(HttpMethod.Get, "MyApi", "/", cancellationToken: Token);
        await api.SendAsync(HttpMethod.Get, "Skewed", "/", cancellationToken: Token);

        Assert.Equal([0, 10, 0, 10], stub.Requests.Select(request => (TimeOf(request) - fixture.Time.GetUtcNow()).TotalMinutes));
    }

    [Fact]
    public async Task Skew_ThatGoesAway_IsForgotten()
    {
        int minutes = 10;
        var stub = new StubHandler((request, token) => new HttpMessageInvoker(Server(minutes, tellsDate: true)).SendAsync(request, token));
        var fixture = new RestFixture(stub).Signing();
        RestApi api = fixture.Create();
        await api.SendAsync(HttpMethod.Get, "MyApi", "/", cancellationToken: Token);

        minutes = 0;
        using RestResponse response = await api.SendAsync(HttpMethod.Get, "MyApi", "/", cancellationToken: Token);

        Assert.True(response.IsSuccess);
        Assert.Equal(fixture.Time.GetUtcNow(), TimeOf(stub.Requests[^1]));
    }

    [Fact]
    public async Task Skew_ThatTheServerKeepsRefusing_IsTwoTries()
    {
        int calls = 0;
        var stub = new StubHandler((request, _) => Task.FromResult(Refused(DateTimeOffset.UnixEpoch.AddYears(60 + ++calls), tellsDate: true)));
        var fixture = new RestFixture(stub) { Retry = new() }.Signing();

        using RestResponse response = await fixture.Create().SendAsync(HttpMethod.Get, "MyApi", "/", cancellationToken: Token);

        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
        Assert.Equal(2, stub.Requests.Count);
    }

    [Theory]
    [InlineData(0, "BadRequestException")]
    [InlineData(10, "BadRequestException")]
    [InlineData(10, null)]
    public async Task BadRequest_WhateverTheServersClock_IsSentOnce(int minutes, string? type)
    {
        var stub = new StubHandler((_, _) =>
        {
            var response = new HttpResponseMessage(HttpStatusCode.BadRequest);
            response.Headers.TryAddWithoutValidation("x-amzn-errortype", type);
            response.Headers.Date = new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero).AddMinutes(minutes);
            return Task.FromResult(response);
        });

        using RestResponse response = await new RestFixture(stub) { Retry = new() }.Signing().Create().SendAsync(
            HttpMethod.Post, "MyApi", "/", cancellationToken: Token);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Single(stub.Requests);
    }

    [Fact]
    public async Task Date_OfASuccess_TeachesNothing()
    {
        var fixture = new RestFixture(StubHandler.Answering(HttpStatusCode.OK, "{}", "application/json", ("Date", "Wed, 01 Jan 2020 00:00:00 GMT"))).Signing();
        RestApi api = fixture.Create();

        await api.SendAsync(HttpMethod.Get, "MyApi", "/", cancellationToken: Token);
        await api.SendAsync(HttpMethod.Get, "MyApi", "/", cancellationToken: Token);

        Assert.All(fixture.Stub.Requests, request => Assert.Equal(fixture.Time.GetUtcNow(), TimeOf(request)));
    }

    [Fact]
    public async Task Skew_And401_AreEachMendedOnce()
    {
        var answers = new Queue<HttpStatusCode>([HttpStatusCode.Forbidden, HttpStatusCode.Unauthorized, HttpStatusCode.Unauthorized]);
        var stub = new StubHandler((_, _) => Task.FromResult(
            answers.Dequeue() is HttpStatusCode.Forbidden ? Refused(DateTimeOffset.UnixEpoch, tellsDate: true) : new HttpResponseMessage(HttpStatusCode.Unauthorized)));

        using RestResponse response = await new RestFixture(stub).Signing().Create().SendAsync(HttpMethod.Post, "MyApi", "/", cancellationToken: Token);

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        Assert.Empty(answers);
    }

    [Fact]
    public async Task Storm_500RefusedAtOnce_AllAreMended()
    {
        StubHandler server = Server(10, tellsDate: true);
        var all = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        int requests = 0;
        var stub = new StubHandler(async (request, token) =>
        {
            if (Interlocked.Increment(ref requests) == 500)
            {
                all.SetResult();
            }

            await all.Task;
            return await new HttpMessageInvoker(server).SendAsync(request, token);
        });
        RestApi api = new RestFixture(stub).Signing().Create();

        RestResponse[] responses = await Task.WhenAll(Enumerable.Range(0, 500).Select(_ => api.SendAsync(HttpMethod.Get, "MyApi", "/", cancellationToken: Token)));

        Assert.All(responses, response => Assert.True(response.IsSuccess));
        Assert.Equal(1000, requests);
    }

    private static DateTimeOffset TimeOf(SentRequest request) =>
        DateTimeOffset.ParseExact(request["x-amz-date"]!, "yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);

    /// <summary>A server whose clock is ahead by so many minutes, and which takes five either way.</summary>
    private static StubHandler Server(int minutes, bool tellsDate) => new((request, _) =>
    {
        DateTimeOffset now = new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero).AddMinutes(minutes);
        string signedAt = request.Headers.GetValues("x-amz-date").Single();
        DateTimeOffset time = DateTimeOffset.ParseExact(signedAt, "yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
        return Task.FromResult((now - time).Duration() < TimeSpan.FromMinutes(5) ? new HttpResponseMessage(HttpStatusCode.OK) : Refused(now, tellsDate));
    });

    private static HttpResponseMessage Refused(DateTimeOffset now, bool tellsDate)
    {
        string message = tellsDate
            ? "The request signature we calculated does not match."
            : string.Create(CultureInfo.InvariantCulture, $"Signature expired: 20260102T030405Z is now earlier than {now.AddMinutes(-5):yyyyMMdd'T'HHmmss'Z'} ({now:yyyyMMdd'T'HHmmss'Z'} - 5 min.)");
        var response = new HttpResponseMessage(HttpStatusCode.Forbidden) { Content = new StringContent($$"""{"message":"{{message}}"}""") };
        if (tellsDate)
        {
            response.Headers.Add("x-amzn-ErrorType", "InvalidSignatureException");
            response.Headers.Date = now;
        }

        return response;
    }
}
