using Amplify.Local.Tests.Support;

namespace Amplify.Local.Tests.AppSync;

public sealed class BatchTests
{
    private const string Schema = "type Item { id: ID! children: [Item!] label(suffix: String): String } type Query { items(count: Int!): [Item] }";

    [Fact]
    public async Task ResolveBatch_TwoLevelsOfLists_IsCalledOncePerLevel()
    {
        await using AppSyncHarness app = await AppSyncHarness.StartAsync(Schema);
        var calls = new List<int>();
        app.AppSync.Resolve("Query.items", context => Items((int)context.Arguments["count"]!));
        app.AppSync.Resolve("Item.children", _ => Items(3));
        app.AppSync.ResolveBatch("Item.label", (contexts, _) =>
        {
            calls.Add(contexts.Count);
            return new([.. contexts.Select(context => (object)$"label {context.GetSource<Item>()!.Id}")]);
        });

        Reply reply = await app.PostAsync("{ items(count: 5) { label children { label } } }");

        Assert.Equal([5, 15], calls.Order());
        Assert.Equal("label 4", reply.Json.GetProperty("data").GetProperty("items")[4].GetProperty("label").GetString());
        Assert.Equal("label 2", reply.Json.GetProperty("data").GetProperty("items")[0].GetProperty("children")[2].GetProperty("label").GetString());
    }

    [Fact]
    public async Task ResolveBatch_SameFieldTwiceWithOtherArguments_IsABatchEach()
    {
        await using AppSyncHarness app = await AppSyncHarness.StartAsync(Schema);
        int calls = 0;
        app.AppSync.Resolve("Query.items", _ => Items(2));
        app.AppSync.ResolveBatch("Item.label", (contexts, _) =>
        {
            Interlocked.Increment(ref calls);
            return new([.. contexts.Select(context => context.Arguments["suffix"])]);
        });

        Reply reply = await app.PostAsync("""{ items(count: 2) { a: label(suffix: "a") b: label(suffix: "b") } }""");

        Assert.Equal(2, calls);
        Assert.Equal("""{"data":{"items":[{"a":"a","b":"b"},{"a":"a","b":"b"}]}}""", reply.Text);
    }

    [Fact]
    public async Task ResolveBatch_AboveItsSize_IsCutIntoSeveralCalls()
    {
        await using AppSyncHarness app = await AppSyncHarness.StartAsync(Schema);
        var calls = new List<int>();
        app.AppSync.Resolve("Query.items", _ => Items(5));
        app.AppSync.ResolveBatch(
            "Item.label",
            (contexts, _) =>
            {
                calls.Add(contexts.Count);
                return new([.. contexts.Select(context => context.GetSource<Item>()!.Id)]);
            },
            maxBatchSize: 2);

        Reply reply = await app.PostAsync("{ items(count: 5) { label } }");

        Assert.Equal([2, 2, 1], calls);
        Assert.Equal("""{"data":{"items":[{"label":"0"},{"label":"1"},{"label":"2"},{"label":"3"},{"label":"4"}]}}""", reply.Text);
    }

    [Fact]
    public async Task ResolveBatch_OneValueIsAnError_TheOthersStay()
    {
        await using AppSyncHarness app = await AppSyncHarness.StartAsync(Schema);
        app.AppSync.Resolve("Query.items", _ => Items(2));
        app.AppSync.ResolveBatch("Item.label", (_, _) => new(["fine", new AppSyncException("Not this one.", "Lost")]));

        Reply reply = await app.PostAsync("{ items(count: 2) { label } }");

        Assert.Equal("""[{"label":"fine"},{"label":null}]""", reply.Json.GetProperty("data").GetProperty("items").GetRawText());
        Assert.Equal("""["items",1,"label"]""", Assert.Single(reply.Json.GetProperty("errors").EnumerateArray()).GetProperty("path").GetRawText());
    }

    [Fact]
    public async Task ResolveBatch_ThrowsOrGivesTheWrongNumber_EachValueHasTheError()
    {
        await using AppSyncHarness app = await AppSyncHarness.StartAsync(Schema);
        app.AppSync.Resolve("Query.items", _ => Items(2));
        app.AppSync.ResolveBatch("Item.label", (_, _) => new(["one"]));
        Reply tooFew = await app.PostAsync("{ items(count: 2) { label } }");
        app.AppSync.ResolveBatch("Item.label", (_, _) => throw new AppSyncException("Down.", "Down"));
        Reply threw = await app.PostAsync("{ items(count: 2) { label } }");

        Assert.Equal(
            Enumerable.Repeat("The batch resolver returned 1 results for 2 values.", 2),
            tooFew.Json.GetProperty("errors").EnumerateArray().Select(error => error.GetProperty("message").GetString()));
        Assert.Equal(
            Enumerable.Repeat("Down", 2),
            threw.Json.GetProperty("errors").EnumerateArray().Select(error => error.GetProperty("errorType").GetString()));
    }

    private static Item[] Items(int count) => [.. Enumerable.Range(0, count).Select(i => new Item($"{i}"))];

    private sealed record Item(string Id);
}
