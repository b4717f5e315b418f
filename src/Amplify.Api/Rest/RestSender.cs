using System.Text.Json;
using Amplify.Api.Authorization;
using Amplify.Core.Http;

namespace Amplify.Api.Rest;

/// <summary>Walks a call from its arguments to its answer.</summary>
internal sealed class RestSender(
    RestEndpointCatalog catalog, HttpPipeline pipeline, RequestAuthorization authorization, JsonSerializerOptions json, string? product = null)
{
    private volatile RestSettings _settings = new(catalog, authorization);

    /// <summary>Gets or sets what follows the configuration. A call takes it once, at its beginning, and ends with what it began with.</summary>
    public RestSettings Settings
    {
        get => _settings;
        set => _settings = value;
    }

    /// <summary>Gets what requests say that they are from, or <see langword="null"/> where that is the browser's business.</summary>
    public string? UserAgent { get; } = RestHeaders.UserAgentOf(product);

    public RestEndpointCatalog Catalog => _settings.Catalog;

    public JsonSerializerOptions Json => json;

    /// <param name="method">The method.</param>
    /// <param name="apiName">The API's name.</param>
    /// <param name="path">The path, with or without a query.</param>
    /// <param name="body">The body, or <see langword="null"/>.</param>
    /// <param name="options">What the call sets differently.</param>
    /// <param name="accept">What the caller reads, or <see langword="null"/> for anything.</param>
    /// <param name="whole">Whether the answer is read to its end, whatever the options say.</param>
    /// <exception cref="ArgumentException">The API's name, the path, an option, or a body where there can be none.</exception>
    public RestCall Prepare(
        HttpMethod method, string apiName, string path, object? body, RestOptions? options, string? accept, bool whole = true)
    {
        ArgumentNullException.ThrowIfNull(method);
        RestSettings settings = _settings;
        RestEndpointEntry api = settings.Catalog.Find(apiName);
        Uri address = api.AddressOf(path, options?.QueryParameters);
        CheckBody(method, body);
        if (options?.UnsignedPayload == true && address.Scheme != Uri.UriSchemeHttps && !address.IsLoopback)
        {
            throw new ArgumentException(
                $"UnsignedPayload needs https, and the endpoint of '{api.Name}' is http: anyone on the way could change the body unnoticed. Use https, or leave the option out.",
                nameof(options));
        }

        int mark = path.IndexOf('?', StringComparison.Ordinal);
        AnswerReading reading = options is null
            ? AnswerReading.Default
            : new AnswerReading(options.MaxResponseBytes, options.DownloadProgress, !whole && options.Streaming);
        var http = new HttpCall(
            api.Name,
            method,
            mark < 0 ? path : path[..mark],
            options?.Timeout,
            options?.AttemptTimeout ?? api.AttemptTimeout,
            options?.Retry ?? api.Retry)
        { Reading = reading };
        return new RestCall(http, api, settings.Authorization, address, body is null ? null : new RestBody(body, json), options, accept, UserAgent);
    }

    public Task<HttpAnswer> SendAsync(RestCall call, CancellationToken cancellationToken) =>
        pipeline.SendAsync(call.Http, call.CreateRequestAsync, cancellationToken);

    private static void CheckBody(HttpMethod method, object? body)
    {
        switch (body)
        {
            case RestOptions:
                throw new ArgumentException("RestOptions were given as the body. Name the argument: options: new() { … }.", nameof(body));
            case Stream { CanRead: false }:
                throw new ArgumentException("The stream that is the body cannot be read: it is closed, or for writing only.", nameof(body));
            case not null when method == HttpMethod.Get || method == HttpMethod.Head:
                throw new ArgumentException($"A {method} request cannot have a body: servers and browsers drop it. Use QueryParameters, or POST.", nameof(body));
        }
    }
}
