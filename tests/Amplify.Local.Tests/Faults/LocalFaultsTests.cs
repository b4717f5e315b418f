using System.Globalization;
using Amplify.Local.Tests.Support;
using Amplify.Signing;
using Microsoft.Extensions.Time.Testing;

namespace Amplify.Local.Tests.Faults;

public sealed class LocalFaultsTests
{
    private const string Target = "/MyPublicApi/prod/x";

    [Theory]
    [InlineData(429, "TooManyRequestsException", """{"message":"Too Many Requests"}""")]
    [InlineData(500, "InternalServerErrorException", """{"message": "Internal server error"}""")]
    [InlineData(503, "ServiceUnavailableException", """{"message":"Service Unavailable"}""")]
    [InlineData(504, "InternalServerErrorException", """{"message": "Endpoint request timed out"}""")]
    [InlineData(418, null, "{}")]
    public async Task Status_Twice_SpeaksTheGatewaysWordsToTheNextTwoRequests(int status, string? type, string body)
    {
        await using Harness harness = await Harness.StartAsync();
        FaultScript script = harness.Backend.Faults.Sequence(Fault.Status(status).Times(2));

        (await harness.GetAsync(Target)).ShouldBe(status, type, body);
        Assert.Equal((1, false), (script.Hits, script.IsOver));
        Reply second = await harness.GetAsync(Target);
        Reply third = await harness.GetAsync(Target);

        Assert.Equal((status, 200, 2, true), (second.Code, third.Code, script.Hits, script.IsOver));
        Assert.Equal("*", second.Header("Access-Control-Allow-Origin"));
    }

    [Fact]
    public async Task Sequence_Steps_ComeOneByOneAndThenNoMore()
    {
        await using Harness harness = await Harness.StartAsync();
        harness.Backend.Faults.Sequence(Fault.Status(503), Fault.Pass, Fault.Status(401), Fault.Status(500));

        await ShouldAnswerAsync(harness, 503, 200, 401, 500, 200);
    }

    [Fact]
    public async Task Sequence_Several_AreTakenInTheOrderInWhichTheyWereSet()
    {
        await using Harness harness = await Harness.StartAsync();
        harness.Backend.Faults.Sequence(new FaultFilter { Method = "PUT" }, Fault.Status(501));
        harness.Backend.Faults.Sequence(Fault.Status(502));
        harness.Backend.Faults.Sequence(Fault.Status(503));

        await ShouldAnswerAsync(harness, 502, 503, 200);
        Assert.Equal(501, (await harness.SendAsync(harness.Request("PUT", Target, "{}"))).Code);
    }

    [Fact]
    public async Task Forever_Status_EndsWhenItIsRemoved()
    {
        await using Harness harness = await Harness.StartAsync();
        FaultScript script = harness.Backend.Faults.Sequence(Fault.Status(401), Fault.Status(500).Forever());

        await ShouldAnswerAsync(harness, 401, 500, 500);
        Assert.False(script.IsOver);
        script.Remove();

        await ShouldAnswerAsync(harness, 200);
        Assert.Equal((3, true), (script.Hits, script.IsOver));
    }

    [Fact]
    public async Task WaitForHits_Request_IsToldWhileItHangs()
    {
        await using Harness harness = await Harness.StartAsync();
        var gate = new TaskCompletionSource();
        FaultScript script = harness.Backend.Faults.Sequence(Fault.Status(503).Until(gate.Task).Times(2));

        Task<Reply> first = harness.GetAsync(Target);
        await script.WaitForHitsAsync(1, Harness.Cancellation);
        Task both = script.WaitForHitsAsync(2, Harness.Cancellation);
        Assert.False(first.IsCompleted || both.IsCompleted);
        Task<Reply> second = harness.GetAsync(Target);
        await both;
        Assert.False(first.IsCompleted || second.IsCompleted);
        gate.SetException(new InvalidOperationException("how it ends does not matter"));

        Assert.Equal([503, 503], (await Task.WhenAll(first, second)).Select(reply => reply.Code));
    }

    [Fact]
    public async Task WaitForHits_Cancelled_Ends()
    {
        await using Harness harness = await Harness.StartAsync();
        using var cancellation = new CancellationTokenSource();
        Task waiting = harness.Backend.Faults.Sequence(Fault.Pass).WaitForHitsAsync(1, cancellation.Token);

        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
    }

