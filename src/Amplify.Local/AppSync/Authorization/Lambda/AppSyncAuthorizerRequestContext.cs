using System.Text.Json;

namespace Amplify.Local;

/// <summary>The call that a Lambda authorizer judges.</summary>
public sealed class AppSyncAuthorizerRequestContext
{
    /// <summary>Gets the id of the API.</summary>
    public required string ApiId { get; init; }

    /// <summary>Gets the number of the AWS account.</summary>
    public required string AccountId { get; init; }

    /// <summary>Gets the id of the request.</summary>
    public required string RequestId { get; init; }

    /// <summary>Gets the GraphQL document.</summary>
    /// <value><see langword="null"/> where a socket is opened, and for Events.</value>
    public string? QueryString { get; init; }

    /// <summary>Gets the name of the operation, when the caller sent one.</summary>
    public string? OperationName { get; init; }

    /// <summary>Gets the variables, an object.</summary>
    /// <value>Undefined for Events.</value>
    public JsonElement Variables { get; init; }

    /// <summary>Gets what a caller of Events wants to do: <c>EVENT_CONNECT</c>, <c>EVENT_SUBSCRIBE</c> or <c>EVENT_PUBLISH</c>.</summary>
    /// <value><see langword="null"/> for GraphQL.</value>
    public string? Operation { get; init; }

    /// <summary>Gets the namespace of the channel.</summary>
    /// <value><see langword="null"/> for GraphQL, and where a socket is opened.</value>
    public string? ChannelNamespaceName { get; init; }

    /// <summary>Gets the channel, as sent.</summary>
    /// <value><see langword="null"/> for GraphQL, and where a socket is opened.</value>
    public string? Channel { get; init; }
}
