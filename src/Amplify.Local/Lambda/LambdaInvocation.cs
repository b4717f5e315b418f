namespace Amplify.Local;

/// <summary>One invocation of a function.</summary>
public sealed class LambdaInvocation
{
    /// <summary>Gets the event: JSON as sent.</summary>
    public required ReadOnlyMemory<byte> Payload { get; init; }

    /// <summary>Gets the id of the invocation.</summary>
    public required string RequestId { get; init; }

    /// <summary>Gets the function's name.</summary>
    public required string FunctionName { get; init; }

    /// <summary>Gets the function's ARN, as invoked.</summary>
    public required string FunctionArn { get; init; }

    /// <summary>Gets the caller's client context, JSON text.</summary>
    /// <value>Default: <see langword="null"/>, none was sent.</value>
    public string? ClientContext { get; init; }

    /// <summary>Gets the caller's identity, when an identity pool gave out the credentials.</summary>
    public string? CognitoIdentityId { get; init; }

    /// <summary>Gets the identity pool, when it gave out the caller's credentials.</summary>
    public string? CognitoIdentityPoolId { get; init; }
}
