using System.Text;
using Amplify.Testing;

namespace Amplify.Api.Tests.Rest;

/// <summary>Bodies of requests, over a socket, to a server that verifies their signature.</summary>
public sealed class RestUploadTests
{
    private const int Megabyte = 1024 * 1024;

    public static TheoryData<string, Func<object>, string, string> Kinds => new()
    {
        { "object", () => new { A = 1 }, "{\"a\":1}", "application/json" },
        { "0", () => 0, "0", "application/json" },
        { "false", () => false, "false", "application/json" },
        { "empty string", () => "", "\"\"", "application/json" },
        { "content", () => new StringContent("ü", Encoding.UTF8, "text/csv"), "ü", "text/csv; charset=utf-8" },
        { "form", () => new FormUrlEncodedContent([new("a", "b c")]), "a=b+c", "application/x-www-form-urlencoded" },
        { "bytes", () => "abc"u8.ToArray(), "abc", "application/octet-stream" },
        { "no bytes", () => Array.Empty<byte>(), "", "application/octet-stream" },
        { "memory", () => new ReadOnlyMemory<byte>("abc"u8.ToArray()), "abc", "application/octet-stream" },
        { "seekable stream", () => new PatternStream(5, canSeek: true), "xxxxx", "application/octet-stream" },
        { "stream that cannot seek", () => new PatternStream(5, canSeek: false), "xxxxx", "application/octet-stream" },
        { "empty stream", () => new MemoryStream(), "", "application/octet-stream" },
        {
            "multipart",
            () => new MultipartFormDataContent("cut") { { new StreamContent(new PatternStream(5, canSeek: true)), "file", "a.bin" } },
            "--cut\r\nContent-Disposition: form-data; name=file; filename=a.bin; filename*=utf-8''a.bin\r\n\r\nxxxxx\r\n--cut--\r\n",
            "multipart/form-data; boundary=\"cut\""
        },
        {
            "multipart with a stream that cannot seek",
            () => new MultipartContent("mixed", "cut") { new StreamContent(new PatternStream(5, canSeek: false)) },
            "--cut\r\n\r\nxxxxx\r\n--cut--\r\n",
            "multipart/mixed; boundary=\"cut\""
        },
    };

