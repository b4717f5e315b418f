using System.IO.Compression;
using System.Net;
using System.Text;
using Amplify.Core.Http;
using Amplify.Testing;

namespace Amplify.Core.Tests.Http;

public sealed class DecompressionTests
{
    private const string Text = "an answer, an answer, an answer";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<string, Func<Stream, Stream>> Encodings => new()
    {
        { "gzip", target => new GZipStream(target, CompressionLevel.Fastest) },
        { "GZip", target => new GZipStream(target, CompressionLevel.Fastest) },
        { "br", target => new BrotliStream(target, CompressionLevel.Fastest) },
        { "deflate", target => new ZLibStream(target, CompressionLevel.Fastest) },
        { "deflate", target => new DeflateStream(target, CompressionLevel.Fastest) },
    };

    [Theory]
    [MemberData(nameof(Encodings), DisableDiscoveryEnumeration = true)]
    public async Task Answer_IsDecompressedAndSaysNothingOfIt(string encoding, Func<Stream, Stream> compress)
    {
        using HttpResponseMessage response = await SendAsync(Compressed(compress), encoding);

        Assert.Empty(response.Content.Headers.ContentEncoding);
        Assert.Null(response.Content.Headers.ContentLength);
        Assert.Equal("text/plain", response.Content.Headers.ContentType?.MediaType);
        Assert.Equal(Text, await response.Content.ReadAsStringAsync(Token));
    }

    [Theory]
    [MemberData(nameof(Encodings), DisableDiscoveryEnumeration = true)]
    public async Task Answer_IsDecompressedAsItComes(string encoding, Func<Stream, Stream> compress)
    {
        using HttpResponseMessage response = await SendAsync(Compressed(compress), encoding);

        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync(Token));

        Assert.Equal(Text, await reader.ReadToEndAsync(Token));
    }

    [Fact]
    public async Task Answer_WithSeveralEncodings_LosesTheLastThatIsKnown()
    {
        byte[] body = Compressed(target => new GZipStream(target, CompressionLevel.Fastest));

        using HttpResponseMessage one = await SendAsync(body, "x-own, gzip");
        using HttpResponseMessage none = await SendAsync(body, "gzip, x-own");

        Assert.Equal(["x-own"], one.Content.Headers.ContentEncoding);
        Assert.Equal(Text, await one.Content.ReadAsStringAsync(Token));
        Assert.Equal(["gzip", "x-own"], none.Content.Headers.ContentEncoding);
        Assert.Equal(body, await none.Content.ReadAsByteArrayAsync(Token));
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("deflate")]
    [InlineData("br")]
    public async Task Answer_WithoutBody_StaysEmpty(string encoding)
    {
        using HttpResponseMessage response = await SendAsync([], encoding);

        Assert.Empty(await response.Content.ReadAsByteArrayAsync(Token));
    }

    [Fact]
    public async Task Answer_IsDisposedOfWithItsBody()
    {
        var body = new MemoryStream(Compressed(target => new GZipStream(target, CompressionLevel.Fastest)));
        HttpResponseMessage response = await SendAsync(new StreamContent(body), "gzip");

        response.Dispose();

        Assert.False(body.CanRead);
    }

    private static byte[] Compressed(Func<Stream, Stream> compress)
    {
        var body = new MemoryStream();
        using (Stream target = compress(body))
        {
            target.Write(Encoding.UTF8.GetBytes(Text));
        }

        return body.ToArray();
    }

    private static Task<HttpResponseMessage> SendAsync(byte[] body, string encoding) => SendAsync(new ByteArrayContent(body), encoding);

    private static async Task<HttpResponseMessage> SendAsync(HttpContent content, string encoding)
    {
        content.Headers.TryAddWithoutValidation("Content-Type", "text/plain");
        content.Headers.TryAddWithoutValidation("Content-Encoding", encoding);
        var transport = new StubHandler((_, _) => Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK) { Content = content }));
        using var client = new HttpMessageInvoker(new DecompressionHandler(transport));
        return await client.SendAsync(new HttpRequestMessage(HttpMethod.Get, "https://api.example/"), Token);
    }
}