    [Theory]
    [InlineData("MyPublicApi", null, null, true)]
    [InlineData("MyCloudApi", null, null, false)]
    [InlineData(null, "/x", null, true)]
    [InlineData(null, "/y", null, false)]
    [InlineData(null, "/x*", null, true)]
    [InlineData(null, "/*", null, true)]
    [InlineData(null, "/xy*", null, false)]
    [InlineData(null, null, "get", true)]
    [InlineData(null, null, "PUT", false)]
    [InlineData("MyPublicApi", "/x", "GET", true)]
    [InlineData("MyPublicApi", "/x", "PUT", false)]
    public async Task Sequence_Filtered_HitsOnlyWhatMatches(string? api, string? path, string? method, bool hit)
    {
        await using Harness harness = await Harness.StartAsync();
        harness.Backend.Faults.Sequence(new FaultFilter { Api = api, Path = path, Method = method }, Fault.Status(500));

        Assert.Equal(hit ? 500 : 200, (await harness.GetAsync(Target)).Code);
    }

    [Fact]
    public async Task Sequence_Unfiltered_LetsPreflightsPass()
    {
        await using Harness harness = await Harness.StartAsync();
        harness.Backend.Faults.Sequence(Fault.Status(500));

        Assert.Equal(200, (await harness.SendAsync(harness.Request("OPTIONS", Target))).Code);
        Assert.Equal(500, (await harness.GetAsync(Target)).Code);
    }

    [Fact]
    public async Task Status_ForLambdaAndIdentityPool_SpeaksTheirLanguage()
    {
        await using Harness harness = await Harness.StartAsync();
        harness.Backend.Faults.Sequence(new FaultFilter { Api = LocalFaults.IdentityPool }, Fault.Status(500));
        harness.Backend.Faults.Sequence(new FaultFilter { Api = LocalFaults.Lambda }, Fault.Status(429));

        Reply identity = await harness.CognitoAsync("GetId", "{}");
        Reply lambda = await harness.InvokeAsync("echo", "{}");

        Assert.Equal((500, "InternalErrorException:"), (identity.Code, identity.ErrorType));
        Assert.Equal("InternalErrorException", identity.Json.GetProperty("__type").GetString());
        Assert.Equal((429, "TooManyRequestsException"), (lambda.Code, lambda.ErrorType));
    }

    [Fact]
    public async Task SetLatency_Request_WaitsForTheClockBesidesItsStep()
    {
        var time = new FakeTimeProvider();
        await using Harness harness = await Harness.StartAsync(new LocalBackendOptions { TimeProvider = time });
        LocalFaults faults = harness.Backend.Faults;
        faults.SetLatency(TimeSpan.FromSeconds(99), new FaultFilter { Path = "/x" });
        faults.SetLatency(TimeSpan.FromSeconds(2), new FaultFilter { Path = "/x" });
        faults.SetLatency(TimeSpan.FromSeconds(3));
        faults.SetLatency(TimeSpan.FromSeconds(500), new FaultFilter { Path = "/other" });
        FaultScript script = faults.Sequence(Fault.Status(503).After(TimeSpan.FromSeconds(10)));

        Task<Reply> pending = harness.GetAsync(Target);
        await script.WaitForHitsAsync(1, Harness.Cancellation);
        await FakeClock.AdvanceUntilAsync(time, pending, TimeSpan.FromSeconds(1));

        Assert.Equal(503, (await pending).Code);
        LoggedRequest entry = Assert.Single(harness.Backend.Requests.Snapshot());
        Assert.True(entry.Duration >= TimeSpan.FromSeconds(15), entry.Duration.ToString());
    }

    [Fact]
    public async Task SetLatency_Zero_TakesThatOfTheFilterBack()
    {
        await using Harness harness = await Harness.StartAsync(new LocalBackendOptions { TimeProvider = new FakeTimeProvider() });
        harness.Backend.Faults.SetLatency(TimeSpan.FromDays(1), new FaultFilter { Path = "/x" });
        harness.Backend.Faults.SetLatency(TimeSpan.Zero, new FaultFilter { Path = "/x" });

        await ShouldAnswerAsync(harness, 200);
        Assert.False(Assert.Single(harness.Backend.Requests.Snapshot()).IsFaulty);
    }

