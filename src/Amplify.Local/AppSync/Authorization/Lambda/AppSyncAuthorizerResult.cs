namespace Amplify.Local;

/// <summary>What a Lambda authorizer answers.</summary>
public sealed class AppSyncAuthorizerResult
{
    /// <summary>Gets whether the caller may use the API.</summary>
    public bool IsAuthorized { get; init; }

    /// <summary>
    /// Gets what resolvers, and handlers of Events, get to know about the caller: strings, numbers and booleans. Anything nested is lost, as in
    /// AppSync. A function that gives JSON may call it <c>handlerContext</c>, as Events do.
    /// </summary>
    public IReadOnlyDictionary<string, object>? ResolverContext { get; init; }

    /// <summary>Gets the fields that this caller may not read: <c>Type.field</c>, or the ARN of a field.</summary>
    public IReadOnlyList<string>? DeniedFields { get; init; }

    /// <summary>Gets for how many seconds the answer stands for the token, 0 for this call only.</summary>
    /// <value>Default: <see langword="null"/>, as <see cref="AppSyncLambdaAuthorizer.ResultTtl"/> says.</value>
    public int? TtlOverride { get; init; }
}
