using System.Globalization;
using System.Text.Json;
using Amplify.Local.Tests.Support;
using Amplify.Signing;

namespace Amplify.Local.Tests.AppSync;

public sealed class EventAppTests
{
    private const string Create = "mutation C($n: String!, $w: String!) { createEvent(name: $n, when: \"Today\", where: $w, description: \"Fun\") { id } }";
    private const string List = "query L($f: TableEventFilterInput, $l: Int, $t: String) { listEvents(filter: $f, limit: $l, nextToken: $t) { items { name } nextToken } }";

    [Fact]
    public async Task CreateGetDelete_Event_GivesItUntilItIsGone()
    {
        await using AppSyncHarness app = await AppSyncHarness.StartAsync();

        Reply created = await app.PostAsync(
            """mutation { createEvent(name: "Party", when: "Today", where: "Here", description: "Fun") { id name where when description } }""");
        JsonElement fields = created.Json.GetProperty("data").GetProperty("createEvent");
        string id = fields.GetProperty("id").GetString()!;
        Reply got = await app.PostAsync("query Get($id: ID!) { getEvent(id: $id) { id name where when description __typename } }", new { id });
        Reply deleted = await app.PostAsync("mutation Delete($id: ID!) { deleteEvent(id: $id) { name } }", new { id });
        Reply gone = await app.PostAsync("query Get($id: ID!) { getEvent(id: $id) { id } }", new { id });
        Reply again = await app.PostAsync("mutation Delete($id: ID!) { deleteEvent(id: $id) { name } }", new { id });

        Assert.True(Guid.TryParse(id, out _));
        Assert.Equal($$"""{"id":"{{id}}","name":"Party","where":"Here","when":"Today","description":"Fun"}""", fields.GetRawText());
        Assert.Equal(
            """{"data":{"getEvent":{"id":"ID","name":"Party","where":"Here","when":"Today","description":"Fun","__typename":"Event"}}}""".Replace("ID", id),
            got.Text);
        Assert.Equal("""{"data":{"deleteEvent":{"name":"Party"}}}""", deleted.Text);
        Assert.Equal("""{"data":{"getEvent":null}}""", gone.Text);
        Assert.Equal("""{"data":{"deleteEvent":null}}""", again.Text);
    }

    [Fact]
    public async Task ListEvents_PageByPage_GivesEachOnce()
    {
        await using AppSyncHarness app = await AppSyncHarness.StartAsync();
        for (int i = 0; i < 7; i++)
        {
            await app.PostAsync(Create, new { n = $"{i}", w = "here" });
        }

        var names = new List<string>();
        string? token = null;
        int pages = 0;
        do
        {
            JsonElement page = (await app.PostAsync(List, new { l = 3, t = token })).Json.GetProperty("data").GetProperty("listEvents");
            names.AddRange(page.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("name").GetString()!));
            token = page.GetProperty("nextToken").GetString();
            pages++;
        }
        while (token is not null);