    [Theory]
    [InlineData(10, "InvalidSignatureException", "Signature expired: ")]
    [InlineData(-10, "InvalidSignatureException", "Signature not yet current: ")]
    public async Task ClockSkew_Server_RefusesAndShowsItsTime(int minutes, string type, string message)
    {
        var time = new FakeTimeProvider(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
        await using Harness harness = await Harness.StartAsync(new LocalBackendOptions { TimeProvider = time });
        harness.Backend.Faults.ClockSkew = TimeSpan.FromMinutes(minutes);

        Reply refused = await harness.SendSignedAsync("GET", "/MyCloudApi/prod/items");
        DateTimeOffset shown = DateTimeOffset.Parse(refused.Header("Date")!, CultureInfo.InvariantCulture);
        Reply corrected = await harness.SendAsync(await harness.SignAsync(harness.Request("GET", "/MyCloudApi/prod/items"), time: shown));

        Assert.Equal((403, type), (refused.Code, refused.ErrorType));
        Assert.StartsWith(message, refused.Message, StringComparison.Ordinal);
        Assert.Equal(time.GetUtcNow().AddMinutes(minutes), shown);
        Assert.Equal(200, corrected.Code);
    }

    [Fact]
    public async Task ClockSkew_Guest_CredentialsExpireByIt()
    {
        await using Harness harness = await Harness.StartAsync();
        AwsCredentials guest = (await harness.GuestAsync()).Credentials;

        harness.Backend.Faults.ClockSkew = TimeSpan.FromHours(2);
        HttpRequestMessage request = await harness.SignAsync(
            harness.Request("GET", "/MyCloudApi/prod/items"), guest, time: DateTimeOffset.Parse("2020-01-01", CultureInfo.InvariantCulture));

        Assert.Equal("ExpiredTokenException", (await harness.SendAsync(request)).ErrorType);
    }

    [Fact]
    public async Task Clear_Everything_IsTakenBack()
    {
        await using Harness harness = await Harness.StartAsync(new LocalBackendOptions { TimeProvider = new FakeTimeProvider() });
        LocalFaults faults = harness.Backend.Faults;
        FaultScript first = faults.Sequence(Fault.Status(500).Times(5));
        FaultScript second = faults.Sequence(Fault.CutBeforeAnswer.Forever());
        faults.SetLatency(TimeSpan.FromDays(1));
        faults.ClockSkew = TimeSpan.FromHours(1);

        faults.Clear();

        Assert.Equal(200, (await harness.SendSignedAsync("GET", "/MyCloudApi/prod/items")).Code);
        Assert.True(first.IsOver && second.IsOver);
    }

    [Fact]
    public async Task Sequence_ManyRequestsAtOnce_HitsExactlyAsManyAsSaid()
    {
        await using Harness harness = await Harness.StartAsync();
        FaultScript script = harness.Backend.Faults.Sequence(Fault.Status(500).Times(15), Fault.Status(503).Times(5));

        Reply[] replies = await Task.WhenAll(Enumerable.Range(0, 60).Select(_ => harness.GetAsync(Target)));

        Assert.Equal((15, 5), (replies.Count(reply => reply.Code == 500), replies.Count(reply => reply.Code == 503)));
        Assert.Equal(20, script.Hits);
    }

    [Fact]
    public async Task Set_ImpossibleFault_Throws()
    {
        await using Harness harness = await Harness.StartAsync();
        LocalFaults faults = harness.Backend.Faults;

        Assert.Throws<ArgumentException>(() => faults.Sequence());
        Assert.Throws<ArgumentException>(() => faults.Sequence(Fault.Status(500).Forever(), Fault.Pass));
        Assert.Throws<ArgumentNullException>(() => faults.Sequence((FaultFilter)null!, Fault.Pass));
        Assert.Throws<ArgumentOutOfRangeException>(() => faults.SetLatency(TimeSpan.FromSeconds(-1)));
        Assert.Throws<ArgumentOutOfRangeException>(() => Fault.Status(199));
        Assert.Throws<ArgumentOutOfRangeException>(() => Fault.Status(600));
        Assert.Throws<ArgumentOutOfRangeException>(() => Fault.Redirect("/", 200));
        Assert.Throws<ArgumentOutOfRangeException>(() => Fault.CutInRequest(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => Fault.Pass.Times(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => Fault.Pass.After(TimeSpan.FromSeconds(-1)));
        Assert.Throws<ArgumentOutOfRangeException>(() => Fault.Pass.CutAnswerAfter(-1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Fault.Pass.WithContentLength(-1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Fault.Pass.Drip(0, TimeSpan.FromSeconds(1)));
        Assert.Throws<ArgumentOutOfRangeException>(() => Fault.Pass.Drip(1, TimeSpan.Zero));
        Assert.Throws<ArgumentException>(() => Fault.Pass.WithHeader("Content-Length", "1"));
        Assert.Throws<ArgumentException>(() => Fault.Pass.WithHeader("transfer-encoding", "chunked"));
        Assert.Throws<ArgumentException>(() => Fault.Pass.WithHeader("X-A", "1\r\nX-B: 2"));
    }

    private static async Task ShouldAnswerAsync(Harness harness, params int[] codes)
    {
        var answered = new List<int>();
        foreach (int _ in codes)
        {
            answered.Add((await harness.GetAsync(Target)).Code);
        }

        Assert.Equal(codes, answered);
    }
}
