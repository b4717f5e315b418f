namespace Amplify;

/// <content>The verbs.</content>
public sealed partial class RestApi
{
    /// <summary>Asks for what is at a path.</summary>
    /// <typeparam name="T">The type of the result.</typeparam>
    /// <param name="apiName">The name of the API in the configuration.</param>
    /// <param name="path">The path under the API's endpoint, with or without a query.</param>
    /// <param name="options">What this call sets differently.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The body of the answer.</returns>
    /// <exception cref="ArgumentException">An argument is wrong, such as an unknown API.</exception>
    /// <exception cref="ApiException">The status is outside 2xx, or the body is not JSON for <typeparamref name="T"/>.</exception>
    /// <exception cref="AmplifyException">No answer came, or the request could not be authorized.</exception>
    public Task<T> GetAsync<T>(
        string apiName, string path, RestOptions? options = null, CancellationToken cancellationToken = default) =>
        SendAsync<T>(HttpMethod.Get, apiName, path, body: null, options, cancellationToken);

    /// <summary>Asks for what is at a path, only to learn whether that succeeds.</summary>
    /// <param name="apiName">The name of the API in the configuration.</param>
    /// <param name="path">The path under the API's endpoint, with or without a query.</param>
    /// <param name="options">What this call sets differently.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>A task that completes when a 2xx answer has come; its body is dropped.</returns>
    /// <exception cref="ArgumentException">An argument is wrong, such as an unknown API.</exception>
    /// <exception cref="ApiException">The status is outside 2xx.</exception>
    /// <exception cref="AmplifyException">No answer came, or the request could not be authorized.</exception>
    public Task GetAsync(
        string apiName, string path, RestOptions? options = null, CancellationToken cancellationToken = default) =>
        SendCheckedAsync(HttpMethod.Get, apiName, path, body: null, options, cancellationToken);

    /// <summary>Sends a body to be handled, usually to create something and reads the answer.</summary>
    /// <typeparam name="T">The type of the result.</typeparam>
    /// <param name="apiName">The name of the API in the configuration.</param>
    /// <param name="path">The path under the API's endpoint, with or without a query.</param>
    /// <param name="body">The body, or <see langword="null"/> for none.</param>
    /// <param name="options">What this call sets differently.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The body of the answer.</returns>
    /// <exception cref="ArgumentException">An argument is wrong, such as an unknown API.</exception>
    /// <exception cref="ApiException">The status is outside 2xx, or the body is not JSON for <typeparamref name="T"/>.</exception>
    /// <exception cref="AmplifyException">No answer came, or the request could not be authorized.</exception>
    public Task<T> PostAsync<T>(
        string apiName, string path, object? body = null, RestOptions? options = null, CancellationToken cancellationToken = default) =>
        SendAsync<T>(HttpMethod.Post, apiName, path, body, options, cancellationToken);

    /// <summary>Sends a body to be handled, usually to create something.</summary>
    /// <param name="apiName">The name of the API in the configuration.</param>
    /// <param name="path">The path under the API's endpoint, with or without a query.</param>
    /// <param name="body">The body, or <see langword="null"/> for none.</param>
    /// <param name="options">What this call sets differently.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>A task that completes when a 2xx answer has come; its body is dropped.</returns>
    /// <exception cref="ArgumentException">An argument is wrong, such as an unknown API.</exception>
    /// <exception cref="ApiException">The status is outside 2xx.</exception>
    /// <exception cref="AmplifyException">No answer came, or the request could not be authorized.</exception>
    public Task PostAsync(
        string apiName, string path, object? body = null, RestOptions? options = null, CancellationToken cancellationToken = default) =>
        SendCheckedAsync(HttpMethod.Post, apiName, path, body, options, cancellationToken);

    /// <summary>Creates or replaces what is at a path and reads the answer.</summary>
    /// <typeparam name="T">The type of the result.</typeparam>
    /// <param name="apiName">The name of the API in the configuration.</param>
    /// <param name="path">The path under the API's endpoint, with or without a query.</param>
    /// <param name="body">The body, or <see langword="null"/> for none.</param>
    /// <param name="options">What this call sets differently.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The body of the answer.</returns>
    /// <exception cref="ArgumentException">An argument is wrong, such as an unknown API.</exception>
    /// <exception cref="ApiException">The status is outside 2xx, or the body is not JSON for <typeparamref name="T"/>.</exception>
    /// <exception cref="AmplifyException">No answer came, or the request could not be authorized.</exception>
    public Task<T> PutAsync<T>(
        string apiName, string path, object? body = null, RestOptions? options = null, CancellationToken cancellationToken = default) =>
        SendAsync<T>(HttpMethod.Put, apiName, path, body, options, cancellationToken);

