using Amplify.Local.ApiGateway.Events;

namespace Amplify.Local.ApiGateway;

/// <summary>What an event says about the API that it came through.</summary>
internal sealed record ApiDescription(string Id, string Stage, string DeploymentId, BinaryMediaTypes BinaryMediaTypes)
{
    /// <summary>The key that callers must send, where a route asks for one.</summary>
    public string? ApiKey { get; init; }

    public string? ApiKeyId { get; init; }
}
