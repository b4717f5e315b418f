using System.Text.Json;
using Amplify.Local.Tests.Support;

namespace Amplify.Local.Tests.Tables;

public sealed class TableApiTests
{
    private const string Items = "/MyCloudApi/prod/items";

    [Fact]
    public async Task Put_NewThenSameId_CreatesThenReplaces()
    {
        await using Harness harness = await Harness.StartAsync();

        Reply created = await harness.SendSignedAsync("PUT", Items, """{"id":"1","name":"a"}""");
        Reply replaced = await harness.SendSignedAsync("PUT", Items, """{"id":"1","size":2}""");

        Assert.Equal((201, """{"id":"1","name":"a"}"""), (created.Code, created.Text));
        Assert.Equal((200, """{"id":"1","size":2}"""), (replaced.Code, replaced.Text));
        Assert.Equal("""{"id":"1","size":2}""", (await harness.SendSignedAsync("GET", Items + "/1")).Text);
    }

    [Fact]
    public async Task Put_Item_IsKeptByteForByte()
    {
        const string Body = """{ "id" : "n", "price": 1.50, "big": 123456789012345678901234567890, "e": 1E-3, "s": "\u00fc\/ü", "more": {"x":[1, 2.0,null]} }""";
        await using Harness harness = await Harness.StartAsync();

        await harness.SendSignedAsync("PUT", Items, Body);

        Assert.Equal(Body, (await harness.SendSignedAsync("GET", Items + "/n")).Text);
        Assert.Equal($$"""{"items":[{{Body}}],"nextToken":null}""", (await harness.SendSignedAsync("GET", Items)).Text);
    }

    [Fact]
    public async Task Put_NumberAsId_IsFoundByItsDigits()
    {
        await using Harness harness = await Harness.StartAsync();

        await harness.SendSignedAsync("PUT", Items, """{"id":7}""");

        Assert.Equal("""{"id":7}""", (await harness.SendSignedAsync("GET", Items + "/7")).Text);
    }

    [Fact]
    public async Task Post_Item_GetsANewUuid()
    {
        await using Harness harness = await Harness.StartAsync();

        Reply reply = await harness.SendSignedAsync("POST", Items, """{"price":1.50,"id":"mine"}""");

        Assert.Equal(201, reply.Code);
        string id = reply.Json.GetProperty("id").GetString()!;
        Assert.True(Guid.TryParse(id, out _));
        Assert.Equal($$"""{"id":"{{id}}","price":1.50}""", reply.Text);
        Assert.Equal(reply.Text, (await harness.SendSignedAsync("GET", $"{Items}/{id}")).Text);
    }

    [Theory]
    [InlineData("""{"size":2}""", """{"id":"1","name":"a","price":1.50,"tags":{"x":1,"y":2},"size":2}""")]
    [InlineData("""{"name":"b"}""", """{"id":"1","name":"b","price":1.50,"tags":{"x":1,"y":2}}""")]
    [InlineData("""{"name":null}""", """{"id":"1","price":1.50,"tags":{"x":1,"y":2}}""")]
    [InlineData("""{"tags":{"y":null,"z":3.0}}""", """{"id":"1","name":"a","price":1.50,"tags":{"x":1,"z":3.0}}""")]
    [InlineData("""{"tags":[1],"new":{"a":null,"b":1}}""", """{"id":"1","name":"a","price":1.50,"tags":[1],"new":{"b":1}}""")]
    [InlineData("""{"id":"2"}""", """{"id":"1","name":"a","price":1.50,"tags":{"x":1,"y":2}}""")]
    [InlineData("{}", """{"id":"1","name":"a","price":1.50,"tags":{"x":1,"y":2}}""")]
    public async Task Patch_Item_Merges(string patch, string merged)
    {
        await using Harness harness = await Harness.StartAsync();
        await harness.SendSignedAsync("PUT", Items, """{"id":"1","name":"a","price":1.50,"tags":{"x":1,"y":2}}""");

        Reply reply = await harness.SendSignedAsync("PATCH", Items + "/1", patch);

        Assert.Equal((200, merged), (reply.Code, reply.Text));
        Assert.Equal(merged, (await harness.SendSignedAsync("GET", Items + "/1")).Text);
    }

    [Fact]
    public async Task Delete_Item_IsGoneAndDeletingAgainIsFine()
    {
        await using Harness harness = await Harness.StartAsync();
        await harness.SendSignedAsync("PUT", Items, """{"id":"1"}""");

        Reply first = await harness.SendSignedAsync("DELETE", Items + "/1");
        Reply second = await harness.SendSignedAsync("DELETE", Items + "/1");

        Assert.Equal((204, "", 204), (first.Code, first.Text, second.Code));
        Assert.Equal(404, (await harness.SendSignedAsync("GET", Items + "/1")).Code);
    }

    [Fact]
    public async Task Head_Item_TellsLengthWithoutBody()
    {
        await using Harness harness = await Harness.StartAsync();
        await harness.SendSignedAsync("PUT", Items, """{"id":"1"}""");

        Reply found = await harness.SendSignedAsync("HEAD", Items + "/1");
        Reply missing = await harness.SendSignedAsync("HEAD", Items + "/2");

        Assert.Equal((200, "", "10"), (found.Code, found.Text, found.Header("Content-Length")));
        Assert.Equal((404, ""), (missing.Code, missing.Text));
    }