    /// <summary>Creates or replaces what is at a path.</summary>
    /// <param name="apiName">The name of the API in the configuration.</param>
    /// <param name="path">The path under the API's endpoint, with or without a query.</param>
    /// <param name="body">The body, or <see langword="null"/> for none.</param>
    /// <param name="options">What this call sets differently.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>A task that completes when a 2xx answer has come; its body is dropped.</returns>
    /// <exception cref="ArgumentException">An argument is wrong, such as an unknown API.</exception>
    /// <exception cref="ApiException">The status is outside 2xx.</exception>
    /// <exception cref="AmplifyException">No answer came, or the request could not be authorized.</exception>
    public Task PutAsync(
        string apiName, string path, object? body = null, RestOptions? options = null, CancellationToken cancellationToken = default) =>
        SendCheckedAsync(HttpMethod.Put, apiName, path, body, options, cancellationToken);

    /// <summary>Changes a part of what is at a path and reads the answer.</summary>
    /// <typeparam name="T">The type of the result.</typeparam>
    /// <param name="apiName">The name of the API in the configuration.</param>
    /// <param name="path">The path under the API's endpoint, with or without a query.</param>
    /// <param name="body">The body, or <see langword="null"/> for none.</param>
    /// <param name="options">What this call sets differently.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The body of the answer.</returns>
    /// <exception cref="ArgumentException">An argument is wrong, such as an unknown API.</exception>
    /// <exception cref="ApiException">The status is outside 2xx, or the body is not JSON for <typeparamref name="T"/>.</exception>
    /// <exception cref="AmplifyException">No answer came, or the request could not be authorized.</exception>
    public Task<T> PatchAsync<T>(
        string apiName, string path, object? body = null, RestOptions? options = null, CancellationToken cancellationToken = default) =>
        SendAsync<T>(HttpMethod.Patch, apiName, path, body, options, cancellationToken);

    /// <summary>Changes a part of what is at a path.</summary>
    /// <param name="apiName">The name of the API in the configuration.</param>
    /// <param name="path">The path under the API's endpoint, with or without a query.</param>
    /// <param name="body">The body, or <see langword="null"/> for none.</param>
    /// <param name="options">What this call sets differently.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>A task that completes when a 2xx answer has come; its body is dropped.</returns>
    /// <exception cref="ArgumentException">An argument is wrong, such as an unknown API.</exception>
    /// <exception cref="ApiException">The status is outside 2xx.</exception>
    /// <exception cref="AmplifyException">No answer came, or the request could not be authorized.</exception>
    public Task PatchAsync(
        string apiName, string path, object? body = null, RestOptions? options = null, CancellationToken cancellationToken = default) =>
        SendCheckedAsync(HttpMethod.Patch, apiName, path, body, options, cancellationToken);

    /// <summary>Deletes what is at a path and reads the answer.</summary>
    /// <typeparam name="T">The type of the result.</typeparam>
    /// <param name="apiName">The name of the API in the configuration.</param>
    /// <param name="path">The path under the API's endpoint, with or without a query.</param>
    /// <param name="body">The body, or <see langword="null"/> for none.</param>
    /// <param name="options">What this call sets differently.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The body of the answer.</returns>
    /// <exception cref="ArgumentException">An argument is wrong, such as an unknown API.</exception>
    /// <exception cref="ApiException">The status is outside 2xx, or the body is not JSON for <typeparamref name="T"/>.</exception>
    /// <exception cref="AmplifyException">No answer came, or the request could not be authorized.</exception>
    public Task<T> DeleteAsync<T>(
        string apiName, string path, object? body = null, RestOptions? options = null, CancellationToken cancellationToken = default) =>
        SendAsync<T>(HttpMethod.Delete, apiName, path, body, options, cancellationToken);

    /// <summary>Deletes what is at a path.</summary>
    /// <param name="apiName">The name of the API in the configuration.</param>
    /// <param name="path">The path under the API's endpoint, with or without a query.</param>
    /// <param name="body">The body, or <see langword="null"/> for none.</param>
    /// <param name="options">What this call sets differently.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>A task that completes when a 2xx answer has come; its body is dropped.</returns>
    /// <exception cref="ArgumentException">An argument is wrong, such as an unknown API.</exception>
    /// <exception cref="ApiException">The status is outside 2xx.</exception>
    /// <exception cref="AmplifyException">No answer came, or the request could not be authorized.</exception>
    public Task DeleteAsync(
        string apiName, string path, object? body = null, RestOptions? options = null, CancellationToken cancellationToken = default) =>
        SendCheckedAsync(HttpMethod.Delete, apiName, path, body, options, cancellationToken);

    /// <summary>Asks for the headers of what is at a path.</summary>
    /// <param name="apiName">The name of the API in the configuration.</param>
    /// <param name="path">The path under the API's endpoint, with or without a query.</param>
    /// <param name="options">What this call sets differently.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The answer, which has no body.</returns>
    /// <exception cref="ArgumentException">An argument is wrong, such as an unknown API.</exception>
    /// <exception cref="ApiException">The status is outside 2xx.</exception>
    /// <exception cref="AmplifyException">No answer came, or the request could not be authorized.</exception>
    public Task<RestResponse> HeadAsync(
        string apiName, string path, RestOptions? options = null, CancellationToken cancellationToken = default) =>
        SendCheckedAsync(HttpMethod.Head, apiName, path, body: null, options, cancellationToken);
}
