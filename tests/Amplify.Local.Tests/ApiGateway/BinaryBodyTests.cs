using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Amplify.Local.Tests.Support;

namespace Amplify.Local.Tests.ApiGateway;

/// <summary>Bytes through the gateway and back, as an ordinary HttpClient sends and gets them.</summary>
public sealed class BinaryBodyTests
{
    private static readonly byte[] EveryByte = [.. Enumerable.Range(0, 256).Select(value => (byte)value)];

    // Gives back what came in, as a handler written for Lambda does.
    private static Task<Harness> StartAsync(params string[] binaryMediaTypes) => Harness.StartAsync(api =>
    {
        foreach (string type in binaryMediaTypes)
        {
            api.BinaryMediaTypes.Add(type);
        }

        api.Map("POST", "/echo", request => new ProxyResponse
        {
            Body = request.Body,
            IsBase64Encoded = request.IsBase64Encoded,
            Headers = { ["Content-Type"] = request.Headers["Content-Type"] },
        });
        api.Map("GET", "/bytes", _ => ProxyResponse.Binary(EveryByte, "image/png"), RestAuthorization.None);
        api.Map("GET", "/zipped", _ => Zipped("text"), RestAuthorization.None);
    });

    private static async Task<Reply> PostAsync(Harness harness, byte[] body, string contentType, string? accept)
    {
        HttpRequestMessage request = harness.Request("POST", "/Api/prod/echo");
        request.Content = new ByteArrayContent(body) { Headers = { ContentType = MediaTypeHeaderValue.Parse(contentType) } };
        if (accept is not null)
        {
            request.Headers.TryAddWithoutValidation("Accept", accept);
        }

        return await harness.SendAsync(await harness.SignAsync(request));
    }

    [Theory]
    [InlineData("*/*", "application/octet-stream", null)]
    [InlineData("*/*", "image/png", "text/html, image/png")]
    [InlineData("image/*", "IMAGE/png", "image/*")]
    [InlineData("image/*", "image/png; q=1", "image/webp;q=0.9, */*")]
    [InlineData("application/x-protobuf", "application/x-protobuf", "application/x-protobuf")]
    public async Task Post_BytesOfABinaryType_ComeBackUnchanged(string binary, string contentType, string? accept)
    {
        await using Harness harness = await StartAsync("application/other", binary);

        Reply reply = await PostAsync(harness, EveryByte, contentType, accept);

        Assert.Equal(EveryByte, reply.Bytes);
    }

    [Theory]
    [InlineData("*/*")]
    [InlineData("text/html, image/png")]
    [InlineData(null)]
    public async Task Post_BytesToOneWhoAcceptsSomethingElseFirst_ComeBackAsBase64(string? accept)
    {
        await using Harness harness = await StartAsync("image/*");

        Reply reply = await PostAsync(harness, EveryByte, "image/png", accept);

        Assert.Equal(Convert.ToBase64String(EveryByte), reply.Text);
    }

    [Fact]
    public async Task Post_BytesOfATextType_AreReadAsUtf8AndSoSpoiled()
    {
        await using Harness harness = await StartAsync("image/*");

        Reply text = await PostAsync(harness, "ü€"u8.ToArray(), "text/plain", null);
        Reply bytes = await PostAsync(harness, [0xff, 0x41], "text/plain", null);

        Assert.Equal(("ü€", "\ufffdA"), (text.Text, bytes.Text));
    }

    [Fact]
    public async Task Get_Binary_IsDecodedForWhoAcceptsIt()
    {
        await using Harness harness = await StartAsync("image/png");
        HttpRequestMessage request = harness.Request("GET", "/Api/prod/bytes");
        request.Headers.Accept.ParseAdd("image/png");

        Reply bytes = await harness.SendAsync(request);
        Reply text = await harness.GetAsync("/Api/prod/bytes");

        Assert.Equal(EveryByte, bytes.Bytes);
        Assert.Equal(("image/png", "256"), (bytes.Header("Content-Type"), bytes.Header("Content-Length")));
        Assert.Equal((Convert.ToBase64String(EveryByte), "image/png"), (text.Text, text.Header("Content-Type")));
    }

    [Fact]
    public async Task Get_CompressedByTheHandler_IsReadByAClientThatUnpacks()
    {
        await using Harness harness = await StartAsync("*/*");
        using var client = new HttpClient(new SocketsHttpHandler { AutomaticDecompression = DecompressionMethods.GZip });

        Assert.Equal("text", await client.GetStringAsync(harness.Raw("/Api/prod/zipped"), Harness.Cancellation));
    }

    private static ProxyResponse Zipped(string text)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest))
        {
            gzip.Write(Encoding.UTF8.GetBytes(text));
        }

        ProxyResponse response = ProxyResponse.Binary(packed.ToArray(), "text/plain");
        response.Headers["Content-Encoding"] = "gzip";
        return response;
    }
}
