using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Amplify.Local.Tests.Support;

namespace Amplify.Local.Tests.AppSync;

public sealed class ExecutionTests
{
    private const string Schema =
        """
        interface Node { id: ID! }
        enum Size { SMALL LARGE }
        type User implements Node { id: ID! name: String nick: String size: Size friends: [User] parent: User }
        type Robot implements Node { id: ID! model: String }
        union Being = User | Robot
        type Query { one: Int two: Int user: User node(id: ID!): Node beings: [Being!]! numbers: [Int] names: [String!] }
        type Mutation { add(n: Int!): Int rename: User }
        extend type Query { added(text: String = "byDefault"): String }
        schema { query: Query mutation: Mutation }
        """;

    [Fact]
    public async Task Query_TwoFields_RunAtTheSameTime()
    {
        await using AppSyncHarness app = await AppSyncHarness.StartAsync(Schema);
        var first = new TaskCompletionSource();
        var second = new TaskCompletionSource();
        app.AppSync.Resolve("Query.one", async (_, cancellationToken) =>
        {
            first.SetResult();
            await second.Task.WaitAsync(cancellationToken);
            return 1;
        });
        app.AppSync.Resolve("Query.two", async (_, cancellationToken) =>
        {
            await first.Task.WaitAsync(cancellationToken);
            second.SetResult();
            return 2;
        });

        Reply reply = await app.PostAsync("{ one two }");

        Assert.Equal("""{"data":{"one":1,"two":2}}""", reply.Text);
    }

    [Fact]
    public async Task Mutation_SeveralFields_RunInTheirOrderEachToItsEnd()
    {
        await using AppSyncHarness app = await AppSyncHarness.StartAsync(Schema);
        var order = new List<string>();
        app.AppSync.Resolve("Mutation.add", async (context, _) =>
        {
            order.Add($"start {context.Arguments["n"]}");
            await Task.Yield();
            order.Add($"end {context.Arguments["n"]}");
            return context.Arguments["n"];
        });
        app.AppSync.Resolve("Mutation.rename", _ => new { id = "1" });
        app.AppSync.ResolveBatch("User.name", async (contexts, _) =>
        {
            await Task.Yield();
            order.Add("name");
            return [.. contexts.Select(_ => "n")];
        });

        Reply reply = await app.PostAsync("mutation { a: add(n: 1) rename { name } b: add(n: 2) }");

        Assert.Equal("""{"data":{"a":1,"rename":{"name":"n"},"b":2}}""", reply.Text);
        Assert.Equal(["start 1", "end 1", "name", "start 2", "end 2"], order);
    }

    public static TheoryData<string, object> Users => new()
    {
        { "a class", new Person("1", "Ann", "A", [new Person("2", "Bob", null, [])]) },
        { "an anonymous type", new { id = 1, name = "Ann", Nick = "A", friends = new[] { new { Id = 2L, Name = "Bob" } } } },
        {
            "a dictionary",
            new Dictionary<string, object?>
            {
                ["id"] = "1", ["name"] = "Ann", ["nick"] = "A", ["friends"] = new object[] { new Dictionary<string, string> { ["id"] = "2", ["name"] = "Bob" } },
            }
        },
        { "a JsonElement", JsonElement.Parse("""{"id":1,"name":"Ann","nick":"A","friends":[{"id":"2","name":"Bob"}]}""") },
        { "a JsonNode", JsonNode.Parse("""{"id":1,"name":"Ann","nick":"A","friends":[{"id":"2","name":"Bob"}]}""")! },
        { "a type with a converter", new Converted() },
    };

    [Theory]
    [MemberData(nameof(Users), DisableDiscoveryEnumeration = true)]
    public async Task Result_OfAnyShape_IsReadByItsJsonNames(string shape, object user)
    {
        await using AppSyncHarness app = await AppSyncHarness.StartAsync(Schema);
        app.AppSync.Resolve("Query.user", _ => user);

        Reply reply = await app.PostAsync("{ user { id name nick friends { id name nick } } }");

        Assert.True(
            """{"data":{"user":{"id":"1","name":"Ann","nick":"A","friends":[{"id":"2","name":"Bob","nick":null}]}}}""" == reply.Text, $"{shape}: {reply.Text}");
    }

