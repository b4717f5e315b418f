using System.Net.Http.Headers;
using System.Runtime.Versioning;

namespace Amplify.Core.Http;

/// <summary>
/// Asks for compressed answers and decompresses them. The platform's transport can do so too, but puts its header together anew for every request,
/// which is felt in each call.
/// </summary>
[UnsupportedOSPlatform("browser")]
internal sealed class DecompressionHandler(HttpMessageHandler transport) : DelegatingHandler(transport)
{
    private const string AcceptEncoding = "Accept-Encoding";

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (request.Headers.NonValidated.Contains(AcceptEncoding))
        {
            AddMissing(request.Headers.AcceptEncoding);
        }
        else
        {
            request.Headers.TryAddWithoutValidation(AcceptEncoding, "gzip, deflate, br");
        }

        HttpResponseMessage response = await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
        if (response.Content.Headers.NonValidated.Contains(DecompressedContent.EncodingHeader))
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
