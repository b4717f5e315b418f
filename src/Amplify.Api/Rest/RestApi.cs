using Amplify.Api.Rest;
using Amplify.Core.Http;
using Amplify.Core.Json;

namespace Amplify;

/// <summary>
/// Calls REST APIs by the names that the configuration gives them: API Gateway, Lambda, or any other server. Requests are signed when there are
/// credentials to sign with.
/// </summary>
/// <remarks>
/// <para>
/// The verb methods give the body of the answer and throw <see cref="ApiException"/> on a status outside 2xx;
/// <see cref="SendAsync"/> gives the whole answer, whatever its status. Safe for concurrent calls.
/// </para>
/// <para>
/// A body is sent as JSON by its run-time type; <see cref="HttpContent"/>, <see cref="Stream"/> and bytes are sent as they are, and so is a
/// string whose <c>Content-Type</c> the call's headers name as something other than JSON. Pairs of strings, such as a dictionary, are a form where
/// that is <c>application/x-www-form-urlencoded</c>. A stream is sent from where it stands. The client disposes of no body. A result is read from JSON; as <see cref="string"/>
/// it is the text and as an array of bytes the bytes. A result is <see langword="null"/> when the answer has no body, as with 204, or the JSON
/// <c>null</c>; a type that has no null then gives an <see cref="ApiException"/>.
/// </para>
/// <para>
/// A path is percent-encoded once: what is encoded already stays, and a plus in its query means a space. It begins with <c>/</c>, or is empty
/// to call the endpoint itself.
/// </para>
/// <para>
/// Every call may throw: <see cref="ArgumentException"/> when the API's name is unknown, the path is not one, or a header or the query holds a
/// control character; <see cref="ApiException"/>; <see cref="AmplifyNetworkException"/> when no answer came; <see cref="AmplifyTimeoutException"/>;
/// <see cref="AmplifyAuthException"/> when there should be credentials and are none; <see cref="AmplifyConfigurationException"/> when a setting or
/// JSON type information is missing; <see cref="OperationCanceledException"/>; <see cref="ObjectDisposedException"/>.
/// </para>
/// </remarks>
public sealed partial class RestApi
{
    private readonly RestSender _sender;

    internal RestApi(RestSender sender) => _sender = sender;

    /// <summary>Gets the root URL of an API.</summary>
    /// <param name="apiName">The name of the API in the configuration.</param>
    /// <returns>The URL that paths are appended to.</returns>
    /// <exception cref="ArgumentException">There is no API of this name; the message lists those that exist.</exception>
    public Uri EndpointOf(string apiName) => _sender.Catalog.Find(apiName).Endpoint;

    /// <summary>Sends a request and gives the whole answer, whatever its status.</summary>
    /// <param name="method">The HTTP method.</param>
    /// <param name="apiName">The name of the API in the configuration.</param>
    /// <param name="path">The path under the API's endpoint, with or without a query.</param>
    /// <param name="body">The body, or <see langword="null"/>.</param>
    /// <param name="options">What this call sets differently.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The answer, read to its end; with <see cref="RestOptions.Streaming"/>, a 2xx answer whose body is still to come: dispose of it.</returns>
    /// <exception cref="ArgumentException">An argument is wrong, such as an unknown API or a body on GET or HEAD.</exception>
    /// <exception cref="ApiException">The body is larger than <see cref="RestOptions.MaxResponseBytes"/>.</exception>
    /// <exception cref="AmplifyException">No answer came, or the request could not be authorized.</exception>
    public async Task<RestResponse> SendAsync(
        HttpMethod method,
        string apiName,
        string path,
        object? body = null,
        RestOptions? options = null,
        CancellationToken cancellationToken = default)
    {
        RestCall call = _sender.Prepare(method, apiName, path, body, options, accept: null, whole: false);
        HttpAnswer answer = await _sender.SendAsync(call, cancellationToken).ConfigureAwait(false);
        return new RestResponse(call.Http, answer, _sender.Json);
    }

    private Task<T> SendAsync<T>(
        HttpMethod method, string apiName, string path, object? body, RestOptions? options, CancellationToken cancellationToken)
    {
        bool json = RestReader.IsJson(typeof(T));
        if (json)
        {
            // A type that could not be read is told before anything is done on the server.
            _ = _sender.Json.InfoOf(typeof(T));
        }

        return ReadAsync<T>(_sender.Prepare(method, apiName, path, body, options, json ? "application/json" : null), cancellationToken);
    }

    // Apart, so that the arguments are not kept for as long as the call takes.
    private async Task<T> ReadAsync<T>(RestCall call, CancellationToken cancellationToken)
    {
        HttpAnswer answer = await _sender.SendAsync(call, cancellationToken).ConfigureAwait(false);
        T result = answer.IsSuccess ? RestReader.Read<T>(call.Http, answer, _sender.Json) : throw RestErrors.Refused(call.Http, answer);
        answer.Drop();
        return result;
    }

    private async Task<RestResponse> SendCheckedAsync(
        HttpMethod method, string apiName, string path, object? body, RestOptions? options, CancellationToken cancellationToken)
    {
        RestCall call = _sender.Prepare(method, apiName, path, body, options, accept: null);
        HttpAnswer answer = await _sender.SendAsync(call, cancellationToken).ConfigureAwait(false);
        return new RestResponse(call.Http, answer, _sender.Json).EnsureSuccess();
    }
}