    [Fact]
    public async Task Context_OfAResolver_TellsArgumentsSourceInfoHeadersAndStash()
    {
        await using AppSyncHarness app = await AppSyncHarness.StartAsync(Schema);
        AppSyncContext? root = null;
        AppSyncContext? nested = null;
        var source = new Person("1", "Ann", null, []);
        app.AppSync.Resolve("Query.user", context =>
        {
            root = context;
            context.Stash["seen"] = true;
            return source;
        });
        app.AppSync.Resolve("User.nick", context =>
        {
            nested = context;
            return context.GetSource<Person>()!.Name + context.Stash["seen"];
        });

        Reply reply = await app.PostAsync("query($x: Boolean!) { user { other: nick ...F friends { id } } numbers @skip(if: $x) } fragment F on User { id name }", new { x = true });

        Assert.Equal("AnnTrue", reply.Json.GetProperty("data").GetProperty("user").GetProperty("other").GetString());
        Assert.Null(root!.Source);
        Assert.Null(root.Identity);
        Assert.Equal(("user", "Query"), (root.Info.FieldName, root.Info.ParentTypeName));
        Assert.Equal(["other", "id", "name", "friends", "friends/id"], root.Info.SelectionSetList);
        Assert.Equal(true, Assert.Single(root.Info.Variables).Value);
        Assert.Equal(app.AppSync.ApiKey, root.RequestHeaders["X-Api-Key"]);
        Assert.Same(source, nested!.Source);
        Assert.Equal(("nick", "User"), (nested.Info.FieldName, nested.Info.ParentTypeName));
        Assert.Empty(nested.Info.SelectionSetList);
    }

    [Fact]
    public async Task Context_Argument_IsReadAsTheTypeAskedFor()
    {
        await using AppSyncHarness app = await AppSyncHarness.StartAsync(
            "input P { x: Int! y: [Int] } type Query { put(p: P, when: AWSDateTime, n: Int): String }");
        object? seen = null;
        app.AppSync.Resolve("Query.put", context => (seen = (context.Argument<Point>("p"), context.Argument<DateTimeOffset>("when"), context.Argument<int?>("n"))).ToString());

        await app.PostAsync("""{ put(p: {x: 1, y: [2]}, when: "2020-01-01T00:00Z") }""");

        var (point, when, n) = Assert.IsType<(Point, DateTimeOffset, int?)>(seen);
        Assert.Equal((1, 2), (point.X, point.Y[0]));
        Assert.Equal(2020, when.Year);
        Assert.Null(n);
    }

    [Fact]
    public async Task Query_AliasesFragmentsAndRepeatedFields_AreMerged()
    {
        await using AppSyncHarness app = await AppSyncHarness.StartAsync(Schema);
        app.AppSync.Resolve("Query.user", _ => JsonElement.Parse("""{"id":1,"name":"Ann","parent":{"id":2,"name":"Bob"}}"""));

        Reply reply = await app.PostAsync(
            "{ user { parent { id } } me: user { n: name ...F } user { parent { name } ... on Node { id } ... { name } } } fragment F on User { parent { ...G } } fragment G on User { id name }");

        Assert.Equal(
            """{"data":{"user":{"parent":{"id":"2","name":"Bob"},"id":"1","name":"Ann"},"me":{"n":"Ann","parent":{"id":"2","name":"Bob"}}}}""",
            reply.Text);
    }

    [Fact]
    public async Task Query_InterfaceAndUnion_AreWhatTypenameOrTheClassSays()
    {
        await using AppSyncHarness app = await AppSyncHarness.StartAsync(Schema);
        app.AppSync.Resolve("Query.node", context => new Dictionary<string, object?> { ["__typename"] = "Robot", ["id"] = context.Arguments["id"], ["model"] = "R2" });
        app.AppSync.Resolve("Query.beings", _ => new object[] { new Robot("7", "C3"), JsonElement.Parse("""{"__typename":"User","id":8,"name":"Ann"}""") });

        Reply reply = await app.PostAsync("{ node(id: 5) { __typename id ... on Robot { model } ... on User { name } } beings { __typename ... on Node { id } ... on Robot { model } } }");

        Assert.Equal(
            """{"data":{"node":{"__typename":"Robot","id":"5","model":"R2"},"beings":[{"__typename":"Robot","id":"7","model":"C3"},{"__typename":"User","id":"8"}]}}""",
            reply.Text);
    }

    [Fact]
    public async Task Query_EnumAndLists_AreWritten()
    {
        await using AppSyncHarness app = await AppSyncHarness.StartAsync(Schema);
        app.AppSync.Resolve("Query.user", _ => new { id = 1, size = Size.LARGE });
        app.AppSync.Resolve("Query.numbers", _ => Enumerable.Range(1, 2).Select(n => (int?)n).Append(null));
        app.AppSync.Resolve("Query.names", _ => Array.Empty<string>());
        app.AppSync.Resolve("Query.added", context => context.Arguments["text"]);

        Reply reply = await app.PostAsync("{ user { size } numbers names added }");

        Assert.Equal("""{"data":{"user":{"size":"LARGE"},"numbers":[1,2,null],"names":[],"added":"byDefault"}}""", reply.Text);
    }

