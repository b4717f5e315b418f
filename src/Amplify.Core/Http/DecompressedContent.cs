using System.IO.Compression;
using System.IO.Pipelines;
using System.Net;
using System.Net.Http.Headers;
using System.Runtime.Versioning;

namespace Amplify.Core.Http;

/// <summary>The body of an answer without the encoding that was put on it last.</summary>
[UnsupportedOSPlatform("browser")]
internal sealed class DecompressedContent : HttpContent
{
    public const string EncodingHeader = "Content-Encoding";

    private readonly HttpContent _compressed;
    private readonly string _encoding;

    private DecompressedContent(HttpContent compressed, IEnumerable<string> others, string encoding)
    {
        _compressed = compressed;
        _encoding = encoding;
        foreach ((string name, HeaderStringValues values) in compressed.Headers.NonValidated)
        {
            bool isOfCompressed = name.Equals(EncodingHeader, StringComparison.OrdinalIgnoreCase) || name.Equals("Content-Length", StringComparison.OrdinalIgnoreCase);
            if (!isOfCompressed)
            {
                Headers.TryAddWithoutValidation(name, values);
            }
        }

        foreach (string other in others)
        {
            Headers.ContentEncoding.Add(other);
        }
    }

    /// <summary>Gets the encodings that are known, the ones that servers have most first.</summary>
    public static IReadOnlyList<string> Encodings { get; } = ["gzip", "deflate", "br"];

    /// <summary>Gives the content decompressed, or as it is when its last encoding is not known.</summary>
    public static HttpContent Of(HttpContent content)
    {
        string[] encodings = [.. content.Headers.ContentEncoding];
        return encodings.Length > 0 && Encodings.Contains(encodings[^1], StringComparer.OrdinalIgnoreCase)
            ? new DecompressedContent(content, encodings[..^1], encodings[^1].ToLowerInvariant())
            : content;
    }

    protected override Task<Stream> CreateContentReadStreamAsync() => CreateContentReadStreamAsync(CancellationToken.None);

    protected override async Task<Stream> CreateContentReadStreamAsync(CancellationToken cancellationToken)
    {
        Stream compressed = await _compressed.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        return _encoding switch
        {
            "gzip" => new GZipStream(compressed, CompressionMode.Decompress),
            "br" => new BrotliStream(compressed, CompressionMode.Decompress),
            _ => await InflateAsync(compressed, cancellationToken).ConfigureAwait(false),
        };
    }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
        SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        Stream body = await CreateContentReadStreamAsync(cancellationToken).ConfigureAwait(false);
        await using (body.ConfigureAwait(false))
        {
            await body.CopyToAsync(stream, cancellationToken).ConfigureAwait(false);
        }
    }

    protected override bool TryComputeLength(out long length)
    {
        length = 0;
        return false;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _compressed.Dispose();
        }

        base.Dispose(disposing);
    }

    // The name means zlib, but servers send what it wraps alone too; the first byte tells.
    private static async ValueTask<Stream> InflateAsync(Stream compressed, CancellationToken cancellationToken)
    {
        const int Deflate = 8;
        PipeReader reader = PipeReader.Create(compressed);
        ReadResult start = await reader.ReadAsync(cancellationToken).ConfigureAwait(false);
        bool wrapped = start.Buffer.IsEmpty || (start.Buffer.FirstSpan[0] & 0xF) == Deflate;
        reader.AdvanceTo(start.Buffer.Start);
        return wrapped
            ? new ZLibStream(reader.AsStream(), CompressionMode.Decompress)
            : new DeflateStream(reader.AsStream(), CompressionMode.Decompress);
    }
}
