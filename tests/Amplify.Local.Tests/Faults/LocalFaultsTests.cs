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
    public async Task Answer_Status_IsGivenForTheNextRequests(int status, string? type, string body)
    {
        await using Harness harness = await Harness.StartAsync();
        LocalFault fault = harness.Backend.Faults.Answer(status, times: 2);

        (await harness.GetAsync(Target)).ShouldBe(status, type, body);
        Assert.Equal(1, fault.Remaining);
        Reply second = await harness.GetAsync(Target);
        Reply third = await harness.GetAsync(Target);

        Assert.Equal((status, 200, 0), (second.Code, third.Code, fault.Remaining));
        Assert.Equal("*", second.Header("Access-Control-Allow-Origin"));
    }

    [Fact]
    public async Task Answer_OwnBodyAndHeaders_AreSent()
    {
        await using Harness harness = await Harness.StartAsync();
        harness.Backend.Faults.Answer(429, body: "slow down", headers: new Dictionary<string, string> { ["Retry-After"] = "3" });

        Reply reply = await harness.GetAsync(Target);

        Assert.Equal((429, "slow down", "3"), (reply.Code, reply.Text, reply.Header("Retry-After")));
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
    public async Task Answer_Filtered_HitsOnlyWhatMatches(string? api, string? path, string? method, bool hit)
    {
        await using Harness harness = await Harness.StartAsync();
        harness.Backend.Faults.Answer(500, filter: new FaultFilter { Api = api, Path = path, Method = method });

        Assert.Equal(hit ? 500 : 200, (await harness.GetAsync(Target)).Code);
    }

    [Fact]
    public async Task Answer_Unfiltered_LetsPreflightsPass()
    {
        await using Harness harness = await Harness.StartAsync();
        harness.Backend.Faults.Answer(500);

        Assert.Equal(200, (await harness.SendAsync(harness.Request("OPTIONS", Target))).Code);
        Assert.Equal(500, (await harness.GetAsync(Target)).Code);
    }

    [Fact]
    public async Task Answer_ForLambdaAndIdentityPool_SpeaksTheirLanguage()
    {
        await using Harness harness = await Harness.StartAsync();
        harness.Backend.Faults.Answer(500, filter: new FaultFilter { Api = LocalFaults.IdentityPool });
        harness.Backend.Faults.Answer(429, filter: new FaultFilter { Api = LocalFaults.Lambda });

        Reply identity = await harness.CognitoAsync("GetId", "{}");
        Reply lambda = await harness.InvokeAsync("echo", "{}");

        Assert.Equal((500, "InternalErrorException:"), (identity.Code, identity.ErrorType));
        Assert.Equal("InternalErrorException", identity.Json.GetProperty("__type").GetString());
        Assert.Equal((429, "TooManyRequestsException"), (lambda.Code, lambda.ErrorType));
    }

    [Fact]
    public async Task Delay_Request_WaitsForTheClock()
    {
        var time = new FakeTimeProvider();
        await using Harness harness = await Harness.StartAsync(new LocalBackendOptions { TimeProvider = time });
        harness.Backend.Faults.Delay(TimeSpan.FromSeconds(10));
        harness.Backend.Faults.Delay(TimeSpan.FromSeconds(5));

        Task<Reply> pending = harness.GetAsync(Target);
        while (harness.Backend.Faults.IsSet)
        {
            await Task.Yield();
        }

        Assert.False(pending.IsCompleted);
        while (!pending.IsCompleted)
        {
            time.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }

        Assert.Equal(200, (await pending).Code);
        Assert.True(time.GetUtcNow() - time.Start >= TimeSpan.FromSeconds(15));
    }

    [Fact]
    public async Task CutConnection_Request_IsNeitherDoneNorAnswered()
    {
        await using Harness harness = await Harness.StartAsync();
        harness.Backend.Faults.CutConnection(filter: new FaultFilter { Method = "PUT" });

        await Assert.ThrowsAsync<HttpRequestException>(() => harness.SendSignedAsync("PUT", "/MyCloudApi/prod/items", """{"id":"1"}"""));

        Assert.Equal(404, (await harness.SendSignedAsync("GET", "/MyCloudApi/prod/items/1")).Code);
    }

    [Fact]
    public async Task CutBody_Request_IsDoneAndHalfAnswered()
    {
        await using Harness harness = await Harness.StartAsync();
        harness.Backend.Faults.CutBody();

        Exception exception = await Assert.ThrowsAnyAsync<Exception>(() => harness.SendSignedAsync("PUT", "/MyCloudApi/prod/items", """{"id":"1"}"""));

        Assert.True(exception is HttpIOException or HttpRequestException, exception.GetType().Name);
        Assert.Equal("""{"id":"1"}""", (await harness.SendSignedAsync("GET", "/MyCloudApi/prod/items/1")).Text);
    }

    [Fact]
    public async Task CutBody_RawAnswer_HasHeadersAndHalfOfTheBody()
    {
        await using Harness harness = await Harness.StartAsync(api => api.Map("GET", "/x", _ => ProxyResponse.Text("0123456789"), RestAuthorization.None));
        harness.Backend.Faults.CutBody();

        Exception exception = await Assert.ThrowsAnyAsync<Exception>(async () =>
        {
            using var client = new HttpClient();
            using HttpResponseMessage response = await client.GetAsync(
                harness.Raw("/Api/prod/x"), HttpCompletionOption.ResponseHeadersRead, Harness.Cancellation);
            Assert.Equal(10, response.Content.Headers.ContentLength);
            await response.Content.ReadAsStringAsync(Harness.Cancellation);
        });

        Assert.True(exception is HttpIOException or HttpRequestException, exception.GetType().Name);
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
    public async Task ClearAndRemove_Faults_AreTakenBack()
    {
        await using Harness harness = await Harness.StartAsync();
        LocalFaults faults = harness.Backend.Faults;
        LocalFault removed = faults.Answer(500, times: int.MaxValue);
        Assert.Equal(500, (await harness.GetAsync(Target)).Code);
        Assert.Equal(int.MaxValue, removed.Remaining);
        removed.Remove();
        Assert.Equal((200, 0), ((await harness.GetAsync(Target)).Code, removed.Remaining));

        faults.Answer(500, times: 5);
        faults.CutConnection(times: 5);
        faults.ClockSkew = TimeSpan.FromHours(1);
        faults.Clear();

        Assert.Equal(200, (await harness.SendSignedAsync("GET", "/MyCloudApi/prod/items")).Code);
        Assert.False(faults.IsSet);
    }

    [Fact]
    public async Task Answer_ManyRequestsAtOnce_HitsExactlyAsManyAsSaid()
    {
        await using Harness harness = await Harness.StartAsync();
        harness.Backend.Faults.Answer(500, times: 20);

        Reply[] replies = await Task.WhenAll(Enumerable.Range(0, 60).Select(_ => harness.GetAsync(Target)));

        Assert.Equal(20, replies.Count(reply => reply.Code == 500));
    }

    [Fact]
    public async Task Set_ImpossibleFault_Throws()
    {
        await using Harness harness = await Harness.StartAsync();
        LocalFaults faults = harness.Backend.Faults;

        Assert.Throws<ArgumentOutOfRangeException>(() => faults.Answer(199));
        Assert.Throws<ArgumentOutOfRangeException>(() => faults.Answer(600));
        Assert.Throws<ArgumentOutOfRangeException>(() => faults.Answer(500, times: 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => faults.Delay(TimeSpan.FromSeconds(-1)));
    }
}
