using Amplify.Local.Accounts;
using Amplify.Local.ApiGateway;
using Amplify.Local.ApiGateway.Routing;
using Amplify.Local.Hosting;

namespace Amplify.Local;

/// <summary>The <c>requestContext</c> of a proxy event.</summary>
public sealed class ProxyRequestContext
{
    private readonly LocalRequest _request;

    internal ProxyRequestContext(LocalRequest request, ApiDescription api, RestRoute route, string resourceId)
    {
        _request = request;
        ApiId = api.Id;
        Stage = api.Stage;
        DeploymentId = api.DeploymentId;
        ResourceId = resourceId;
        ResourcePath = route.Template.Text;
        HttpMethod = request.Method;
        Protocol = request.Protocol;
        Path = $"/{api.Stage}{request.StagePath}";
        DomainName = HostName(request.Header("Host"));
        RequestId = request.RequestId;
        ExtendedRequestId = RequestStamps.ExtendedRequestId(request.Id);
        RequestTime = request.ReceivedAt;
        bool withKey = route.Authorization == RestAuthorization.ApiKey;
        Identity = new ProxyIdentity(request, withKey ? api.ApiKey : null, withKey ? api.ApiKeyId : null);
    }

    /// <summary>Gets the account that owns the API.</summary>
    public string AccountId { get; } = LocalAccount.Id;

    /// <summary>Gets the API's id: 10 letters and digits that follow from its name.</summary>
    public string ApiId { get; }

    /// <summary>Gets the stage, such as <c>prod</c>.</summary>
    public string Stage { get; }

    /// <summary>Gets the id of the deployment.</summary>
    public string DeploymentId { get; }

    /// <summary>Gets the id of the resource.</summary>
    public string ResourceId { get; }

    /// <summary>Gets the template of the route.</summary>
    public string ResourcePath { get; }

    /// <summary>Gets the HTTP method.</summary>
    public string HttpMethod { get; }

    /// <summary>Gets the protocol, <c>HTTP/1.1</c>.</summary>
    public string Protocol { get; }

    /// <summary>Gets the path with the stage, as received.</summary>
    public string Path { get; }

    /// <summary>Gets the host that the request was sent to, without the port.</summary>
    public string DomainName { get; }

    /// <summary>Gets what the first label of an API's own host name is: its id.</summary>
    public string DomainPrefix => ApiId;

    /// <summary>Gets the request's id, which the answer carries as <c>x-amzn-RequestId</c>.</summary>
    public string RequestId { get; }

    /// <summary>Gets the gateway's second id, which the answer carries as <c>x-amz-apigw-id</c>.</summary>
    public string ExtendedRequestId { get; }

    /// <summary>Gets when the request arrived.</summary>
    public DateTimeOffset RequestTime { get; }

    /// <summary>Gets who calls.</summary>
    public ProxyIdentity Identity { get; }

    /// <summary>Gets what the route's authorizer found out about the caller.</summary>
    /// <value><see langword="null"/> where a route has none.</value>
    public ProxyAuthorizer? Authorizer => _request.Authorizer;

    private static string HostName(string? host)
    {
        if (string.IsNullOrEmpty(host))
        {
            return "127.0.0.1";
        }

        int colon = host.LastIndexOf(':');
        return colon < 0 || host.EndsWith(']') ? host : host[..colon];
    }
}
