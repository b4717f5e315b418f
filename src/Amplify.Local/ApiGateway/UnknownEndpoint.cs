using Amplify.Local.ApiGateway.Responses;
using Amplify.Local.Hosting;

namespace Amplify.Local.ApiGateway;

/// <summary>Answers for APIs that do not exist.</summary>
internal sealed class UnknownEndpoint(GatewayCors cors) : IServiceEndpoint
{
    public string Name => "";

    public bool IsGateway => true;

    public ValueTask<HttpAnswer> HandleAsync(LocalRequest request) => new(cors.Answer(GatewayErrors.Forbidden));

    public HttpAnswer Fail(LocalRequest request, int statusCode) => cors.Answer(GatewayErrors.OfStatus(statusCode));
}
