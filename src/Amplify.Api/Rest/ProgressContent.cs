using System.Net;
using System.Net.Http.Headers;

namespace Amplify.Api.Rest;

/// <summary>A body that tells how much of it has been written. The body inside stays whose it was.</summary>
internal sealed class ProgressContent : HttpContent
{
    private readonly HttpContent _content;
    private readonly IProgress<long> _progress;

    public ProgressContent(HttpContent content, IProgress<long> progress)
    {
        _content = content;
        _progress = progress;
        foreach ((string name, HeaderStringValues values) in content.Headers.NonValidated)
        {
            Headers.TryAddWithoutValidation(name, values);
        }
    }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
        SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        _progress.Report(0);
        return _content.CopyToAsync(new ProgressStream(stream, _progress), context, cancellationToken);
    }

    protected override bool TryComputeLength(out long length)
    {
        long? known = _content.Headers.ContentLength;
        length = known ?? 0;
        return known is not null;
    }
}
