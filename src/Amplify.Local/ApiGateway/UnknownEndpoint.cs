using Amplify.Local.ApiGateway.Responses;
using Amplify.Local.Faults;
using Amplify.Local.Hosting;

namespace Amplify.Local.ApiGateway;

/// <summary>Answers for APIs that do not exist.</summary>
internal sealed class UnknownEndpoint(GatewayCors cors) : IServiceEndpoint
{
    public string Name => "";

    public bool IsGateway => true;

    public ValueTask<HttpAnswer> HandleAsync(LocalRequest request) => new(cors.Answer(GatewayErrors.Forbidden));

    public HttpAnswer Fail(LocalRequest request, FaultAnswer fault) =>
        cors.Answer(GatewayErrors.OfStatus(fault.StatusCode), fault.Headers);
}
