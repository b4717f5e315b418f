namespace Amplify.Local.ApiGateway.Authorization.Lambda;

/// <summary>What judges the callers of a Lambda authorizer.</summary>
internal interface IAuthorizerFunction
{
    /// <exception cref="MalformedPolicyException">The answer is no policy.</exception>
    ValueTask<AuthorizerPolicy> AskAsync(AuthorizerCall call, CancellationToken cancellationToken);
}
