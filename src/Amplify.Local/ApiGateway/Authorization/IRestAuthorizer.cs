using Amplify.Local.ApiGateway.Responses;

namespace Amplify.Local.ApiGateway.Authorization;

/// <summary>Judges who calls a route, and leaves in the request what the route's handler gets to know of them.</summary>
internal interface IRestAuthorizer
{
    /// <returns>Why the caller may not, or <see langword="null"/>.</returns>
    ValueTask<GatewayError?> AuthorizeAsync(ProxyRequest request);
}
