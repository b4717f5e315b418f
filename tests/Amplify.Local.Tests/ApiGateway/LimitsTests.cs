using Amplify.Local.Tests.Support;
using Microsoft.Extensions.Time.Testing;

namespace Amplify.Local.Tests.ApiGateway;

public sealed class LimitsTests
{
    private const string TooMany = """{"message":"Too Many Requests"}""";
    private const string Exceeded = """{"message":"Limit Exceeded"}""";

    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 1, 1, 23, 59, 0, TimeSpan.Zero));

    private Task<Harness> StartAsync(Action<RestApiLimits> limit, RestAuthorization? authorization = null) => Harness.StartAsync(
        api =>
        {
            limit(api.Limits);
            api.ApiKey = "key";
            api.Map("GET", "/x", _ => ProxyResponse.Empty(200), authorization ?? RestAuthorization.None);
        },
        new LocalBackendOptions { TimeProvider = _time }.AddApi("Other", other => other.Map("GET", "/x", _ => ProxyResponse.Empty(200), RestAuthorization.None)));

    private static async Task<int> CodeAsync(Harness harness, string? key = null)
    {
        HttpRequestMessage request = harness.Request("GET", "/Api/prod/x");
        if (key is not null)
        {
            request.Headers.Add("x-api-key", key);
        }

        return (await harness.SendAsync(request)).Code;
    }

    [Fact]
    public async Task Get_AboveTheBurst_IsThrottledUntilTheRateHasRefilledIt()
    {
        await using Harness harness = await StartAsync(limits => (limits.Rate, limits.Burst) = (2, 3));

        Assert.Equal((200, 200, 200), (await CodeAsync(harness), await CodeAsync(harness), await CodeAsync(harness)));
        (await harness.GetAsync("/Api/prod/x")).ShouldBe(429, "TooManyRequestsException", TooMany);
        _time.Advance(TimeSpan.FromSeconds(0.5));
        Assert.Equal((200, 429), (await CodeAsync(harness), await CodeAsync(harness)));
        _time.Advance(TimeSpan.FromHours(1));
        Assert.Equal((200, 200, 200, 429), (await CodeAsync(harness), await CodeAsync(harness), await CodeAsync(harness), await CodeAsync(harness)));
    }

    [Fact]
    public async Task Get_Throttled_TouchesNeitherOtherApisNorPreflights()
    {
        await using Harness harness = await StartAsync(limits => (limits.Rate, limits.Burst) = (0, 1));
        await CodeAsync(harness);

        Assert.Equal(429, await CodeAsync(harness));
        Assert.Equal(200, (await harness.GetAsync("/Other/prod/x")).Code);
        Assert.Equal(200, (await harness.SendAsync(harness.Request("OPTIONS", "/Api/prod/x"))).Code);
    }

    [Fact]
    public async Task Get_AboveTheAccountsBurst_IsThrottledOnEveryApi()
    {
        await using Harness harness = await Harness.StartAsync(new LocalBackendOptions { TimeProvider = _time, AccountRate = 1, AccountBurst = 2 });

        Assert.Equal(200, (await harness.GetAsync("/MyPublicApi/prod/x")).Code);
        Assert.Equal(200, (await harness.SendSignedAsync("GET", "/MyCloudApi/prod/items")).Code);
        Assert.Equal((429, 429), ((await harness.GetAsync("/MyPublicApi/prod/x")).Code, (await harness.SendSignedAsync("GET", "/MyCloudApi/prod/items")).Code));
    }

    [Fact]
    public async Task Get_WithoutALimit_IsNeverThrottled()
    {
        await using Harness harness = await Harness.StartAsync(
            new LocalBackendOptions { TimeProvider = _time, AccountRate = double.PositiveInfinity, AccountBurst = 0 });

        Assert.Equal(200, (await harness.GetAsync("/MyPublicApi/prod/x")).Code);
    }

    [Fact]
    public async Task Get_Throttled_IsToldSoBeforeItsSignatureIsJudged()
    {
        await using Harness harness = await StartAsync(limits => (limits.Rate, limits.Burst) = (0, 0), RestAuthorization.Iam);

        Assert.Equal(429, await CodeAsync(harness));
    }

    [Fact]
    public async Task Get_ManyAtOnce_ServesExactlyTheBurst()
    {
        await using Harness harness = await StartAsync(limits => (limits.Rate, limits.Burst) = (1, 10));

        int[] codes = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => CodeAsync(harness)));

        Assert.Equal(10, codes.Count(code => code == 200));
    }

    [Fact]
    public async Task Get_AboveTheDailyQuota_IsRefusedUntilMidnight()
    {
        await using Harness harness = await StartAsync(limits => limits.DailyQuota = 2, RestAuthorization.ApiKey);

        Assert.Equal((200, 403, 200, 429), (await CodeAsync(harness, "key"), await CodeAsync(harness, "wrong"), await CodeAsync(harness, "key"), await CodeAsync(harness, "key")));
        HttpRequestMessage refused = harness.Request("GET", "/Api/prod/x");
        refused.Headers.Add("x-api-key", "key");
        (await harness.SendAsync(refused)).ShouldBe(429, "LimitExceededException", Exceeded);
        _time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(200, await CodeAsync(harness, "key"));
    }

    [Fact]
    public async Task Get_WithoutAKey_CountsAgainstNoQuota()
    {
        await using Harness harness = await StartAsync(limits => limits.DailyQuota = 0);

        Assert.Equal(200, await CodeAsync(harness));
    }

    [Fact]
    public void Set_Nonsense_Throws()
    {
        var limits = new RestApiLimits();

        Assert.Equal((double.PositiveInfinity, 5_000, null), (limits.Rate, limits.Burst, limits.DailyQuota));
        Assert.Equal((double.PositiveInfinity, 5_000), (new LocalBackendOptions().AccountRate, new LocalBackendOptions().AccountBurst));
        Assert.Throws<ArgumentOutOfRangeException>(() => new LocalBackendOptions { AccountRate = -1 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new LocalBackendOptions { AccountBurst = -1 });
        Assert.Throws<ArgumentOutOfRangeException>(() => limits.Rate = -1);
        Assert.Throws<ArgumentOutOfRangeException>(() => limits.Burst = -1);
        Assert.Throws<ArgumentOutOfRangeException>(() => limits.DailyQuota = -1);
        Assert.Throws<ArgumentOutOfRangeException>(() => limits.Rate = double.NaN);
    }
}
