using Amplify.Api.Authorization;
using Amplify.Core.Http;
using Amplify.Signing;

namespace Amplify.Api.Rest;

/// <summary>A REST call whose arguments have been checked.</summary>
internal sealed record RestCall(
    HttpCall Http,
    RestEndpointEntry Api,
    RequestAuthorization Authorization,
    Uri Address,
    RestBody? Body,
    RestOptions? Options,
    string? Accept,
    string? UserAgent)
{
    /// <summary>Makes the request of an attempt.</summary>
    public async ValueTask<HttpRequestMessage> CreateRequestAsync(CancellationToken cancellationToken)
    {
        RestHead head = await HeadAsync(cancellationToken).ConfigureAwait(false);
        var request = new HttpRequestMessage(Http.Method, Address)
        {
            Content = Body?.ContentFor(head.Headers.GetValueOrDefault("Content-Type")) ?? EmptyContent(Http.Method, head.Headers),
        };
        RestHeaders.Apply(head.Headers, request, contentIsCallers: Body?.IsContent == true);
        request.Options.Set(AuthorizationHandler.Authorizers, head.Authorizers);
        if (Options is { UnsignedPayload: true } && Body is not null && head.Authorizers.Any(authorizer => authorizer is IamAuthorizer))
        {
            // The signer takes this header for the body's hash.
            request.Headers.TryAddWithoutValidation("x-amz-content-sha256", SigV4PayloadHash.UnsignedPayload);
        }

        if (Options?.UploadProgress is { } progress && Body is not null)
        {
            request.Options.Set(UploadProgressHandler.Progress, progress);
        }

        return request;
    }

    // What an API's function gives is asked for every time, and options may change anything; all other calls have the same.
    private async ValueTask<RestHead> HeadAsync(CancellationToken cancellationToken)
    {
        bool shared = Options is null && Api.CustomHeader is null;
        if (shared && (Accept is null ? Api.AnyHead : Api.JsonHead) is { } known)
        {
            return known;
        }

        Dictionary<string, string?> headers = await RestHeaders.MergeAsync(
            UserAgent, Accept, Api.Headers, Api.CustomHeader, Options?.Headers, cancellationToken).ConfigureAwait(false);
        var head = new RestHead(headers, Authorization.For(Api, Options, headers, Address));
        if (shared && Accept is null)
        {
            Api.AnyHead = head;
        }
        else if (shared)
        {
            Api.JsonHead = head;
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
