using Amplify.Local.AppSync.Responses;
using Amplify.Local.Hosting;

namespace Amplify.Local.AppSync;

/// <summary>Tells clients that wait for the network to come back that it is there.</summary>
internal sealed class PingEndpoint : IServiceEndpoint
{
    public const string PathPrefix = "ping";

    private static readonly HttpAnswer Healthy = new()
    {
        StatusCode = 200,
        ContentType = "text/plain",
        Headers = [new("Access-Control-Allow-Origin", "*")],
        Body = "healthy"u8.ToArray(),
    };

    public string Name => LocalFaults.AppSync;

    public bool IsGateway => false;

    public ValueTask<HttpAnswer> HandleAsync(LocalRequest request) =>
        new(request.Method == "OPTIONS" ? AppSyncAnswer.Preflight : Healthy);

    public HttpAnswer Fail(LocalRequest request, int statusCode) => TransportError.OfStatus(statusCode).ToAnswer();
}
