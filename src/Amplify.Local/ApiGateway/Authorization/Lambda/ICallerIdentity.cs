namespace Amplify.Local.ApiGateway.Authorization.Lambda;

/// <summary>What tells the callers of a Lambda authorizer apart.</summary>
internal interface ICallerIdentity
{
    /// <returns>What a policy is remembered by, or <see langword="null"/> when the caller does not say who they are.</returns>
    string? Of(ProxyRequest request);
}
