using System.Collections.Frozen;
using System.Text.Json;

namespace Amplify.Local;

/// <summary>What a handler answers: the response of a Lambda proxy integration.</summary>
/// <remarks>
/// The gateway adds no CORS header to it: a handler that browsers call sends them itself, as <see cref="WithCors"/> does.
/// See <see href="https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-lambda-proxy-integrations.html">Lambda proxy integrations</see>.
/// </remarks>
public sealed class ProxyResponse
{
    /// <summary>Gets the HTTP status, 200 to 599.</summary>
    /// <value>Default: 200.</value>
    public int StatusCode { get; init; } = 200;

    /// <summary>Gets the headers, by name whatever its case.</summary>
    public IDictionary<string, string> Headers
    {
        get => field ??= new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        init => field = value;
    }

    /// <summary>Gets headers with more than one value, by name whatever its case. Sent along with <see cref="Headers"/>.</summary>
    public IDictionary<string, IReadOnlyList<string>> MultiValueHeaders
    {
        get => field ??= new Dictionary<string, IReadOnlyList<string>>(StringComparer.OrdinalIgnoreCase);
        init => field = value;
    }

    /// <summary>Gets the body, or <see langword="null"/> for none.</summary>
    public string? Body { get; init; }

    /// <summary>
    /// Gets whether <see cref="Body"/> is base64. It is decoded when the request's <c>Accept</c> is one of the API's binary media types.
    /// </summary>
    public bool IsBase64Encoded { get; init; }

    /// <summary>The headers of <see cref="WithCors"/> to share between answers that set no other.</summary>
    internal static FrozenDictionary<string, string> CorsHeaders { get; } = new Dictionary<string, string>
    {
        ["Access-Control-Allow-Origin"] = "*",
        ["Access-Control-Expose-Headers"] = "Date,X-Amzn-ErrorType",
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    /// <summary>The body as UTF-8, where a built-in handler has it at hand.</summary>
    internal ReadOnlyMemory<byte> Utf8Body { get; init; }

    /// <summary>Answers with an object as JSON.</summary>
    /// <typeparam name="T">The type of the object.</typeparam>
    /// <param name="value">The object; its property names are written in camel case.</param>
    /// <param name="statusCode">The HTTP status.</param>
    /// <returns>The response.</returns>
    public static ProxyResponse Json<T>(T value, int statusCode = 200) => new()
    {
        StatusCode = statusCode,
        Body = JsonSerializer.Serialize(value, JsonSerializerOptions.Web),
    };

    /// <summary>Answers with text.</summary>
    /// <param name="body">The text.</param>
    /// <param name="statusCode">The HTTP status.</param>
    /// <param name="contentType">The media type of the text.</param>
    /// <returns>The response.</returns>
    public static ProxyResponse Text(string body, int statusCode = 200, string contentType = "application/json") => new()
    {
        StatusCode = statusCode,
        Body = body,
        Headers = { ["Content-Type"] = contentType },
    };

    /// <summary>Answers with bytes, as base64.</summary>
    /// <param name="body">The bytes.</param>
    /// <param name="contentType">Their media type.</param>
    /// <param name="statusCode">The HTTP status.</param>
    /// <returns>
    /// The response. Callers get the bytes where the first media type of their <c>Accept</c> is one of
    /// <see cref="LocalRestApi.BinaryMediaTypes"/>, and the base64 text otherwise.
    /// </returns>
    public static ProxyResponse Binary(ReadOnlySpan<byte> body, string contentType, int statusCode = 200) => new()
    {
        StatusCode = statusCode,
        Body = Convert.ToBase64String(body),
        IsBase64Encoded = true,
        Headers = { ["Content-Type"] = contentType },
    };

    /// <summary>Answers with a status alone.</summary>
    /// <param name="statusCode">The HTTP status, such as 204.</param>
    /// <returns>The response.</returns>
    public static ProxyResponse Empty(int statusCode) => new() { StatusCode = statusCode };

    /// <summary>Lets web pages of any origin read the answer, its <c>Date</c> and <c>x-amzn-ErrorType</c>.</summary>
    /// <returns>This response.</returns>
    public ProxyResponse WithCors()
    {
        foreach (KeyValuePair<string, string> header in CorsHeaders)
        {
            Headers[header.Key] = header.Value;
        }

        return this;
    }
}
