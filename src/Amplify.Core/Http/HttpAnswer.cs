using System.Net;
using System.Net.Http.Headers;
using System.Text;

namespace Amplify.Core.Http;

/// <summary>An answer read to its end.</summary>
internal sealed class HttpAnswer
{
    private HttpAnswer(HttpResponseMessage response, HttpRequestMessage request, byte[] body)
    {
        StatusCode = response.StatusCode;
        Headers = Merge(response);
        CharSet = response.Content.Headers.ContentType?.CharSet?.Trim('"');
        RetryAfter = response.Headers.RetryAfter;
        Location = response.Headers.Location;
        Request = request;
        Body = body;
    }

    public HttpStatusCode StatusCode { get; }

    public bool IsSuccess => (int)StatusCode is >= 200 and < 300;

    public IReadOnlyDictionary<string, string> Headers { get; }

    public byte[] Body { get; }

    public string? CharSet { get; }

    public RetryConditionHeaderValue? RetryAfter { get; }

    public Uri? Location { get; }

    /// <summary>Gets how many attempts it took.</summary>
    public int Attempts { get; set; }

    /// <summary>Gets the request as it was sent, last headers included.</summary>
    public HttpRequestMessage Request { get; }

    /// <summary>Gets the body as text, in the character set that the answer names, else UTF-8.</summary>
    public string Text => field ??= Decode();

    /// <exception cref="TruncatedAnswerException">The connection was cut within the body.</exception>
    public static async Task<HttpAnswer> ReadAsync(HttpResponseMessage response, HttpRequestMessage request, CancellationToken cancellationToken)
    {
        using var buffer = new MemoryStream();
        try
        {
            Stream body = await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
            await body.CopyToAsync(buffer, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is IOException or HttpRequestException)
        {
            throw new TruncatedAnswerException(buffer.ToArray(), e);
        }

        return new HttpAnswer(response, request, buffer.ToArray());
    }

    private static Dictionary<string, string> Merge(HttpResponseMessage response)
    {
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach ((string name, HeaderStringValues values) in response.Headers.NonValidated)
        {
            headers[name] = string.Join(", ", values);
        }

        foreach ((string name, HeaderStringValues values) in response.Content.Headers.NonValidated)
        {
            headers[name] = string.Join(", ", values);
        }

        return headers;
    }

    private string Decode()
    {
        Encoding encoding = Encoding.UTF8;
        try
        {
            encoding = string.IsNullOrEmpty(CharSet) ? Encoding.UTF8 : Encoding.GetEncoding(CharSet);
        }
        catch (ArgumentException)
        {
            // A character set that the platform does not know: UTF-8 is the best guess, and the bytes stay available.
        }

        ReadOnlySpan<byte> body = Body;
        ReadOnlySpan<byte> mark = encoding.Preamble;
        return encoding.GetString(mark.Length > 0 && body.StartsWith(mark) ? body[mark.Length..] : body);
    }
}
