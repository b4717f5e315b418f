using Amplify.Local.ApiGateway.Events;
using Amplify.Local.ApiGateway.Responses;
using Amplify.Local.Lambda;

namespace Amplify.Local.ApiGateway.Integration;

/// <summary>A Lambda function: the event goes in as JSON, and its result is held to the proxy contract.</summary>
internal sealed class FunctionIntegration(string name, ILambdaFunction function, string region) : IIntegration
{
    public async ValueTask<ProxyResponse> InvokeAsync(ProxyRequest request, CancellationToken cancellationToken)
    {
        var invocation = new LambdaInvocation
        {
            Payload = ProxyEventWriter.Write(request),
            RequestId = Guid.NewGuid().ToString(),
            FunctionName = name,
            FunctionArn = FunctionName.Arn(region, name),
            CognitoIdentityId = request.Caller?.Cognito?.IdentityId,
            CognitoIdentityPoolId = request.Caller?.Cognito?.IdentityPoolId,
        };
        return ProxyResponseReader.Read(await function.InvokeAsync(invocation, cancellationToken).ConfigureAwait(false));
    }
}
