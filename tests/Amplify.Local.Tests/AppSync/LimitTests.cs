using System.Text.Json;
using Amplify.Local.Tests.Support;
using Microsoft.Extensions.Time.Testing;

namespace Amplify.Local.Tests.AppSync;

public sealed class LimitTests
{
    private const string Schema = "type Item { id: ID item: Item items: [Item] } type Query { item: Item }";

    [Theory]
    [InlineData("{ item { item { id } } }", true)]
    [InlineData("{ item { item { item { id } } } }", false)]
    [InlineData("{ item { ...F } } fragment F on Item { item { ... { id } } }", true)]
    [InlineData("{ item { ...F } } fragment F on Item { item { item { id } } }", false)]
    public async Task Depth_AboveTheLimit_IsRefused(string query, bool allowed)
    {
        await using AppSyncHarness app = await AppSyncHarness.StartAsync(new LocalAppSyncOptions { Schema = Schema, QueryDepthLimit = 3 });

        Reply reply = await app.PostAsync(query);

        Assert.Equal(allowed, !reply.Json.TryGetProperty("errors", out JsonElement errors));
        Assert.Equal(allowed ? null : "QueryDepthLimitReached", allowed ? null : errors[0].GetProperty("errorType").GetString());
    }

    [Fact]
    public async Task Resolvers_AboveTheLimit_AreNotRun()
    {
        await using AppSyncHarness app = await AppSyncHarness.StartAsync(new LocalAppSyncOptions { Schema = Schema, ResolverCountLimit = 3 });
        int calls = 0;
        app.AppSync.Resolve("Query.item", _ => new { items = new[] { new { }, new { }, new { }, new { } } });
        app.AppSync.Resolve("Item.id", _ => ++calls);

        Reply reply = await app.PostAsync("{ item { items { id } } }");

        Assert.Equal(2, calls);
        Assert.Equal(
            Enumerable.Repeat("ResolverExecutionLimitReached", 2),
            reply.Json.GetProperty("errors").EnumerateArray().Select(error => error.GetProperty("errorType").GetString()));
        Assert.Equal("""[{"id":"1"},{"id":"2"},{"id":null},{"id":null}]""", reply.Json.GetProperty("data").GetProperty("item").GetProperty("items").GetRawText());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Time_IsUp_IsAnExecutionTimeout(bool heedsCancellation)
    {
        var time = new FakeTimeProvider();
        await using AppSyncHarness app = await AppSyncHarness.StartAsync(new LocalAppSyncOptions { Schema = Schema }, time);
        var never = new TaskCompletionSource<object?>();
        app.AppSync.Resolve("Query.item", (_, cancellationToken) =>
            new ValueTask<object?>(heedsCancellation ? never.Task.WaitAsync(cancellationToken) : never.Task));

        Task<Reply> waiting = app.PostAsync("{ item { id } }");
        await FakeClock.AdvanceUntilAsync(time, waiting, TimeSpan.FromSeconds(5));
        Reply reply = await waiting;

        Assert.Equal(
            """{"data":null,"errors":[{"path":null,"data":null,"errorType":"ExecutionTimeout","errorInfo":null,"locations":null,"message":"Execution timed out."}]}""",
            reply.Text);
        Assert.True(time.GetUtcNow() - time.Start >= TimeSpan.FromSeconds(30));
    }

    [Fact]
    public void Options_OutOfAppSyncsRange_AreRefused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new LocalAppSyncOptions { QueryDepthLimit = 76 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new LocalAppSyncOptions { ResolverCountLimit = 0 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new LocalAppSyncOptions { ResolverCountLimit = 10_001 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new LocalAppSyncOptions { Timeout = TimeSpan.Zero });
        Assert.Throws<ArgumentOutOfRangeException>(() => new LocalAppSyncOptions { MaxRequestBytes = 0 });
    }
}
