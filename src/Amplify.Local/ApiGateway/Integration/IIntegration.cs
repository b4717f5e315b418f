namespace Amplify.Local.ApiGateway.Integration;

/// <summary>What serves a route.</summary>
internal interface IIntegration
{
    /// <exception cref="Responses.MalformedProxyResponseException">The answer is not a proxy response.</exception>
    ValueTask<ProxyResponse> InvokeAsync(ProxyRequest request, CancellationToken cancellationToken);
}
