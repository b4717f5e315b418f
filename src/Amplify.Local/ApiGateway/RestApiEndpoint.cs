using Amplify.Local.ApiGateway.Authorization;
using Amplify.Local.ApiGateway.Limits;
using Amplify.Local.ApiGateway.Responses;
using Amplify.Local.ApiGateway.Routing;
using Amplify.Local.Hosting;
using Microsoft.Extensions.Logging;

namespace Amplify.Local.ApiGateway;

/// <summary>
/// One REST API: route, then API key and limits, then body, then signature or authorizer, then the handler, each refusing in API Gateway's words.
/// </summary>
internal sealed class RestApiEndpoint(
    LocalRestApi api,
    ApiDescription description,
    RouteTable routes,
    SignatureAuthorizer signatures,
    GatewayResponder responder,
    UsageLimiter limiter,
    TimeProvider timeProvider,
    ILogger logger) : IServiceEndpoint, IPathScope
{
    private const string Service = "execute-api";
    private const int LargestBody = 10 * 1024 * 1024;

    private readonly ApiKeyAuthorizer? _apiKey = description.ApiKey is { } key ? new ApiKeyAuthorizer(key) : null;

    public string Name => api.Name;

    public bool IsGateway => true;

    public void Locate(LocalRequest request, ReadOnlySpan<char> rest)
    {
        ReadOnlySpan<char> path = rest.TrimStart('/');
        int slash = path.IndexOf('/');
        ReadOnlySpan<char> stage = slash < 0 ? path : path[..slash];
        if (!stage.SequenceEqual(description.Stage))
        {
            return;
        }

        request.StagePath = slash < 0 ? "" : path[slash..].ToString();
        request.ServicePath = request.StagePath is ['/', not '/', ..] ? request.StagePath : "/" + request.StagePath.TrimStart('/');
    }

    public async ValueTask<HttpAnswer> HandleAsync(LocalRequest request)
    {
        if (request.StagePath is null)
        {
            return Refuse(request, GatewayErrors.Forbidden);
        }

        if (!routes.TryMatch(request.ServicePath, out RouteMatch? match))
        {
            return Refuse(request, signatures.RefuseUnrouted(request, Service));
        }

        RestRoute? route = match.Value.Resource.Find(request.Method);
        if (route is null)
        {
            return request.Method == "OPTIONS" ? responder.Preflight : Refuse(request, signatures.RefuseUnrouted(request, Service));
        }

        if (RefuseByPlan(request, route) is { } refusal)
        {
            return Refuse(request, refusal);
        }

        if (!await request.TryReadBodyAsync(LargestBody).ConfigureAwait(false))
        {
            return Refuse(request, GatewayErrors.RequestTooLarge);
        }

        if (route.Authorization == RestAuthorization.Iam && signatures.Authorize(request, Service) is { } unsigned)
        {
            return Refuse(request, unsigned);
        }

        var proxyRequest = new ProxyRequest(request, description, match.Value, route);
        if (route.Authorizer is { } authorizer && await authorizer.AuthorizeAsync(proxyRequest).ConfigureAwait(false) is { } unauthorized)
        {
            return Refuse(request, unauthorized);
        }

        return await InvokeAsync(request, proxyRequest, route).ConfigureAwait(false);
    }

    public HttpAnswer Fail(LocalRequest request, int statusCode) => responder.Answer(request, GatewayErrors.OfStatus(statusCode));

    private GatewayError? RefuseByPlan(LocalRequest request, RestRoute route)
    {
        bool withKey = route.Authorization == RestAuthorization.ApiKey;
        return withKey && _apiKey!.Authorize(request) is { } unknown ? unknown : limiter.Refuse(request.ReceivedAt, withKey);
    }

    private async ValueTask<HttpAnswer> InvokeAsync(LocalRequest request, ProxyRequest proxyRequest, RestRoute route)
    {
        using var timeout = new CancellationTokenSource(api.IntegrationTimeout, timeProvider);
        try
        {
            ValueTask<ProxyResponse> running = route.Integration.InvokeAsync(proxyRequest, timeout.Token);
            ProxyResponse response = running.IsCompleted
                ? await running.ConfigureAwait(false)
                : await running.AsTask().WaitAsync(timeout.Token).ConfigureAwait(false);
            string traceId = RequestStamps.TraceId(request.Id, request.ReceivedAt, request.Header("X-Amzn-Trace-Id"));
            return ProxyAnswer.From(response, description.BinaryMediaTypes.Matches(request.Header("Accept")), traceId);
        }
        catch (MalformedProxyResponseException exception)
        {
            HostingLog.MalformedResponse(logger, request.Method, proxyRequest.Resource, exception.Message);
            return responder.Answer(request, GatewayErrors.BadGateway);
        }
        catch (OperationCanceledException) when (timeout.IsCancellationRequested)
        {
            HostingLog.HandlerTimedOut(logger, request.Method, proxyRequest.Resource);
            return responder.Answer(request, GatewayErrors.EndpointTimeout);
        }
#pragma warning disable CA1031 // Whatever a handler throws is its failure, not the gateway's.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            HostingLog.HandlerThrew(logger, request.Method, proxyRequest.Resource, exception);
            return responder.Answer(request, GatewayErrors.BadGateway);
        }
    }

    private HttpAnswer Refuse(LocalRequest request, GatewayError error)
    {
        HostingLog.Refused(logger, request.Method, request.Target.Path, error.ErrorType);
        return responder.Answer(request, error);
    }
}