    [Theory]
    [InlineData("GET", "/missing")]
    [InlineData("PATCH", "/missing")]
    [InlineData("GET", "/a/b")]
    public async Task Send_UnknownItem_Is404(string method, string path)
    {
        await using Harness harness = await Harness.StartAsync();

        Reply reply = await harness.SendSignedAsync(method, Items + path, method == "PATCH" ? "{}" : null);

        Assert.Equal((404, """{"message":"Not found"}"""), (reply.Code, reply.Text));
        Assert.Equal("*", reply.Header("Access-Control-Allow-Origin"));
    }

    [Theory]
    [InlineData("a%2Fb", "a/b")]
    [InlineData("%C3%BC%20x", "ü x")]
    [InlineData("a+b", "a+b")]
    public async Task Get_EncodedId_IsDecoded(string segment, string id)
    {
        await using Harness harness = await Harness.StartAsync();
        await harness.SendSignedAsync("PUT", Items, JsonSerializer.Serialize(new { id }));

        Assert.Equal(id, (await harness.SendSignedAsync("GET", $"{Items}/{segment}")).Json.GetProperty("id").GetString());
    }

    [Theory]
    [InlineData("PUT", "", "not json", "The body is not valid JSON.")]
    [InlineData("PUT", "", "", "The body is not valid JSON.")]
    [InlineData("PUT", "", "[1]", "The body must be a JSON object.")]
    [InlineData("PUT", "", "{}", "'id' is missing.")]
    [InlineData("PUT", "", """{"id":""}""", "'id' must be a string that is not empty.")]
    [InlineData("PUT", "", """{"id":{}}""", "'id' must be a string that is not empty.")]
    [InlineData("POST", "", "\"x\"", "The body must be a JSON object.")]
    [InlineData("PATCH", "/1", "{", "The body is not valid JSON.")]
    [InlineData("GET", "?limit=0", null, "'limit' must be a whole number from 1 to 1000.")]
    [InlineData("GET", "?limit=x", null, "'limit' must be a whole number from 1 to 1000.")]
    [InlineData("GET", "?nextToken=x!", null, "'nextToken' is not one that this list gave out.")]
    [InlineData("GET", "?nextToken=W10", null, "'nextToken' is not one that this list gave out.")]
    public async Task Send_BadInput_Is400WithAMessage(string method, string rest, string? body, string message)
    {
        await using Harness harness = await Harness.StartAsync();

        Reply reply = await harness.SendSignedAsync(method, Items + rest, body);

        Assert.Equal((400, message), (reply.Code, reply.Message));
    }

    [Fact]
    public async Task Put_BodyThatIsNotUtf8_Is400()
    {
        await using Harness harness = await Harness.StartAsync();
        HttpRequestMessage request = harness.Request("PUT", Items);
        request.Content = new ByteArrayContent([.. "{\"id\":\""u8, 0xFF, .. "\"}"u8]);

        Reply reply = await harness.SendAsync(await harness.SignAsync(request));

        Assert.Equal((400, "The body is not valid JSON."), (reply.Code, reply.Message));
    }

    [Theory]
    [InlineData("PUT", "", """{"id":"\ud800"}""")]
    [InlineData("PUT", "", """{"id":"1","\uDC00":1}""")]
    [InlineData("PATCH", "/1", """{"\ud83d":1}""")]
    [InlineData("PATCH", "/1", """{"more":{"a\ud83db":{}}}""")]
    public async Task Send_HalfOfASurrogatePair_Is400(string method, string path, string body)
    {
        await using Harness harness = await Harness.StartAsync();
        await PutAsync(harness, """{"id":"1"}""");

        Reply reply = await harness.SendSignedAsync(method, Items + path, body);

        Assert.Equal((400, "The body is not valid JSON."), (reply.Code, reply.Message));
    }

    [Theory]
    [InlineData("DELETE", "")]
    [InlineData("PATCH", "")]
    [InlineData("PUT", "/1")]
    [InlineData("POST", "/1")]
    public async Task Send_MethodThatMakesNoSenseThere_Is405(string method, string rest)
    {
        await using Harness harness = await Harness.StartAsync();

        Assert.Equal(405, (await harness.SendSignedAsync(method, Items + rest, "{}")).Code);
    }

    [Theory]
    [InlineData("order=price", "d,a,c,b,e")]
    [InlineData("order=byPrice", "d,a,c,b,e")]
    [InlineData("order=name", "c,b,a,d,e")]
    [InlineData("order=a.b%22%27", "a,b,c,d,e")]
    [InlineData("order=", "a,b,c,d,e")]
    public async Task List_Ordered_SortsNumbersByValueAndMissingLast(string query, string ids)
    {
        await using Harness harness = await Harness.StartAsync();
        await PutAsync(
            harness,
            """{"id":"a","price":9,"name":"z"}""",
            """{"id":"b","price":100,"name":"B"}""",
            """{"id":"c","price":10.5,"name":"A"}""",
            """{"id":"d","price":-1}""",
            """{"id":"e"}""");

        Assert.Equal(ids, Ids(await harness.SendSignedAsync("GET", $"{Items}?{query}")));
    }

