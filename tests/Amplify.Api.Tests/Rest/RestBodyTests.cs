using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Amplify.Testing;

namespace Amplify.Api.Tests.Rest;

public sealed class RestBodyTests
{
    public static TheoryData<object, string> JsonBodies => new()
    {
        { new { Name = "ü", Count = 1 }, """{"name":"\u00FC","count":1}""" },
        { new Base[] { new Derived(1, 2) }, """[{"a":1}]""" },
        { new Derived(1, 2), """{"b":2,"a":1}""" },
        { "text", "\"text\"" },
        { 5, "5" },
        { false, "false" },
        { JsonNode.Parse("""{"x":[1]}""")!, """{"x":[1]}""" },
        { JsonDocument.Parse("""{"y":null}""").RootElement, """{"y":null}""" },
        { new Dictionary<string, string> { ["k"] = "v" }, """{"k":"v"}""" },
    };

    [Theory]
    [MemberData(nameof(JsonBodies), DisableDiscoveryEnumeration = true)]
    public async Task Value_IsSentAsJsonByItsRuntimeType(object body, string json)
    {
        SentRequest sent = await new RestFixture().SentAsync(HttpMethod.Post, body: body);

        Assert.Equal(json, sent.Text);
        Assert.Equal("application/json", sent["Content-Type"]);
    }

    public static TheoryData<object> BinaryBodies =>
    [
        new byte[] { 0, 255, 1 },
        new ReadOnlyMemory<byte>([0, 255, 1]),
        new Memory<byte>([0, 255, 1]),
        new MemoryStream([0, 255, 1]),
    ];

    [Theory]
    [MemberData(nameof(BinaryBodies), DisableDiscoveryEnumeration = true)]
    public async Task Bytes_AreSentAsTheyAre(object body)
    {
        SentRequest sent = await new RestFixture().SentAsync(HttpMethod.Post, body: body);

        Assert.Equal([0, 255, 1], sent.Body);
        Assert.Equal("application/octet-stream", sent["Content-Type"]);
    }

    [Fact]
    public async Task Bytes_ContentTypeOfCaller_IsKept()
    {
        SentRequest sent = await new RestFixture().SentAsync(
            HttpMethod.Put, body: new byte[] { 1 }, options: new() { Headers = { ["content-type"] = "image/png" } });

        Assert.Equal("image/png", sent["Content-Type"]);
    }

    [Fact]
    public async Task Content_OfCaller_KeepsItsTypeAndIsNotDisposed()
    {
        var fixture = new RestFixture();
        fixture.Api.Headers["Content-Type"] = "application/json";
        using var form = new MultipartFormDataContent("bound") { { new StringContent("v"), "name" } };

        SentRequest sent = await fixture.SentAsync(HttpMethod.Post, body: form);

        Assert.Equal("multipart/form-data; boundary=\"bound\"", sent["Content-Type"]);
        Assert.Contains("name=name", sent.Text, StringComparison.Ordinal);
        Assert.Contains("--bound", await form.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task UrlEncodedForm_GoesAsForm()
    {
        SentRequest sent = await new RestFixture().SentAsync(HttpMethod.Post, body: new FormUrlEncodedContent([new("a", "b c")]));

        Assert.Equal("a=b+c", sent.Text);
        Assert.Equal("application/x-www-form-urlencoded", sent["Content-Type"]);
    }

    [Theory]
    [InlineData("text/plain", "héllo")]
    [InlineData("application/xml; charset=utf-8", "héllo")]
    [InlineData("application/vnd.api+json", "\"h\\u00E9llo\"")]
    [InlineData("application/json; charset=utf-8", "\"h\\u00E9llo\"")]
    public async Task String_WithContentType_IsTextUnlessTheTypeIsJson(string type, string text)
    {
        SentRequest sent = await new RestFixture().SentAsync(HttpMethod.Post, body: "héllo", options: new() { Headers = { ["Content-Type"] = type } });

        Assert.Equal(text, Encoding.UTF8.GetString(sent.Body!));
        Assert.Equal(type, sent["Content-Type"]);
    }

    [Theory]
    [InlineData("text/plain; charset=iso-8859-1", new byte[] { (byte)'h', 0xE9 })]
    [InlineData("text/plain; charset=\"UTF-16\"", new byte[] { (byte)'h', 0, 0xE9, 0 })]
    public async Task String_WithCharacterSet_IsWrittenInIt(string type, byte[] bytes)
    {
        SentRequest sent = await new RestFixture().SentAsync(HttpMethod.Post, body: "hé", options: new() { Headers = { ["Content-Type"] = type } });

        Assert.Equal(bytes, sent.Body);
        Assert.Equal(type, sent["Content-Type"]);
    }

    [Theory]
    [InlineData("no-such")]
    [InlineData("utf-7")]
    public async Task String_WithCharacterSetThatThePlatformDoesNotHave_IsRefused(string charSet)
    {
        var error = await Assert.ThrowsAsync<ArgumentException>(() =>
            new RestFixture().SentAsync(HttpMethod.Post, body: "hé", options: new() { Headers = { ["Content-Type"] = $"text/plain; charset={charSet}" } }));

        Assert.Contains(charSet, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task NoBody_HasNoContent()
    {
        Assert.Null((await new RestFixture().SentAsync(HttpMethod.Put)).Body);

        // A POST has an empty one, without which the platform might send it twice.
        SentRequest sent = await new RestFixture().SentAsync(HttpMethod.Post);
        Assert.Empty(sent.Body!);
        Assert.Null(sent["Content-Type"]);
    }

    [Fact]
    public async Task NoBody_ContentTypeOfApi_IsSentWhereABodyCouldBe()
    {
        var fixture = new RestFixture();
        fixture.Api.Headers["Content-Type"] = "application/json";

        Assert.Equal("application/json", (await fixture.SentAsync(HttpMethod.Post))["Content-Type"]);
        Assert.Null((await fixture.SentAsync(HttpMethod.Get))["Content-Type"]);
    }

    [Fact]
    public async Task ClaimedLength_IsIgnored()
    {
        SentRequest sent = await new RestFixture().SentAsync(
            HttpMethod.Post, body: new byte[] { 1, 2 }, options: new() { Headers = { ["Content-Length"] = "1" } });

        Assert.Equal([1, 2], sent.Body);
        Assert.NotEqual("1", sent["Content-Length"]);
    }

    private record Base(int A);

    private sealed record Derived(int A, int B) : Base(A);
}
