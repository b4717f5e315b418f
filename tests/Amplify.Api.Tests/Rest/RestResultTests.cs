using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using Amplify.Testing;

namespace Amplify.Api.Tests.Rest;

public sealed class RestResultTests
{
    [Theory]
    [InlineData("no-such")]
    [InlineData("utf-7")]
    public async Task CharacterSetThatThePlatformDoesNotHave_IsReadAsUtf8(string charSet)
    {
        var fixture = new RestFixture(new StubHandler((_, _) => Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK)
        {
            Content = new ByteArrayContent([.. "\"é\""u8]) { Headers = { { "Content-Type", $"application/json; charset={charSet}" } } },
        })));

        Assert.Equal("\"é\"", await GetAsync<string>(fixture));
        Assert.Equal("é", (await GetAsync<JsonElement>(fixture)).GetString());
    }

    [Fact]
    public async Task String_IsTheTextInItsCharacterSet()
    {
        var latin = new RestFixture(new StubHandler((_, _) => Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK)
        {
            Content = new ByteArrayContent([0xE9]) { Headers = { { "Content-Type", "text/plain; charset=\"iso-8859-1\"" } } },
        })));
        var unknown = new RestFixture(new StubHandler((_, _) => Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK)
        {
            Content = new ByteArrayContent([.. Encoding.UTF8.Preamble, .. "é"u8]) { Headers = { { "Content-Type", "text/plain; charset=no-such" } } },
        })));

        Assert.Equal("é", await GetAsync<string>(latin));
        Assert.Equal("é", await GetAsync<string>(unknown));
        Assert.Equal("", await GetAsync<string>(new RestFixture(StubHandler.Answering(HttpStatusCode.NoContent))));
    }

    [Fact]
    public async Task Bytes_AreTheBody() => Assert.Equal("{}"u8.ToArray(), await GetAsync<byte[]>(new RestFixture()));

    [Fact]
    public async Task Json_ReadsElementsNodesValuesAndRecords()
    {
        Assert.Equal(1, (await GetAsync<JsonElement>(Json("""{"a":1}"""))).GetProperty("a").GetInt32());
        Assert.Equal(1, (int)(await GetAsync<JsonNode>(Json("""{"a":1}""")))["a"]!);
        Assert.Equal(5, await GetAsync<int>(Json("5")));
        Assert.Equal([new Item("x")], await GetAsync<Item[]>(Json("""[{"Name":"x"}]""")));
        Assert.Equal(new Item("x"), await GetAsync<Item>(Json("\uFEFF{\"name\":\"x\"}")));
    }

    [Fact]
    public async Task Json_InAnotherCharacterSet_IsRead()
    {
        var fixture = new RestFixture(new StubHandler((_, _) => Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK)
        {
            Content = new StringContent("""{"name":"é"}""", Encoding.Unicode, "application/json"),
        })));

        Assert.Equal(new Item("é"), await GetAsync<Item>(fixture));
    }

    [Fact]
    public async Task NoBody_IsNullWhereTheTypeHasOne()
    {
        Assert.Null(await GetAsync<Item?>(new RestFixture(StubHandler.Answering(HttpStatusCode.NoContent))));
        Assert.Null(await GetAsync<int?>(new RestFixture(StubHandler.Answering(HttpStatusCode.NoContent))));
        Assert.Null(await GetAsync<Item?>(Json("null")));
    }

    [Fact]
    public async Task NoBody_ValueType_IsAnErrorRatherThanZero()
    {
        var error = await Assert.ThrowsAsync<ApiException>(() => GetAsync<int>(new RestFixture(StubHandler.Answering(HttpStatusCode.NoContent))));

        Assert.Equal(HttpStatusCode.NoContent, error.StatusCode);
        Assert.Contains("no body", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""[{"name":"x"},{"na""")]
    [InlineData("<html>Welcome</html>")]
    [InlineData("""{"name":"x"}""")]
    public async Task TruncatedOrNotJson_KeepsTheBody(string body)
    {
        var fixture = new RestFixture(StubHandler.Answering(HttpStatusCode.OK, body, headers: ("x-amzn-RequestId", "id-1")));

        var error = await Assert.ThrowsAsync<ApiException>(() => GetAsync<Item[]>(fixture));

        Assert.Equal(HttpStatusCode.OK, error.StatusCode);
        Assert.Equal(body, error.Body);
        Assert.Equal(Encoding.UTF8.GetBytes(body), error.BodyBytes.ToArray());
        Assert.IsType<JsonException>(error.InnerException);
        Assert.Equal("id-1", error.RequestId);
        Assert.Contains("GET /items on MyApi answered 200, but its body is not JSON for Item[]", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task BodyCutOnTheWire_IsNetworkErrorThatKeepsWhatCame()
    {
        await using var server = new RawServer("HTTP/1.1 200 OK\r\nContent-Length: 50\r\nContent-Type: application/json\r\n\r\n[{\"name\":");
        var fixture = new RestFixture(Amplify.Core.Http.HttpTransport.Create());
        fixture.Api.Endpoint = server.Root.AbsoluteUri;

        var error = await Assert.ThrowsAsync<AmplifyNetworkException>(() => GetAsync<Item[]>(fixture));

        Assert.Equal("[{\"name\":"u8.ToArray(), error.ReceivedBody.ToArray());
    }

    [Fact]
    public async Task TypeWithoutInfo_IsToldBeforeAnythingIsSent()
    {
        var fixture = new RestFixture { Json = new JsonSerializerOptions { TypeInfoResolver = new Refusing() } };

        var error = await Assert.ThrowsAsync<AmplifyConfigurationException>(() => GetAsync<Item>(fixture));

        Assert.Contains("JsonSerializerContext", error.Message, StringComparison.Ordinal);
        Assert.Empty(fixture.Stub.Requests);
    }

    private static RestFixture Json(string body) => new(StubHandler.Answering(HttpStatusCode.OK, body));

    private static Task<T> GetAsync<T>(RestFixture fixture) =>
        fixture.Create().GetAsync<T>("MyApi", "/items?secret=1", cancellationToken: TestContext.Current.CancellationToken);

    private sealed record Item(string Name);

    private sealed class Refusing : IJsonTypeInfoResolver
    {
        public JsonTypeInfo? GetTypeInfo(Type type, JsonSerializerOptions options) => throw new NotSupportedException();
    }
}
