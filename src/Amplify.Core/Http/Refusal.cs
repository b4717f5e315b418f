using System.Buffers;
using System.IO.Pipelines;
using System.Net;
using System.Net.Http.Headers;

namespace Amplify.Core.Http;

/// <summary>What an answer that refuses a request tells, read without taking it from whoever reads the answer later.</summary>
internal sealed record Refusal(HttpStatusCode Status, string? ErrorType, string? Message, DateTimeOffset? ServerDate)
{
    private const int LargestBody = 64 * 1024;

    /// <summary>Tells whether an answer may be about authorization.</summary>
    public static bool IsOne(HttpStatusCode status) => status is HttpStatusCode.BadRequest or HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden;

    /// <exception cref="HttpRequestException">The connection was cut within the body, or the body is not in the encoding that it claims.</exception>
    public static async ValueTask<Refusal> ReadAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        byte[] body = await PeekAsync(response, cancellationToken).ConfigureAwait(false);
        string? type = response.Headers.NonValidated.TryGetValues("x-amzn-errortype", out var values) ? values.ToString() : null;
        (string? errorType, string? message) = ServiceError.Parse(type, body);
        return new Refusal(response.StatusCode, errorType, message, response.Headers.Date);
    }

    // One that is larger tells nothing of itself, and how much of it is read is for whoever reads the answer to decide.
    private static async ValueTask<byte[]> PeekAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        HttpContent content = response.Content;
        if (content.Headers.ContentLength > LargestBody)
        {
            return [];
        }

        try
        {
            PipeReader reader = PipeReader.Create(await content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false));
            ReadResult start = await reader.ReadAtLeastAsync(LargestBody + 1, cancellationToken).ConfigureAwait(false);
            byte[] body = start.Buffer.Length <= LargestBody ? start.Buffer.ToArray() : [];
            reader.AdvanceTo(start.Buffer.Start);
            response.Content = WithHeadersOf(content, new StreamContent(reader.AsStream()));
            return body;
        }
        catch (Exception e) when (AnswerBuffer.IsFaultOfBody(e) && e is not (IOException or HttpRequestException))
        {
            throw new HttpRequestException(HttpRequestError.InvalidResponse, "The body is not compressed as its Content-Encoding says.", e);
        }
    }

    private static StreamContent WithHeadersOf(HttpContent content, StreamContent peeked)
    {
        foreach ((string name, HeaderStringValues values) in content.Headers.NonValidated)
        {
            peeked.Headers.TryAddWithoutValidation(name, values);
        }

        return peeked;
    }
}
