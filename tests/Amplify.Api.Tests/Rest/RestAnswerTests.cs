using System.IO.Compression;
using System.Net;
using System.Text;
using Amplify.Core.Http;
using Amplify.Testing;
using Microsoft.AspNetCore.Http;

namespace Amplify.Api.Tests.Rest;

/// <summary>Compressed, partial, unchanged and oversized answers, over sockets.</summary>
public sealed class RestAnswerTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static TheoryData<string, Func<Stream, Stream>> Encodings => new()
    {
        { "gzip", target => new GZipStream(target, CompressionLevel.Fastest) },
        { "deflate", target => new ZLibStream(target, CompressionLevel.Fastest) },
        { "br", target => new BrotliStream(target, CompressionLevel.Fastest) },
    };

    [Theory]
    [MemberData(nameof(Encodings), DisableDiscoveryEnumeration = true)]
    public async Task Compressed_IsAskedForUnsignedAndReadUncompressed(string encoding, Func<Stream, Stream> compress)
    {
        byte[] body = Compressed(Encoding.UTF8.GetBytes("\"zipped\""), compress);
        await using VerifyingServer server = await VerifyingServer.StartAsync(context => AnswerAsync(context, encoding, body));

        using RestResponse response = await server.Client().Create().SendAsync(HttpMethod.Get, "MyApi", "/", cancellationToken: Cancellation);

        server.Only.AssertSigned();
        Assert.Contains(encoding, string.Join(',', server.Only.Headers["Accept-Encoding"]), StringComparison.Ordinal);
        Assert.DoesNotContain("accept-encoding", server.Only["Authorization"], StringComparison.OrdinalIgnoreCase);
        Assert.Equal("zipped", response.ReadAs<string>().Trim('"'));
        Assert.False(response.Headers.ContainsKey("Content-Encoding"));
        Assert.False(response.Headers.ContainsKey("Content-Length"));
    }

    [Theory]
    [MemberData(nameof(Encodings), DisableDiscoveryEnumeration = true)]
    public async Task Compressed_Streaming_IsReadUncompressed(string encoding, Func<Stream, Stream> compress)
    {
        byte[] body = Compressed("a\nb\n"u8.ToArray(), compress);
        await using VerifyingServer server = await VerifyingServer.StartAsync(context => AnswerAsync(context, encoding, body));

        using RestResponse response = await server.Client().Create().SendAsync(
            HttpMethod.Get, "MyApi", "/", options: new() { Streaming = true }, cancellationToken: Cancellation);

        Assert.Equal(["a", "b"], await response.ReadLinesAsync(Cancellation).ToArrayAsync(Cancellation));
    }

    [Theory]
    [InlineData("gzip", false)]
    [InlineData("deflate", false)]
    [InlineData("br", false)]
    [InlineData("gzip", true)]
    [InlineData("br", true)]
    public async Task NotCompressedAsClaimed_IsInvalidAnswer(string encoding, bool streaming)
    {
        await using VerifyingServer server = await VerifyingServer.StartAsync(context => AnswerAsync(context, encoding, "this is not compressed at all"u8.ToArray()));
        RestApi rest = server.Client().Create();

        var error = await Assert.ThrowsAsync<AmplifyNetworkException>(async () =>
        {
            using RestResponse response = await rest.SendAsync(
                HttpMethod.Get, "MyApi", "/", options: new() { Streaming = streaming, Retry = RetryOptions.None }, cancellationToken: Cancellation);
            await response.CopyToAsync(Stream.Null, Cancellation);
        });

        Assert.Equal(NetworkFailure.InvalidAnswer, error.Failure);
        Assert.Contains("Content-Encoding", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("identity", "identity, gzip, deflate, br")]
    [InlineData("gzip;q=0.5", "gzip; q=0.5, deflate, br")]
    public async Task EncodingThatTheCallNames_GoesBesideTheTransportsUnsigned(string named, string sent)
    {
        await using VerifyingServer server = await VerifyingServer.StartAsync();

        await server.Client().Create().GetAsync("MyApi", "/", new() { Headers = { ["Accept-Encoding"] = named } }, Cancellation);

        server.Only.AssertSigned();
        Assert.Equal(sent, string.Join(", ", server.Only.Headers["Accept-Encoding"]));
    }

    [Fact]
    public async Task EncodingThatTheCallNames_GoesAloneWhereTheTransportDecompressesNothing()
    {
        await using VerifyingServer server = await VerifyingServer.StartAsync();

        await server.Client(new SocketsHttpHandler()).Create().GetAsync(
            "MyApi", "/", new() { Headers = { ["Accept-Encoding"] = "identity" } }, Cancellation);

        server.Only.AssertSigned();
        Assert.Equal("identity", server.Only["Accept-Encoding"]);
    }

    [Fact]
    public async Task Encoding_OfARequestThatIsReplayed_StaysUnsigned()
    {
        int requests = 0;
        await using VerifyingServer server = await VerifyingServer.StartAsync(context =>
        {
            context.Response.Headers.Date = "Fri, 02 Jan 2026 03:04:05 GMT";
            context.Response.StatusCode = ++requests == 1 ? 401 : 200;
            return Task.CompletedTask;
        });

        await server.Client().Create().PostAsync("MyApi", "/", "body", cancellationToken: Cancellation);

        Assert.Equal(2, server.Requests.Length);
        Assert.Equal(server.Requests[0]["Accept-Encoding"], server.Requests[1]["Accept-Encoding"]);
        Assert.All(server.Requests, request => request.AssertSigned());
        Assert.All(server.Requests, request => Assert.DoesNotContain("accept-encoding", request["Authorization"], StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task Range_GivesThePart()
    {
        await using VerifyingServer server = await VerifyingServer.StartAsync(context =>
        {
            context.Response.StatusCode = 206;
            context.Response.Headers.ContentRange = "bytes 2-4/10";
            return context.Response.WriteAsync("cde", Cancellation);
        });

        using RestResponse response = await server.Client().Create().SendAsync(
            HttpMethod.Get, "MyApi", "/", options: new() { Headers = { ["Range"] = "bytes=2-4" } }, cancellationToken: Cancellation);

        server.Only.AssertSigned();
        Assert.Equal("bytes=2-4", server.Only["Range"]);
        Assert.Equal(HttpStatusCode.PartialContent, response.StatusCode);
        Assert.Equal("bytes 2-4/10", response.Headers["content-range"]);
        Assert.Equal("cde", response.Text);
    }

    [Fact]
    public async Task Range_OfSomethingStoredCompressed_GivesThePartAsItIs()
    {
        byte[] stored = Compressed(new byte[1000], target => new GZipStream(target, CompressionLevel.Fastest));
        await using VerifyingServer server = await VerifyingServer.StartAsync(context =>
        {
            context.Response.StatusCode = 206;
            context.Response.Headers.ContentRange = $"bytes 2-9/{stored.Length}";
            return AnswerAsync(context, "gzip", stored[2..10]);
        });

        using RestResponse response = await server.Client().Create().SendAsync(
            HttpMethod.Get, "MyApi", "/", options: new() { Headers = { ["Range"] = "bytes=2-9" } }, cancellationToken: Cancellation);

        Assert.Equal(stored[2..10], response.Body.ToArray());
        Assert.Equal("gzip", response.Headers["Content-Encoding"]);
    }

    [Fact]
    public async Task Range_IsAskedForUncompressed()
    {
        await using VerifyingServer server = await VerifyingServer.StartAsync();

        await server.Client().Create().GetAsync("MyApi", "/", new() { Headers = { ["Range"] = "bytes=2-4" } }, Cancellation);

        Assert.Equal("identity", server.Only["Accept-Encoding"]);
    }

    [Fact]
    public async Task Unchanged_IsAnAnswerToSendAndAnErrorToVerbs()
    {
        await using VerifyingServer server = await VerifyingServer.StartAsync(context =>
        {
            context.Response.StatusCode = context.Request.Headers.IfNoneMatch == "\"v1\"" ? 304 : 200;
            context.Response.Headers.ETag = "\"v1\"";
            return Task.CompletedTask;
        });
        RestApi rest = server.Client().Create();
        using RestResponse first = await rest.SendAsync(HttpMethod.Get, "MyApi", "/", cancellationToken: Cancellation);
        var options = new RestOptions { Headers = { ["If-None-Match"] = first.Headers["ETag"] } };

        using RestResponse second = await rest.SendAsync(HttpMethod.Get, "MyApi", "/", options: options, cancellationToken: Cancellation);
        var error = await Assert.ThrowsAsync<ApiException>(() => rest.GetAsync<string>("MyApi", "/", options, Cancellation));

        Assert.Equal(HttpStatusCode.NotModified, second.StatusCode);
        Assert.Equal("\"v1\"", second.Headers["ETag"]);
        Assert.Empty(second.Text);
        Assert.Equal(HttpStatusCode.NotModified, error.StatusCode);
        Assert.Contains("Nothing has changed", error.Message, StringComparison.Ordinal);
        Assert.All(server.Requests, request => request.AssertSigned());
    }

    [Fact]
    public async Task Headers_ThatRepeat_AreJoinedAndKeptApart()
    {
        await using var server = new RawServer("HTTP/1.0 200 OK\r\nSet-Cookie: a=1\r\nContent-Language: de\r\nset-cookie: b=2\r\n\r\n");
        RestApi rest = new RestFixture(HttpTransport.Create()) { Api = { Endpoint = server.Root.AbsoluteUri } }.Create();

        using RestResponse response = await rest.SendAsync(HttpMethod.Get, "MyApi", "/", cancellationToken: Cancellation);

        Assert.Equal("a=1, b=2", response.Headers["SET-COOKIE"]);
        Assert.Equal(["a=1", "b=2"], response.HeaderValues["SET-COOKIE"]);
        Assert.Equal(["de"], response.HeaderValues["content-language"]);
        Assert.Equal(response.Headers.Keys.Order(), response.HeaderValues.Keys.Order());
        Assert.Equal(new Version(1, 0), response.HttpVersion);
    }

    [Fact]
    public async Task HttpVersion_ThatAHandlerAsksFor_IsUsedAndTold()
    {
        await using VerifyingServer server = await VerifyingServer.StartAsync(context => context.Response.WriteAsync(context.Request.Protocol), tls: true);
        using var sockets = new SocketsHttpHandler { SslOptions = { RemoteCertificateValidationCallback = (_, certificate, _, _) => certificate?.Subject == "CN=localhost" } };
        RestFixture client = server.Client(sockets);
        client.Handlers.Add(new VersionHandler());

        using RestResponse response = await client.Create().SendAsync(HttpMethod.Get, "MyApi", "/", cancellationToken: Cancellation);

        server.Only.AssertSigned();
        Assert.Equal("HTTP/2", response.Text);
        Assert.Equal(HttpVersion.Version20, response.HttpVersion);
    }

    [Fact]
    public async Task MoreThanContentLength_IsCutOffAndDoesNotReachTheNextAnswer()
    {
        await using var server = new RawServer("HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nabcHTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nevil");
        RestApi rest = new RestFixture(HttpTransport.Create()) { Api = { Endpoint = server.Root.AbsoluteUri } }.Create();

        Assert.Equal("abc", await rest.GetAsync<string>("MyApi", "/", cancellationToken: Cancellation));
        Assert.Equal("abc", await rest.GetAsync<string>("MyApi", "/", cancellationToken: Cancellation));
    }

    [Theory]
    [InlineData(200, true)]
    [InlineData(200, false)]
    [InlineData(500, false)]
    public async Task LargerThanAllowed_IsErrorThatSaysHowToReadIt(int status, bool announced)
    {
        await using VerifyingServer server = await VerifyingServer.StartAsync(async context =>
        {
            context.Response.StatusCode = status;
            context.Response.ContentLength = announced ? 11 : null;
            await context.Response.Body.WriteAsync(new byte[11], Cancellation);
        });
        RestApi rest = server.Client().Create();

        var error = await Assert.ThrowsAsync<ApiException>(() => rest.GetAsync<byte[]>("MyApi", "/", new() { MaxResponseBytes = 10 }, Cancellation));

        Assert.Equal(status, (int)error.StatusCode);
        Assert.Contains("GET / on MyApi", error.Message, StringComparison.Ordinal);
        Assert.Contains("more than 10 bytes", error.Message, StringComparison.Ordinal);
        Assert.Contains("Streaming", error.Message, StringComparison.Ordinal);
        Assert.NotEmpty(error.Headers);
    }

    [Fact]
    public async Task RefusalWithoutEnd_IsReadNoFurtherThanAllowed()
    {
        var body = new LongStream();
        var fixture = new RestFixture(new StubHandler((_, _) =>
            Task.FromResult(new HttpResponseMessage(HttpStatusCode.Forbidden) { Content = new StreamContent(body) }))).Signing();

        var error = await Assert.ThrowsAsync<ApiException>(() =>
            fixture.Create().GetAsync<byte[]>("MyApi", "/", new() { MaxResponseBytes = LongStream.Most / 8 }, Cancellation));

        Assert.Equal(HttpStatusCode.Forbidden, error.StatusCode);
        Assert.Contains("MaxResponseBytes", error.Message, StringComparison.Ordinal);
        Assert.InRange(body.Position, 1, LongStream.Most / 4);
    }

    [Theory]
    [InlineData(10)]
    [InlineData(64 * 1024)]
    [InlineData(64 * 1024 + 1)]
    [InlineData(1_000_000)]
    public async Task RefusalWithoutLength_StaysReadable(int length)
    {
        byte[] sent = new byte[length];
        new Random(1).NextBytes(sent);
        await using VerifyingServer server = await VerifyingServer.StartAsync(context =>
        {
            context.Response.StatusCode = 403;
            context.Response.ContentType = "application/x-own";
            return context.Response.Body.WriteAsync(sent).AsTask();
        });

        using RestResponse response = await server.Client().Create().SendAsync(HttpMethod.Get, "MyApi", "/", cancellationToken: Cancellation);

        Assert.Equal(sent, response.Body.ToArray());
        Assert.Equal("application/x-own", response.Headers["Content-Type"]);
    }

    [Fact]
    public async Task RefusalNotCompressedAsClaimed_IsInvalidAnswer()
    {
        await using VerifyingServer server = await VerifyingServer.StartAsync(context =>
        {
            context.Response.StatusCode = 403;
            return AnswerAsync(context, "gzip", "this is not compressed at all"u8.ToArray());
        });

        var error = await Assert.ThrowsAsync<AmplifyNetworkException>(() => server.Client().Create().GetAsync("MyApi", "/", cancellationToken: Cancellation));

        Assert.Equal(NetworkFailure.InvalidAnswer, error.Failure);
    }

    [Fact]
    public async Task AsLargeAsAllowed_IsRead()
    {
        await using VerifyingServer server = await VerifyingServer.StartAsync(context => context.Response.Body.WriteAsync(new byte[10]).AsTask());

        byte[] body = await server.Client().Create().GetAsync<byte[]>("MyApi", "/", new() { MaxResponseBytes = 10 }, Cancellation);

        Assert.Equal(10, body.Length);
    }

    [Fact]
    public async Task SmallWhenCompressed_IsMeasuredUncompressed()
    {
        byte[] bomb = Compressed(new byte[1_000_000], target => new GZipStream(target, CompressionLevel.Fastest));
        await using VerifyingServer server = await VerifyingServer.StartAsync(context => AnswerAsync(context, "gzip", bomb));

        await Assert.ThrowsAsync<ApiException>(() => server.Client().Create().GetAsync<byte[]>("MyApi", "/", new() { MaxResponseBytes = 100_000 }, Cancellation));
    }

    [Fact]
    public async Task Head_OfSomethingLarge_IsNoBodyToRefuse()
    {
        await using VerifyingServer server = await VerifyingServer.StartAsync(context =>
        {
            context.Response.ContentLength = 5_000_000_000;
            return Task.CompletedTask;
        });

        using RestResponse response = await server.Client().Create().HeadAsync("MyApi", "/", cancellationToken: Cancellation);

        Assert.Equal("5000000000", response.Headers["Content-Length"]);
    }

    [Fact]
    public async Task LargerThanAllowed_Streaming_IsRead()
    {
        await using VerifyingServer server = await VerifyingServer.StartAsync(context => context.Response.Body.WriteAsync(new byte[11]).AsTask());
        using var target = new MemoryStream();

        using RestResponse response = await server.Client().Create().SendAsync(
            HttpMethod.Get, "MyApi", "/", options: new() { Streaming = true, MaxResponseBytes = 10 }, cancellationToken: Cancellation);
        await response.CopyToAsync(target, Cancellation);

        Assert.Equal(11, target.Length);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(long.MaxValue)]
    public void MaxResponseBytes_Impossible_IsRefused(long bytes) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new RestOptions { MaxResponseBytes = bytes });

    [Fact]
    public async Task Large_IsReadWhole()
    {
        byte[] sent = new byte[3_000_001];
        new Random(1).NextBytes(sent);
        await using VerifyingServer server = await VerifyingServer.StartAsync(context => context.Response.Body.WriteAsync(sent).AsTask());

        Assert.Equal(sent, await server.Client().Create().GetAsync<byte[]>("MyApi", "/", cancellationToken: Cancellation));
    }

    private static Task AnswerAsync(HttpContext context, string encoding, byte[] body)
    {
        context.Response.Headers.ContentEncoding = encoding;
        context.Response.ContentLength = body.Length;
        return context.Response.Body.WriteAsync(body).AsTask();
    }

    private static byte[] Compressed(byte[] body, Func<Stream, Stream> compress)
    {
        using var target = new MemoryStream();
        using (Stream compressing = compress(target))
        {
            compressing.Write(body);
        }

        return target.ToArray();
    }

    /// <summary>A body that tells no length and is longer than anybody wants to read.</summary>
    private sealed class LongStream : Stream
    {
        public const long Most = 32 * 1024 * 1024;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get; set; }

        public override int Read(byte[] buffer, int offset, int count)
        {
            int read = (int)Math.Min(count, Most - Position);
            Position += read;
            return read;
        }

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }

    private sealed class VersionHandler : DelegatingHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            request.Version = HttpVersion.Version20;
            return base.SendAsync(request, cancellationToken);
        }
    }
}