    [Theory]
    [MemberData(nameof(Kinds), DisableDiscoveryEnumeration = true)]
    public async Task Body_SentTwice_IsWholeAndSignedBothTimes(string kind, Func<object> body, string text, string type)
    {
        await using VerifyingServer server = await VerifyingServer.StartAsync();
        RestFixture client = server.Client();
        client.Handlers.Add(new SendTwice());

        await client.Create().PostAsync("MyApi", "/upload", body(), cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal(2, server.Requests.Length);
        Assert.All(server.Requests, request =>
        {
            Assert.True(request.Verification.IsValid, $"{kind}: {request.Verification.Message}");
            Assert.Equal(text, request.Text);
            Assert.Equal(type, request["Content-Type"]);
        });
    }

    [Fact]
    public async Task Dictionary_NamedAsForm_IsForm()
    {
        SentRequest sent = await new RestFixture().SentAsync(
            HttpMethod.Post,
            body: new Dictionary<string, string> { ["a b"] = "ü&" },
            options: new() { Headers = { ["Content-Type"] = "application/x-www-form-urlencoded; charset=utf-8" } });

        Assert.Equal("a+b=%C3%BC%26", sent.Text);
        Assert.Equal("application/x-www-form-urlencoded; charset=utf-8", sent["Content-Type"]);
    }

    [Fact]
    public async Task Stream_PartlyRead_IsSentFromWhereItStandsAndLeftOpen()
    {
        await using VerifyingServer server = await VerifyingServer.StartAsync();
        RestFixture client = server.Client();
        client.Handlers.Add(new SendTwice());
        using var stream = new MemoryStream("skipped,sent"u8.ToArray());
        stream.Position = 8;

        await client.Create().PutAsync("MyApi", "/upload", stream, cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal(["sent", "sent"], server.Requests.Select(request => request.Text));
        Assert.All(server.Requests, request => request.AssertSigned());
        Assert.True(stream.CanRead);
    }

    [Fact]
    public async Task Stream_OfCaller_IsLeftOpenWhenTheCallFails()
    {
        var stream = new PatternStream(5, canSeek: true);
        RestFixture fixture = new RestFixture(StubHandler.Throwing(new HttpRequestException("down"))).Signing();

        await Assert.ThrowsAsync<AmplifyNetworkException>(() => fixture.SentAsync(HttpMethod.Post, body: stream));

        Assert.False(stream.Disposed);
    }

    [Fact]
    public async Task Stream_ClosedAlready_IsRefusedBeforeAnythingIsSent()
    {
        var fixture = new RestFixture();
        var stream = new MemoryStream();
        await stream.DisposeAsync();

        var error = await Assert.ThrowsAsync<ArgumentException>(() => fixture.SentAsync(HttpMethod.Post, body: stream));

        Assert.Contains("closed", error.Message, StringComparison.Ordinal);
        Assert.Empty(fixture.Stub.Requests);
    }

    [Fact]
    public async Task UnseekableStream_OfTenMebibytes_IsBufferedAndSigned()
    {
        await using VerifyingServer server = await VerifyingServer.StartAsync();

        await server.Client().Create().PostAsync(
            "MyApi", "/", new PatternStream(10 * Megabyte, canSeek: false), cancellationToken: TestContext.Current.CancellationToken);

        server.Only.AssertSigned();
        Assert.Equal(10 * Megabyte, server.Only.Length);
    }

    [Fact]
    public async Task UnseekableStream_LargerThanIsBuffered_SaysWhatToDo()
    {
        RestFixture fixture = new RestFixture().Signing();

        var error = await Assert.ThrowsAsync<AmplifyException>(
            () => fixture.SentAsync(HttpMethod.Post, body: new PatternStream((10 * Megabyte) + 1, canSeek: false)));

        Assert.Contains("10 MiB", error.Message, StringComparison.Ordinal);
        Assert.Contains("seekable", error.Message, StringComparison.Ordinal);
        Assert.Contains("UnsignedPayload", error.Message, StringComparison.Ordinal);
        Assert.Empty(fixture.Stub.Requests);
    }

    [Fact]
    public async Task UnsignedPayload_UnseekableStream_IsSentWithoutBuffering()
    {
        await using VerifyingServer server = await VerifyingServer.StartAsync();

        await server.Client().Create().PostAsync(
            "MyApi",
            "/",
            new PatternStream(12 * Megabyte, canSeek: false),
            new() { UnsignedPayload = true },
            TestContext.Current.CancellationToken);

        server.Only.AssertSigned();
        Assert.Equal(12 * Megabyte, server.Only.Length);
        Assert.Equal("UNSIGNED-PAYLOAD", server.Only["x-amz-content-sha256"]);
    }

    [Fact]
    public async Task UnsignedPayload_OverPlainHttp_IsRefused()
    {
        var fixture = new RestFixture { Api = { Endpoint = "http://api.example/prod" } };

        var error = await Assert.ThrowsAsync<ArgumentException>(
            () => fixture.Signing().SentAsync(HttpMethod.Post, body: "x", options: new() { UnsignedPayload = true }));

        Assert.Contains("https", error.Message, StringComparison.Ordinal);
        Assert.Empty(fixture.Stub.Requests);
    }

    [Fact]
    public async Task UnsignedPayload_WhereNothingIsSignedOrSent_AddsNoHeader()
    {
        var options = new RestOptions { UnsignedPayload = true };

        Assert.Null((await new RestFixture().SentAsync(HttpMethod.Post, body: "x", options: options))["x-amz-content-sha256"]);
        Assert.Null((await new RestFixture().Signing().SentAsync(HttpMethod.Get, options: options))["x-amz-content-sha256"]);
    }

    private sealed class SendTwice : DelegatingHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            (await base.SendAsync(request, cancellationToken)).Dispose();
            return await base.SendAsync(request, cancellationToken);
        }
    }
}
