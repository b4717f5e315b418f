using System.Net;

namespace Amplify;

/// <summary>An answer that a call could not take: its status is outside 2xx, or its body is not what was asked for.</summary>
/// <remarks>
/// The message tells what happened, on which API and path, and what to do next. It quotes the service's own text with every credential cut out;
/// <see cref="Body"/> is the answer as it came and may repeat what the request carried.
/// See <see href="https://docs.aws.amazon.com/apigateway/latest/developerguide/supported-gateway-response-types.html">API Gateway's own answers</see>.
/// </remarks>
public sealed class ApiException : AmplifyException
{
    /// <summary>Creates an error.</summary>
    /// <param name="message">What happened, on which API and path, and what to do next.</param>
    /// <param name="statusCode">The status of the answer.</param>
    /// <param name="innerException">What caused it, if anything.</param>
    public ApiException(string message, HttpStatusCode statusCode, Exception? innerException = null)
        : base(message, innerException) => StatusCode = statusCode;

    /// <summary>Gets the status of the answer. It is a 2xx one when the body could not be read as the type that was asked for.</summary>
    public HttpStatusCode StatusCode { get; }

    /// <summary>Gets the headers of the answer, looked up in any case; a header that came more than once has its values joined with <c>, </c>.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);

    /// <summary>Gets the body of the answer as text.</summary>
    /// <value>Empty when the answer has none.</value>
    public string Body { get; init; } = "";

    /// <summary>Gets the body of the answer as it came.</summary>
    public ReadOnlyMemory<byte> BodyBytes { get; init; }

    /// <summary>Gets the kind of error that the service tells, such as <c>AccessDeniedException</c>.</summary>
    /// <value><see langword="null"/> when the answer does not tell.</value>
    public string? ErrorType { get; init; }
}
