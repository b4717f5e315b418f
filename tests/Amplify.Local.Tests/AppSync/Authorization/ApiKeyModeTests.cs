using Amplify.Local.AppSync.Authorization;

namespace Amplify.Local.Tests.AppSync.Authorization;

public sealed class ApiKeyModeTests
{
    [Fact]
    public async Task Send_KeyOfTheApi_IsTakenAndHasNoIdentity()
    {
        using var harness = new AuthorizationHarness(new LocalAppSyncOptions());
        AppSyncApiKey key = harness.ApiKeys.Create();

        AppSyncAuthorization authorization = await harness.SendAsync(("X-Api-Key", key.Id));

        Assert.Equal("ApiKey", authorization.Text());
        Assert.Null(authorization.Caller!.Identity);
    }

    [Theory]
    [InlineData("da2-unknownunknownunknownunknow")]
    [InlineData("")]
    [InlineData("DA2-")]
    public async Task Send_UnknownKey_IsRefused(string key)
    {
        using var harness = new AuthorizationHarness(new LocalAppSyncOptions());

        Assert.Equal(Outcome.NotAuthorized, (await harness.SendAsync(("x-api-key", key))).Text());
    }

    [Fact]
    public async Task Send_DeletedKey_IsRefusedAndOthersAreNot()
    {
        using var harness = new AuthorizationHarness(new LocalAppSyncOptions());
        AppSyncApiKey gone = harness.ApiKeys.Create();
        AppSyncApiKey kept = harness.ApiKeys.Create();

        Assert.True(harness.ApiKeys.Delete(gone.Id));
        Assert.False(harness.ApiKeys.Delete(gone.Id));

        Assert.Equal(Outcome.NotAuthorized, (await harness.SendAsync(("x-api-key", gone.Id))).Text());
        Assert.Equal("ApiKey", (await harness.SendAsync(("x-api-key", kept.Id))).Text());
    }

    [Fact]
    public async Task Send_KeyAtItsEnd_IsRefusedFromThatSecondOn()
    {
        using var harness = new AuthorizationHarness(new LocalAppSyncOptions());
        AppSyncApiKey key = harness.ApiKeys.Create(TimeSpan.FromDays(1));

        harness.Time.SetUtcNow(key.Expires.AddSeconds(-1));
        string before = (await harness.SendAsync(("x-api-key", key.Id))).Text();
        harness.Time.SetUtcNow(key.Expires);
        string after = (await harness.SendAsync(("x-api-key", key.Id))).Text();

        Assert.Equal(("ApiKey", Outcome.NotAuthorized), (before, after));
    }

    [Fact]
    public async Task Expire_Key_IsRefusedAtOnce()
    {
        using var harness = new AuthorizationHarness(new LocalAppSyncOptions());
        AppSyncApiKey key = harness.ApiKeys.Create();

        harness.ApiKeys.Expire(key.Id);

        Assert.Equal(Outcome.NotAuthorized, (await harness.SendAsync(("x-api-key", key.Id))).Text());
        Assert.Throws<ArgumentException>(() => harness.ApiKeys.Expire("da2-other"));
    }

    [Fact]
    public void Create_Key_HasAppSyncsShapeAndEndsAtAFullHour()
    {
        using var harness = new AuthorizationHarness(new LocalAppSyncOptions());

        AppSyncApiKey key = harness.ApiKeys.Create(description: "mobile app");

        Assert.Matches("^da2-[a-z0-9]{26}$", key.Id);
        Assert.Equal("mobile app", key.Description);
        Assert.Equal(new DateTimeOffset(2026, 3, 11, 5, 0, 0, TimeSpan.Zero), key.Expires);
        Assert.Equal(key.Id, Assert.Single(harness.ApiKeys.List()).Id);
    }

    [Theory]
    [InlineData(0.9)]
    [InlineData(365.1)]
    public void Create_LifetimeThatAppSyncDoesNotGive_IsRefused(double days)
    {
        using var harness = new AuthorizationHarness(new LocalAppSyncOptions());

        Assert.Throws<ArgumentOutOfRangeException>("lifetime", () => harness.ApiKeys.Create(TimeSpan.FromDays(days)));
    }

    [Fact]
    public void Create_MoreThanFifty_IsRefused()
    {
        using var harness = new AuthorizationHarness(new LocalAppSyncOptions());
        for (int i = 0; i < 50; i++)
        {
            harness.ApiKeys.Create();
        }

        Assert.Throws<InvalidOperationException>(() => harness.ApiKeys.Create());
    }

    [Fact]
    public void Current_TheKeyHasExpired_MakesAnother()
    {
        using var harness = new AuthorizationHarness(new LocalAppSyncOptions());
        AppSyncApiKey first = harness.ApiKeys.Current();

        Assert.Same(first, harness.ApiKeys.Current());
        harness.Time.SetUtcNow(first.Expires);

        Assert.NotEqual(first.Id, harness.ApiKeys.Current().Id);
    }
}
