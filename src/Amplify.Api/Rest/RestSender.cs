using System.Text.Json;
using Amplify.Api.Authorization;
using Amplify.Core.Http;

namespace Amplify.Api.Rest;

/// <summary>Walks a call from its arguments to its answer.</summary>
internal sealed class RestSender(
    RestEndpointCatalog catalog, HttpPipeline pipeline, RequestAuthorization authorization, JsonSerializerOptions json)
{
    private volatile RestSettings _settings = new(catalog, authorization);

    /// <summary>Gets or sets what follows the configuration. A call takes it once, at its beginning, and ends with what it began with.</summary>
    public RestSettings Settings
    {
        get => _settings;
        set => _settings = value;
    }

    public RestEndpointCatalog Catalog => _settings.Catalog;

    public JsonSerializerOptions Json => json;

    /// <exception cref="ArgumentException">The API's name, the path, or a body where there can be none.</exception>
    public RestCall Prepare(
        HttpMethod method, string apiName, string path, object? body, RestOptions? options, string? accept)
    {
        ArgumentNullException.ThrowIfNull(method);
        RestSettings settings = _settings;
        RestEndpointEntry api = settings.Catalog.Find(apiName);
        Uri address = WireTarget.Build(api.Endpoint, path, options?.QueryParameters, OperatingSystem.IsBrowser());
        if (body is RestOptions)
        {
            throw new ArgumentException("RestOptions were given as the body. Name the argument: options: new() { … }.", nameof(body));
        }

        if (body is not null && (method == HttpMethod.Get || method == HttpMethod.Head))
        {
            throw new ArgumentException($"A {method} request cannot have a body: servers and browsers drop it. Use QueryParameters, or POST.", nameof(body));
        }

        int mark = path.IndexOf('?', StringComparison.Ordinal);
        var http = new HttpCall(
            api.Name,
            method,
            mark < 0 ? path : path[..mark],
            options?.Timeout,
            options?.AttemptTimeout ?? api.AttemptTimeout,
            options?.Retry ?? api.Retry);
        return new RestCall(http, api, settings.Authorization, address, body, options, accept);
    }

    public Task<HttpAnswer> SendAsync(RestCall call, CancellationToken cancellationToken) =>
        pipeline.SendAsync(call.Http, token => CreateRequestAsync(call, token), cancellationToken);

    private async ValueTask<HttpRequestMessage> CreateRequestAsync(RestCall call, CancellationToken cancellationToken)
    {
        Dictionary<string, string?> headers =
            await RestHeaders.MergeAsync(call.Api, call.Options, call.Accept, cancellationToken).ConfigureAwait(false);
        var request = new HttpRequestMessage(call.Http.Method, call.Address)
        {
            Content = call.Content ??= RestBody.Create(call.Body, headers.GetValueOrDefault("Content-Type"), json) ?? EmptyContent(call.Http.Method, headers),
        };
        RestHeaders.Apply(headers, request, contentIsCallers: call.Body is HttpContent);
        request.Options.Set(AuthorizationHandler.Authorizers, call.Authorization.For(call.Api, call.Options, headers, call.Address));
        return request;
    }

    // A type that the caller names is sent even when the body is empty, unless the method can have no body.
    private static ByteArrayContent? EmptyContent(HttpMethod method, Dictionary<string, string?> headers)
    {
        bool described = headers.Any(header => header.Value is not null && RestHeaders.IsContentHeader(header.Key));
        return described && method != HttpMethod.Get && method != HttpMethod.Head ? new ByteArrayContent([]) : null;
    }
}