    [Theory]
    [InlineData("")]
    [InlineData("&order=n")]
    [InlineData("&order=mixed")]
    public async Task List_PageByPage_GivesEachItemOnce(string order)
    {
        await using Harness harness = await Harness.StartAsync();
        await PutAsync(harness, [.. Enumerable.Range(0, 11).Select(i => $$"""{"id":"i{{i:00}}","n":{{i % 3}}.5,"mixed":{{(i % 2 == 0 ? "null" : i % 3 == 0 ? "\"t\"" : "" + i)}}}""")]);
        string all = Ids(await harness.SendSignedAsync("GET", $"{Items}?limit=11{order}"));

        var pages = new List<string>();
        string token = "";
        do
        {
            Reply page = await harness.SendSignedAsync("GET", $"{Items}?limit=3{order}{token}");
            pages.Add(Ids(page));
            JsonElement next = page.Json.GetProperty("nextToken");
            token = next.ValueKind == JsonValueKind.Null ? "" : "&nextToken=" + next.GetString();
        }
        while (token.Length > 0);

        Assert.Equal(4, pages.Count);
        Assert.Equal(all, string.Join(',', pages));
        Assert.Equal(11, all.Split(',').Distinct().Count());
    }

    [Fact]
    public async Task List_NumbersBeyondADouble_ArePagedAtTheEnds()
    {
        await using Harness harness = await Harness.StartAsync();
        await PutAsync(harness, """{"id":"a","n":1E999}""", """{"id":"b","n":-1E999}""", """{"id":"c","n":0}""", """{"id":"d","n":2E999}""");

        var ids = new List<string>();
        string token = "";
        for (int page = 0; page < 4; page++)
        {
            Reply reply = await harness.SendSignedAsync("GET", $"{Items}?limit=1&order=n{token}");
            ids.Add(Ids(reply));
            token = "&nextToken=" + reply.Json.GetProperty("nextToken").GetString();
        }

        Assert.Equal(["b", "c", "a", "d"], ids);
    }

    [Fact]
    public async Task List_ItemsChangeBetweenPages_NeitherRepeatsNorSkips()
    {
        await using Harness harness = await Harness.StartAsync();
        await PutAsync(harness, """{"id":"b"}""", """{"id":"c"}""", """{"id":"d"}""");
        Reply first = await harness.SendSignedAsync("GET", Items + "?limit=2");

        await PutAsync(harness, """{"id":"a"}""");
        await harness.SendSignedAsync("DELETE", Items + "/b");
        Reply second = await harness.SendSignedAsync("GET", $"{Items}?limit=2&nextToken={first.Json.GetProperty("nextToken").GetString()}");

        Assert.Equal(("b,c", "d"), (Ids(first), Ids(second)));
    }

    [Fact]
    public async Task List_TokenOfAnotherOrder_IsRefused()
    {
        await using Harness harness = await Harness.StartAsync();
        await PutAsync(harness, """{"id":"a"}""", """{"id":"b"}""");
        string token = (await harness.SendSignedAsync("GET", Items + "?limit=1")).Json.GetProperty("nextToken").GetString()!;

        Assert.Equal(400, (await harness.SendSignedAsync("GET", $"{Items}?order=x&nextToken={token}")).Code);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Put_ManyAtOnce_LosesNone(bool inFile)
    {
        string? file = inFile ? Path.Combine(Path.GetTempPath(), Path.GetRandomFileName()) : null;
        await using (Harness harness = await Harness.StartAsync(new LocalBackendOptions { DataFile = file }))
        {
            Reply[] replies = await Task.WhenAll(Enumerable.Range(0, 200).Select(i => harness.SendSignedAsync("PUT", Items, $$"""{"id":"{{i % 100}}","n":{{i}}}""")));
            Reply[] merged = await Task.WhenAll(Enumerable.Range(0, 50).Select(i => harness.SendSignedAsync("PATCH", Items + "/0", $$"""{"f{{i}}":1}""")));

            Assert.Equal(100, replies.Count(reply => reply.Code == 201));
            Assert.Equal(100, replies.Count(reply => reply.Code == 200));
            Assert.All(merged, reply => Assert.Equal(200, reply.Code));
            Assert.Equal(52, (await harness.SendSignedAsync("GET", Items + "/0")).Json.EnumerateObject().Count());
            Assert.Equal(100, Ids(await harness.SendSignedAsync("GET", Items + "?limit=1000")).Split(',').Length);
        }

        if (file is not null)
        {
            File.Delete(file);
        }
    }

    private static async Task PutAsync(Harness harness, params string[] items)
    {
        foreach (string item in items)
        {
            await harness.SendSignedAsync("PUT", Items, item);
        }
    }

    private static string Ids(Reply reply) =>
        string.Join(',', reply.Json.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("id").GetString()));
}
