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
    /// <value><see langword="null"/> where a socket is opened.</value>
    public string? QueryString { get; init; }

    /// <summary>Gets the name of the operation, when the caller sent one.</summary>
    public string? OperationName { get; init; }

    /// <summary>Gets the variables, an object.</summary>
    public JsonElement Variables { get; init; }
}
