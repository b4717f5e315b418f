using System.Net;
using System.Text.Json;
using Amplify.Api.Rest;
using Amplify.Core.Http;

namespace Amplify;

/// <summary>An answer of a REST API, whatever its status: whole, or streaming with its body still to come.</summary>
public sealed partial class RestResponse : IDisposable
{
    private readonly HttpCall _call;
    private readonly HttpAnswer _answer;
    private readonly JsonSerializerOptions _json;
    private bool _disposed;

    internal RestResponse(HttpCall call, HttpAnswer answer, JsonSerializerOptions json)
    {
        _call = call;
        _answer = answer;
        _json = json;

        // Kept now, by one thread, for many may read it.
        _ = answer.Body;
    }

    /// <summary>Gets the HTTP version of the answer, such as 1.1.</summary>
    public Version HttpVersion => _answer.Version;

    /// <summary>Gets the status.</summary>
    public HttpStatusCode StatusCode => _answer.StatusCode;

    /// <summary>Gets whether the status is a 2xx one.</summary>
    public bool IsSuccess => _answer.IsSuccess;

    /// <summary>Gets the headers, looked up in any case; a header that came more than once has its values joined with <c>, </c>.</summary>
    public IReadOnlyDictionary<string, string> Headers => _answer.Headers;

    /// <summary>Gets the values of each header as they came, looked up in any case: of a header that came more than once, such as <c>Set-Cookie</c>, one each time.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> HeaderValues => _answer.HeaderValues;

    /// <summary>Gets the id that the service gave the request, to quote to its support.</summary>
    /// <value><see langword="null"/> when the answer carries none.</value>
    public string? RequestId => ServiceError.RequestIdOf(_answer);

    /// <summary>Gets the body as it came.</summary>
    /// <value>Empty when the answer has none.</value>
    /// <exception cref="InvalidOperationException">The body is streaming.</exception>
    /// <exception cref="ObjectDisposedException">The response was disposed of.</exception>
    public ReadOnlyMemory<byte> Body => Whole.Body;

    /// <summary>Gets the body as text, in the character set that the answer names, else UTF-8.</summary>
    /// <value>Empty when the answer has none.</value>
    /// <exception cref="InvalidOperationException">The body is streaming.</exception>
    /// <exception cref="ObjectDisposedException">The response was disposed of.</exception>
    public string Text => Whole.Text;

    private HttpAnswer Whole
    {
        get
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            return _answer.Stream is null
                ? _answer
                : throw new InvalidOperationException("The body is streaming, as RestOptions.Streaming asks for, and not in memory. Read it with OpenBody, CopyToAsync, ReadLinesAsync or ReadServerSentEventsAsync.");
        }
    }

    /// <summary>Reads the body as a value.</summary>
    /// <typeparam name="T">The type of the value: <see cref="string"/> for the text, an array of bytes for the bytes, any other for JSON.</typeparam>
    /// <returns>The value; <see langword="null"/> when there is no body, or it is the JSON <c>null</c>, and the type has a null.</returns>
    /// <exception cref="ApiException">The body is not JSON for the type.</exception>
    /// <exception cref="AmplifyConfigurationException">There is no JSON type information for the type.</exception>
    /// <exception cref="InvalidOperationException">The body is streaming.</exception>
    /// <exception cref="ObjectDisposedException">The response was disposed of.</exception>
    public T ReadAs<T>() => RestReader.Read<T>(_call, Whole, _json);

    /// <summary>Throws unless the status is a 2xx one.</summary>
    /// <returns>The response itself.</returns>
    /// <exception cref="ApiException">The status is outside 2xx.</exception>
    /// <exception cref="ObjectDisposedException">The response was disposed of.</exception>
    public RestResponse EnsureSuccess()
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        return _answer.IsSuccess ? this : throw RestErrors.Refused(_call, _answer);
    }

    /// <summary>Releases the response, and the connection that a streaming body holds; the body cannot be read any more.</summary>
    public void Dispose()
    {
        _disposed = true;
        _answer.Stream?.Dispose();
    }

    /// <summary>Describes the response without its headers and body.</summary>
    /// <returns>The call, the status and the length of the body, or that it is streaming.</returns>
    public override string ToString() => IsStreaming
        ? FormattableString.Invariant($"{_call}: {(int)StatusCode}, streaming")
        : FormattableString.Invariant($"{_call}: {(int)StatusCode}, {_answer.Body.Length} bytes");
}
