using Amplify.Local.ApiGateway.Authorization;
using Amplify.Local.ApiGateway.Integration;

namespace Amplify.Local.ApiGateway.Routing;

/// <summary>A method of a resource: who may call it and what serves it.</summary>
internal sealed record RestRoute(string Method, PathTemplate Template, RestAuthorization Authorization, IIntegration Integration)
{
    /// <summary>What judges callers, where neither a signature nor a key does.</summary>
    public IRestAuthorizer? Authorizer { get; init; }
}