    [Fact]
    public async Task Resolve_WhileServing_ReplacesAndRemoves()
    {
        await using AppSyncHarness app = await AppSyncHarness.StartAsync(Schema);

        app.AppSync.Resolve("Query.one", _ => 1);
        Reply first = await app.PostAsync("{ one }");
        app.AppSync.Resolve("Query.one", _ => 2);
        Reply second = await app.PostAsync("{ one }");
        bool removed = app.AppSync.RemoveResolver("Query.one");
        Reply third = await app.PostAsync("{ one }");

        Assert.True(removed);
        Assert.False(app.AppSync.RemoveResolver("Query.one"));
        Assert.Equal(("""{"data":{"one":1}}""", """{"data":{"one":2}}""", """{"data":{"one":null}}"""), (first.Text, second.Text, third.Text));
    }

    [Theory]
    [InlineData("Query.nope")]
    [InlineData("Nope.one")]
    [InlineData("Query")]
    [InlineData("Size.SMALL")]
    public async Task Resolve_UnknownField_IsRefused(string field)
    {
        await using AppSyncHarness app = await AppSyncHarness.StartAsync(Schema);

        ArgumentException exception = Assert.Throws<ArgumentException>(() => app.AppSync.Resolve(field, _ => null));

        Assert.Contains($"'{field}'", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Introspection_OfAGraphiQLPage_DescribesTheSchema()
    {
        await using AppSyncHarness app = await AppSyncHarness.StartAsync(Schema);

        Reply reply = await app.PostAsync(
            """
            query I($d: Boolean!) {
              __schema { queryType { name } mutationType { name } subscriptionType { name } types { kind name fields(includeDeprecated: $d) { name args { name defaultValue type { ...T } } type { ...T } } possibleTypes { name } enumValues(includeDeprecated: true) { name } } }
              __type(name: "User") { name interfaces { name } fields { name } }
            }
            fragment T on __Type { kind name ofType { kind name ofType { kind name } } }
            """,
            new { d = true });

        Assert.False(reply.Json.TryGetProperty("errors", out _), reply.Text);
        JsonElement data = reply.Json.GetProperty("data");
        Assert.Equal("Mutation", data.GetProperty("__schema").GetProperty("mutationType").GetProperty("name").GetString());
        Assert.Equal(JsonValueKind.Null, data.GetProperty("__schema").GetProperty("subscriptionType").ValueKind);
        JsonElement[] types = [.. data.GetProperty("__schema").GetProperty("types").EnumerateArray()];
        Assert.Contains(types, type => type.GetProperty("name").GetString() == "AWSDateTime" && type.GetProperty("kind").GetString() == "SCALAR");
        JsonElement query = Assert.Single(types, type => type.GetProperty("name").GetString() == "Query");
        JsonElement added = Assert.Single(query.GetProperty("fields").EnumerateArray(), field => field.GetProperty("name").GetString() == "added");
        Assert.Equal("\"byDefault\"", added.GetProperty("args")[0].GetProperty("defaultValue").GetString());
        Assert.Equal("Node", data.GetProperty("__type").GetProperty("interfaces")[0].GetProperty("name").GetString());
    }

    [Fact]
    public async Task Query_ManyCallersAtOnce_EachGetsTheirOwn()
    {
        await using AppSyncHarness app = await AppSyncHarness.StartAsync(Schema);
        app.AppSync.Resolve("Query.added", async (context, _) =>
        {
            await Task.Yield();
            return context.Arguments["text"];
        });

        Reply[] replies = await Task.WhenAll(Enumerable.Range(0, 64).Select(i => app.PostAsync("query($t: String) { added(text: $t) b: added(text: $t) }", new { t = $"{i}" })));

        Assert.Equal(Enumerable.Range(0, 64).Select(i => $$$"""{"data":{"added":"{{{i}}}","b":"{{{i}}}"}}"""), replies.Select(reply => reply.Text));
    }

    private sealed record Person(string Id, string Name, string? Nick, Person[] Friends);

    private sealed record Robot(string Id, string Model);

    private sealed record Point(int X, int[] Y);

    private enum Size
    {
        SMALL,
        LARGE,
    }

    [JsonConverter(typeof(Converter))]
    private sealed class Converted;

    private sealed class Converter : JsonConverter<Converted>
    {
        public override Converted Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => throw new NotSupportedException();

        public override void Write(Utf8JsonWriter writer, Converted value, JsonSerializerOptions options) =>
            writer.WriteRawValue("""{"id":1,"name":"Ann","nick":"A","friends":[{"id":"2","name":"Bob"}]}""");
    }
}
