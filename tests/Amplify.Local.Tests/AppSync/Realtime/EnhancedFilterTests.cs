using Amplify.Local.Tests.Support;

namespace Amplify.Local.Tests.AppSync.Realtime;

public sealed class EnhancedFilterTests
{
    private const string All = """addPost(id: "1", title: "Blue moon", likes: 3, author: "Ann", tags: ["a", "b"]) { id title likes author { name age } tags }""";

    public static TheoryData<string, AppSyncFilter, bool> Filters => new()
    {
        { "eq", AppSyncFilter.Equal("likes", 3), true },
        { "eq of another type", AppSyncFilter.Equal("likes", "3"), false },
        { "eq nested", AppSyncFilter.Equal("author.age", 42), true },
        { "eq missing", AppSyncFilter.Equal("created", "x"), false },
        { "ne", AppSyncFilter.NotEqual("likes", 4), true },
        { "ne same", AppSyncFilter.NotEqual("likes", 3), false },
        { "ne missing", AppSyncFilter.NotEqual("created", "x"), true },
        { "le", AppSyncFilter.LessOrEqual("likes", 3), true },
        { "lt", AppSyncFilter.LessThan("likes", 3), false },
        { "ge", AppSyncFilter.GreaterOrEqual("likes", 3.5), false },
        { "gt", AppSyncFilter.GreaterThan("title", "Aardvark"), true },
        { "gt missing", AppSyncFilter.GreaterThan("created", ""), false },
        { "contains text", AppSyncFilter.Contains("title", "moon"), true },
        { "contains element", AppSyncFilter.Contains("tags", "a"), true },
        { "contains part of element", AppSyncFilter.Contains("tags", ""), false },
        { "notContains", AppSyncFilter.NotContains("tags", "c"), true },
        { "notContains element", AppSyncFilter.NotContains("tags", "a"), false },
        { "beginsWith", AppSyncFilter.BeginsWith("title", "Blue"), true },
        { "beginsWith other case", AppSyncFilter.BeginsWith("title", "blue"), false },
        { "in", AppSyncFilter.In("likes", 1, 2, 3), true },
        { "in none", AppSyncFilter.In("likes", 1, 2), false },
        { "notIn", AppSyncFilter.NotIn("likes", 1, 2), true },
        { "between", AppSyncFilter.Between("likes", 3, 4), true },
        { "between outside", AppSyncFilter.Between("likes", 1, 2), false },
        { "containsAny", AppSyncFilter.ContainsAny("tags", "x", "b"), true },
        { "containsAny of a text", AppSyncFilter.ContainsAny("title", "moon"), false },
    };

    [Theory]
    [MemberData(nameof(Filters), DisableDiscoveryEnumeration = true)]
    public async Task Filter_DecidesWhatIsSent(string name, AppSyncFilter filter, bool matches)
    {
        Assert.NotEmpty(name);
        Assert.Equal(matches, (await ReceivedAsync([filter])).Length == 2);
    }

    [Fact]
    public async Task Groups_AreAlternatives_AndFiltersOfAGroupAllHold()
    {
        AppSyncFilter yes = AppSyncFilter.Equal("likes", 3);
        AppSyncFilter no = AppSyncFilter.Equal("likes", 4);

        Assert.Single(await ReceivedAsync([yes, no]));
        Assert.Equal(2, (await ReceivedAsync([yes, no], [yes])).Length);
    }

    [Fact]
    public void Filter_BeyondALimit_IsAnArgumentException()
    {
        Assert.Throws<ArgumentException>(() => AppSyncFilter.In("a", 1, 2, 3, 4, 5, 6));
        Assert.Throws<ArgumentException>(() => AppSyncFilter.Equal("a.b.c.d.e.f", 1));
        Assert.Throws<ArgumentException>(() => AppSyncFilter.Equal(new string('a', 257), 1));
    }

    // The argument of the subscription matches nothing: with a filter set, it must not count. The second subscription gets everything.
    private static async Task<string[]> ReceivedAsync(params AppSyncFilter[][] groups)
    {
        await using RealtimeHarness app = await RealtimeHarness.StartAsync();
        app.App.AppSync.Resolve("Subscription.onPost", context =>
        {
            context.SetSubscriptionFilter(groups);
            return null;
        });
        using FrameSocket socket = await app.OpenAsync();
        await app.SubscribeAsync(socket, "filtered", """subscription { onPost(title: "none") { id } }""");
        await app.SubscribeAsync(socket, "all", "subscription { onRequired { id } }");

        await app.MutateAsync(All);
        await socket.SendAsync(new { type = "stop", id = "all" });

        var frames = new List<string>();
        for (string frame = await socket.ReceiveAsync(); !frame.Contains("complete"); frame = await socket.ReceiveAsync())
        {
            frames.Add(frame);
        }

        return [.. frames];
    }
}
