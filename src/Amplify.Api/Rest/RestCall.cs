using Amplify.Api.Authorization;
using Amplify.Core.Http;
using Amplify.Signing;

namespace Amplify.Api.Rest;

/// <summary>A REST call whose arguments have been checked.</summary>
internal sealed class RestCall(
    HttpCall http,
    RestEndpointEntry api,
    RequestAuthorization authorization,
    Uri address,
    RestBody? body,
    RestOptions? options,
    string? accept,
    string? userAgent)
{
    public HttpCall Http => http;

    /// <summary>Makes the request of an attempt.</summary>
    public ValueTask<HttpRequestMessage> CreateRequestAsync(CancellationToken cancellationToken)
    {
        ValueTask<RestHead> head = HeadAsync(cancellationToken);
        return head.IsCompletedSuccessfully ? new ValueTask<HttpRequestMessage>(Create(head.Result)) : CreateAsync(head);
    }

    private async ValueTask<HttpRequestMessage> CreateAsync(ValueTask<RestHead> head) => Create(await head.ConfigureAwait(false));

    private HttpRequestMessage Create(RestHead head)
    {
        var request = new HttpRequestMessage(http.Method, address)
        {
            Content = body?.ContentFor(head.Headers.GetValueOrDefault("Content-Type")) ?? EmptyContent(http.Method, head.Headers),
        };
        RestHeaders.Apply(head.Headers, request, contentIsCallers: body?.IsContent == true);
        request.Options.Set(AuthorizationHandler.Authorizers, head.Authorizers);
        if (options is { UnsignedPayload: true } && body is not null && head.Authorizers.Any(authorizer => authorizer is IamAuthorizer))
        {
            // The signer takes this header for the body's hash.
            request.Headers.TryAddWithoutValidation("x-amz-content-sha256", SigV4PayloadHash.UnsignedPayload);
        }

        if (options?.UploadProgress is { } progress && body is not null)
        {
            request.Options.Set(UploadProgressHandler.Progress, progress);
        }

        return request;
    }

    // What an API's function gives is asked for every time, and options may change anything; all other calls have the same.
    private ValueTask<RestHead> HeadAsync(CancellationToken cancellationToken)
    {
        bool shared = options is null && api.CustomHeader is null;
        if (shared && (accept is null ? api.AnyHead : api.JsonHead) is { } known)
        {
            return new ValueTask<RestHead>(known);
        }

        ValueTask<Dictionary<string, string?>> headers = RestHeaders.MergeAsync(
            userAgent, accept, api.Headers, api.CustomHeader, options?.Headers, cancellationToken);
        return headers.IsCompletedSuccessfully ? new ValueTask<RestHead>(MakeHead(headers.Result, shared)) : MakeHeadAsync(headers, shared);
    }

    private async ValueTask<RestHead> MakeHeadAsync(ValueTask<Dictionary<string, string?>> headers, bool shared) =>
        MakeHead(await headers.ConfigureAwait(false), shared);

    private RestHead MakeHead(Dictionary<string, string?> headers, bool shared)
    {
        var head = new RestHead(headers, authorization.For(api, options, headers, address));
        if (shared && accept is null)
        {
            api.AnyHead = head;
        }
        else if (shared)
        {
            api.JsonHead = head;
        }

        return head;
    }

    // A type that the caller names is sent even when the body is empty, unless the method can have no body.
    private static ByteArrayContent? EmptyContent(HttpMethod method, Dictionary<string, string?> headers)
    {
        if (method == HttpMethod.Get || method == HttpMethod.Head)
        {
            return null;
        }

        foreach ((string name, string? value) in headers)
        {
            if (value is not null && RestHeaders.IsContentHeader(name))
            {
                return new ByteArrayContent([]);
            }
        }

        return null;
    }
}