        Assert.Equal(3, pages);
        Assert.Equal(["0", "1", "2", "3", "4", "5", "6"], names.Order());
    }

    [Fact]
    public async Task ListEvents_WithFilter_FiltersBehindTheLimit()
    {
        await using AppSyncHarness app = await AppSyncHarness.StartAsync();
        for (int i = 0; i < 4; i++)
        {
            await app.PostAsync(Create, new { n = $"{i}", w = "here" });
        }

        JsonElement page = (await app.PostAsync(List, new { f = new { name = new { eq = "none of these" } }, l = 2 })).Json.GetProperty("data").GetProperty("listEvents");

        Assert.Empty(page.GetProperty("items").EnumerateArray());
        Assert.NotNull(page.GetProperty("nextToken").GetString());
    }

    [Theory]
    [InlineData("""{"name":{"eq":"b"}}""", "b")]
    [InlineData("""{"name":{"ne":"b"}}""", "a,bb,c,é")]
    [InlineData("""{"name":{"lt":"b"}}""", "a")]
    [InlineData("""{"name":{"le":"b"}}""", "a,b")]
    [InlineData("""{"name":{"gt":"bb"}}""", "c,é")]
    [InlineData("""{"name":{"ge":"bb"}}""", "bb,c,é")]
    [InlineData("""{"name":{"contains":"b"}}""", "b,bb")]
    [InlineData("""{"name":{"notContains":"b"}}""", "a,c,é")]
    [InlineData("""{"name":{"beginsWith":"bb"}}""", "bb")]
    [InlineData("""{"name":{"between":["b","c"]}}""", "b,bb,c")]
    [InlineData("""{"name":{"ge":"b","lt":"c"}}""", "b,bb")]
    [InlineData("""{"name":{"ge":"b"},"where":{"eq":"in c"}}""", "c")]
    [InlineData("""{"name":{"eq":null}}""", "a,b,bb,c,é")]
    [InlineData("""{"name":null}""", "a,b,bb,c,é")]
    [InlineData("{}", "a,b,bb,c,é")]
    public async Task ListEvents_Filter_IsDynamoDbs(string filter, string expected)
    {
        await using AppSyncHarness app = await AppSyncHarness.StartAsync();
        foreach (string name in (string[])["a", "b", "bb", "c", "é"])
        {
            await app.PostAsync(Create, new { n = name, w = $"in {name}" });
        }

        Reply reply = await app.PostAsync(List, new { f = JsonElement.Parse(filter) });

        string[] names = [.. reply.Json.GetProperty("data").GetProperty("listEvents").GetProperty("items").EnumerateArray().Select(item => item.GetProperty("name").GetString()!)];
        Assert.Equal(expected, string.Join(',', names.Order(StringComparer.Ordinal)));
    }

    [Theory]
    [InlineData("""{"l":0}""", "DynamoDB:DynamoDbException")]
    [InlineData("""{"t":"nonsense"}""", "BadRequest")]
    [InlineData("""{"t":"WzFd"}""", "BadRequest")]
    [InlineData("""{"t":"WyJhIiwiYiJd"}""", "BadRequest")]
    [InlineData("""{"f":{"name":{"between":["a"]}}}""", "DynamoDB:DynamoDbException")]
    public async Task ListEvents_SenselessArguments_AreToldAsAnError(string variables, string errorType)
    {
        await using AppSyncHarness app = await AppSyncHarness.StartAsync();
        await app.PostAsync(Create, new { n = "a", w = "b" });

        Reply reply = await app.PostAsync(List, JsonElement.Parse(variables));

        Assert.Equal("""{"listEvents":null}""", reply.Json.GetProperty("data").GetRawText());
        Assert.Equal(errorType, Assert.Single(reply.Json.GetProperty("errors").EnumerateArray()).GetProperty("errorType").GetString());
    }

    [Fact]
    public async Task Comments_OfSeveralEvents_ArePagedByTime()
    {
        await using AppSyncHarness app = await AppSyncHarness.StartAsync();
        string first = await CreateAsync(app, "first");
        string second = await CreateAsync(app, "second");
        for (int i = 5; i > 0; i--)
        {
            Reply comment = await app.PostAsync(
                "mutation($e: ID!, $c: String!, $t: String!) { commentOnEvent(eventId: $e, content: $c, createdAt: $t) { eventId content createdAt } }",
                new { e = first, c = $"c{i}", t = i.ToString(CultureInfo.InvariantCulture) });
            Assert.Equal(
                $$"""{"eventId":"{{first}}","content":"c{{i}}","createdAt":"{{i}}"}""", comment.Json.GetProperty("data").GetProperty("commentOnEvent").GetRawText());
        }

        Reply page = await app.PostAsync("query($id: ID!) { getEvent(id: $id) { comments(limit: 2) { items { content } nextToken } } }", new { id = first });
        JsonElement comments = page.Json.GetProperty("data").GetProperty("getEvent").GetProperty("comments");
        Reply rest = await app.PostAsync(
            "query($id: ID!, $t: String) { getEvent(id: $id) { comments(nextToken: $t) { items { content } nextToken } } }",
            new { id = first, t = comments.GetProperty("nextToken").GetString() });
        Reply none = await app.PostAsync("query($id: ID!) { getEvent(id: $id) { comments { items { content } nextToken } } }", new { id = second });

        Assert.Equal("""[{"content":"c1"},{"content":"c2"}]""", comments.GetProperty("items").GetRawText());
        Assert.Equal("""{"items":[{"content":"c3"},{"content":"c4"},{"content":"c5"}],"nextToken":null}""", rest.Json.GetProperty("data").GetProperty("getEvent").GetProperty("comments").GetRawText());
        Assert.Equal("""{"items":[],"nextToken":null}""", none.Json.GetProperty("data").GetProperty("getEvent").GetProperty("comments").GetRawText());
    }

    [Fact]
    public async Task Post_AsGuest_IsServed()
    {
        await using AppSyncHarness app = await AppSyncHarness.StartAsync();
        (_, AwsCredentials guest) = await app.Http.GuestAsync();
        HttpRequestMessage request = await app.Http.SignAsync(
            app.Http.Request("POST", "/graphql", """{"query":"{ listEvents { items { id comments { nextToken } } } }"}"""), guest, "appsync");

        Reply reply = await app.Http.SendAsync(request);

        Assert.Equal((200, """{"data":{"listEvents":{"items":[]}}}"""), (reply.Code, reply.Text));
        Assert.NotNull(app.Http.Backend.Requests.Snapshot()[^1].IdentityId);
    }

    [Fact]
    public async Task DataFile_Events_AreThereAfterARestart()
    {
        string folder = Directory.CreateTempSubdirectory("amplify-local-").FullName;
        try
        {
            var options = new LocalBackendOptions { DataFile = Path.Combine(folder, "local.db") };
            string id;
            await using (AppSyncHarness app = await AppSyncHarness.StartAsync(options))
            {
                id = await CreateAsync(app, "kept");
            }

            await using AppSyncHarness restarted = await AppSyncHarness.StartAsync(options);
            Reply reply = await restarted.PostAsync("query($id: ID!) { getEvent(id: $id) { name } }", new { id });

            Assert.Equal("""{"data":{"getEvent":{"name":"kept"}}}""", reply.Text);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<string> CreateAsync(AppSyncHarness app, string name) =>
        (await app.PostAsync(Create, new { n = name, w = "here" })).Json.GetProperty("data").GetProperty("createEvent").GetProperty("id").GetString()!;
}
