namespace Amplify.Local.ApiGateway.Authorization.Lambda;

/// <summary>A handler in this process.</summary>
internal sealed class HandlerAuthorizer(Func<AuthorizerCall, CancellationToken, ValueTask<RestAuthorizerResult>> handler) : IAuthorizerFunction
{
    public async ValueTask<AuthorizerPolicy> AskAsync(AuthorizerCall call, CancellationToken cancellationToken)
    {
        RestAuthorizerResult result = await handler(call, cancellationToken).ConfigureAwait(false)
            ?? throw new MalformedPolicyException("the handler returned null");
        if (string.IsNullOrEmpty(result.PrincipalId))
        {
            throw new MalformedPolicyException("it names no principal");
        }

        return new AuthorizerPolicy(
            result.PrincipalId,
            result.Statements,
            result.Context.ToDictionary(static entry => entry.Key, static entry => ContextValue.Of(entry.Key, entry.Value), StringComparer.Ordinal));
    }
}
