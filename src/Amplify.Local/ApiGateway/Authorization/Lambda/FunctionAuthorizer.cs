using Amplify.Local.Lambda;

namespace Amplify.Local.ApiGateway.Authorization.Lambda;

/// <summary>A Lambda function: the event goes in as JSON, and a policy comes out.</summary>
internal sealed class FunctionAuthorizer(
    string name, ILambdaFunction function, string region, Func<AuthorizerCall, ReadOnlyMemory<byte>> writeEvent) : IAuthorizerFunction
{
    private readonly string _arn = FunctionName.Arn(region, name);

    public async ValueTask<AuthorizerPolicy> AskAsync(AuthorizerCall call, CancellationToken cancellationToken)
    {
        var invocation = new LambdaInvocation
        {
            Payload = writeEvent(call),
            RequestId = Guid.NewGuid().ToString(),
            FunctionName = name,
            FunctionArn = _arn,
        };
        return AuthorizerPolicyReader.Read(await function.InvokeAsync(invocation, cancellationToken).ConfigureAwait(false));
    }
}
