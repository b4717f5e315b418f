using Amplify.Local.ApiGateway.Responses;

namespace Amplify.Local.ApiGateway.Integration;

/// <summary>A handler in this process that takes the event as an object: the event's JSON is never written.</summary>
internal sealed class HandlerIntegration(Func<ProxyRequest, CancellationToken, ValueTask<ProxyResponse>> handler) : IIntegration
{
    public async ValueTask<ProxyResponse> InvokeAsync(ProxyRequest request, CancellationToken cancellationToken) =>
        await handler(request, cancellationToken).ConfigureAwait(false)
        ?? throw new MalformedProxyResponseException("The handler returned null.");
}
