using System.Text;
using System.Text.Json;
using Amplify.Local.Tests.Support;

namespace Amplify.Local.Tests.AppSync;

/// <summary>Requests that are made to take the server down.</summary>
public sealed class HostileRequestTests
{
    private const string Schema = "type Item { id: ID name: String item: Item } type Query { item: Item text(of: [String]): String }";

    // Twice as much with each fragment: looking through them one by one would take for ever.
    [Fact]
    public async Task Post_FragmentsThatEachSpreadTheNextTwice_AreRunAsOne()
    {
        await using AppSyncHarness app = await AppSyncHarness.StartAsync(Schema);
        IReadOnlyList<string> asked = [];
        app.AppSync.Resolve("Query.item", context =>
        {
            asked = context.Info.SelectionSetList;
            return new { id = "1" };
        });

        Reply reply = await app.PostAsync(Chain(60, "{{ ...F{0} ...F{0} }}"));

        Assert.Equal("""{"item":{"id":"1"}}""", reply.Json.GetProperty("data").GetRawText());
        Assert.Equal(["id"], asked);
    }

    [Theory]
    [InlineData("{{ ...F{0} }}", 20_000)]
    [InlineData("{{ item {{ item {{ item {{ item {{ ...F{0} }} }} }} }} }}", 2_000)]
    [InlineData("{{ ... {{ ... {{ ... {{ ...F{0} }} }} }} }}", 2_000)]
    public async Task Post_FragmentsThatLeadFurtherThanTheStack_AreRefusedAndTheBackendLives(string selection, int length)
    {
        await using AppSyncHarness app = await AppSyncHarness.StartAsync(Schema);

        Reply reply = await app.PostAsync(Chain(length, selection));
        Reply circle = await app.PostAsync(Chain(length, selection).Replace("{ id }", "{ ...F0 }", StringComparison.Ordinal));

        Assert.Equal((400, "MalformedHttpRequestException"), (reply.Code, reply.ErrorType));
        Assert.Equal((400, "MalformedHttpRequestException"), (circle.Code, circle.ErrorType));
        Assert.Equal(200, (await app.PostAsync("{ __typename }")).Code);
    }

    [Fact]
    public async Task Post_FragmentsInALongChain_AreRun()
    {
        await using AppSyncHarness app = await AppSyncHarness.StartAsync(Schema);
        app.AppSync.Resolve("Query.item", _ => new { id = "1" });

        Reply reply = await app.PostAsync(Chain(200, "{{ ...F{0} }}"));

        Assert.Equal("""{"item":{"id":"1"}}""", reply.Json.GetProperty("data").GetRawText());
    }

    [Fact]
    public async Task Post_FragmentsInACircle_AreToldByValidation()
    {
        await using AppSyncHarness app = await AppSyncHarness.StartAsync(Schema);

        Reply reply = await app.PostAsync("{ item { ...A } } fragment A on Item { item { ...B } } fragment B on Item { ...A }");

        Assert.Equal(200, reply.Code);
        Assert.Contains("FragmentCycle", reply.Json.GetProperty("errors")[0].GetProperty("message").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"t":["\ud800"]}""")]
    [InlineData("""{"t":["a\udc00b"]}""")]
    [InlineData("""{"t":"\ud83d"}""")]
    public async Task Post_HalfOfASurrogatePair_IsAWrongVariable(string variables)
    {
        await using AppSyncHarness app = await AppSyncHarness.StartAsync(Schema);

        Reply reply = await app.PostTextAsync($$"""{"query":"query ($t: [String]) { text(of: $t) }","variables":{{variables}}}""");

        JsonElement error = reply.Json.GetProperty("errors")[0];
        Assert.Equal((200, "Variable 't' has an invalid value. A text in it has half of a surrogate pair."), (reply.Code, error.GetProperty("message").GetString()));
        Assert.Equal(JsonValueKind.Null, reply.Json.GetProperty("data").ValueKind);
    }

    private static string Chain(int length, string selection)
    {
        var format = CompositeFormat.Parse(selection);
        var document = new StringBuilder("{ item { ...F0 } }");
        for (int i = 0; i < length; i++)
        {
            document.Append(null, $" fragment F{i} on Item ").AppendFormat(null, format, i + 1);
        }

        return document.Append(null, $" fragment F{length} on Item {{ id }}").ToString();
    }
}
