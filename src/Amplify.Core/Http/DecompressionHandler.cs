using System.Net;
using System.Net.Http.Headers;
using System.Runtime.Versioning;

namespace Amplify.Core.Http;

/// <summary>
/// Asks for compressed answers and decompresses them, but for a part of one, which is given as it comes. The platform's transport can do so too, but puts its header together anew for every request,
/// which is felt in each call.
/// </summary>
[UnsupportedOSPlatform("browser")]
internal sealed class DecompressionHandler(HttpMessageHandler transport) : DelegatingHandler(transport)
{
    private const string AcceptEncoding = "Accept-Encoding";

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        // A range counts the bytes of what is sent, and a part of something compressed cannot be decompressed.
        bool isPartial = request.Headers.NonValidated.Contains("Range");
        if (!request.Headers.NonValidated.Contains(AcceptEncoding))
        {
            request.Headers.TryAddWithoutValidation(AcceptEncoding, isPartial ? "identity" : "gzip, deflate, br");
        }
        else if (!isPartial)
        {
            AddMissing(request.Headers.AcceptEncoding);
        }

        HttpResponseMessage response = await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
        if (response.StatusCode != HttpStatusCode.PartialContent && response.Content.Headers.NonValidated.Contains(DecompressedContent.EncodingHeader))
        {
            response.Content = DecompressedContent.Of(response.Content);
        }

        return response;
    }

    // What a call names stays, in its order and with its weights.
    private static void AddMissing(HttpHeaderValueCollection<StringWithQualityHeaderValue> named)
    {
        foreach (string encoding in DecompressedContent.Encodings)
        {
            if (!named.Any(value => value.Value.Equals(encoding, StringComparison.OrdinalIgnoreCase)))
            {
                named.Add(new StringWithQualityHeaderValue(encoding));
            }
        }
    }
}
