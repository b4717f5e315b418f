using System.Net;
using System.Net.Http.Headers;
using System.Text;

namespace Amplify.Core.Http;

/// <summary>An answer, read to its end unless it is streaming.</summary>
internal sealed class HttpAnswer
{
    // Its headers outlive its disposal, and most are never looked at.
    private readonly HttpResponseMessage _response;
    private readonly AnswerBody _body;

    private HttpAnswer(HttpResponseMessage response, HttpRequestMessage request, AnswerBody body)
    {
        _response = response;
        _body = body;
        Request = request;
    }

    public Version Version => _response.Version;

    public HttpStatusCode StatusCode => _response.StatusCode;

    public bool IsSuccess => (int)StatusCode is >= 200 and < 300;

    public IReadOnlyDictionary<string, string> Headers => field ??= Merge(_response);

    /// <summary>Gets the values of each header as they came, separate where it came more than once.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> HeaderValues => field ??= _response.Headers.NonValidated.Concat(_response.Content.Headers.NonValidated)
        .ToDictionary(header => header.Key, IReadOnlyList<string> (header) => [.. header.Value], StringComparer.OrdinalIgnoreCase);

    /// <summary>Gets the body as bytes that stay.</summary>
    public byte[] Body => _body.Keep();

    /// <summary>Gets the body as bytes that are there until they are dropped.</summary>
    public ReadOnlySpan<byte> Bytes => _body.Span;

    public string? CharSet => NamesCharSet ? _response.Content.Headers.ContentType?.CharSet?.Trim('"') : null;

    public RetryConditionHeaderValue? RetryAfter => _response.Headers.RetryAfter;

    /// <summary>Gets when the server answered, by its own clock.</summary>
    public DateTimeOffset? Date => _response.Headers.Date;

    public Uri? Location => _response.Headers.Location;

    /// <summary>Gets the body as it comes, in place of <see cref="Body"/>, or <see langword="null"/> when the answer is read already.</summary>
    public AnswerStream? Stream { get; private init; }

    /// <summary>Gets how many attempts it took.</summary>
    public int Attempts { get; set; }

    /// <summary>Gets the request as it was sent, last headers included.</summary>
    public HttpRequestMessage Request { get; }

    /// <summary>Gets the body as text, in the character set that the answer names, else UTF-8.</summary>
    public string Text => field ??= Decode();

    /// <summary>Gets the body in UTF-8, without a mark, as JSON is read.</summary>
    public ReadOnlySpan<byte> Utf8 => Encoding is not UTF8Encoding
        ? Encoding.UTF8.GetBytes(Text)
        : Bytes.StartsWith(Encoding.UTF8.Preamble) ? Bytes[Encoding.UTF8.Preamble.Length..] : Bytes;

    /// <summary>Gets the encoding that the answer names, else UTF-8.</summary>
    public Encoding Encoding
    {
        get
        {
            try
            {
                return string.IsNullOrEmpty(CharSet) ? Encoding.UTF8 : Encoding.GetEncoding(CharSet);
            }
            catch (Exception e) when (e is ArgumentException or NotSupportedException)
            {
                // A character set that the platform does not know, or no longer has, as UTF-7: UTF-8 is the best guess, and the bytes stay available.
                return Encoding.UTF8;
            }
        }
    }

    // Parsing the type costs more than looking whether there is a reason to.
    private bool NamesCharSet =>
        _response.Content.Headers.NonValidated.TryGetValues("Content-Type", out HeaderStringValues type)
        && type.ToString().Contains("charset", StringComparison.OrdinalIgnoreCase);

    /// <summary>Gives an answer whose body has been read.</summary>
    public static HttpAnswer Whole(HttpResponseMessage response, HttpRequestMessage request, AnswerBody body) => new(response, request, body);

    /// <summary>Gives an answer whose body is still to be read.</summary>
    public static HttpAnswer Streaming(HttpResponseMessage response, HttpRequestMessage request, AnswerStream stream) =>
        new(response, request, AnswerBody.Empty) { Stream = stream };

    /// <summary>Gives the memory of a body back that was read and is not needed any more.</summary>
    public void Drop() => _body.Drop();

    public static Dictionary<string, string> Merge(HttpResponseMessage response)
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
        Encoding encoding = Encoding;
        ReadOnlySpan<byte> body = Bytes;
        ReadOnlySpan<byte> mark = encoding.Preamble;
        return encoding.GetString(mark.Length > 0 && body.StartsWith(mark) ? body[mark.Length..] : body);
    }
}
