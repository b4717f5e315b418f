using System.Security.Cryptography;
using System.Text;
using Amplify.Local.ApiGateway.Responses;
using Amplify.Local.Hosting;

namespace Amplify.Local.ApiGateway.Authorization;

/// <summary>Compares <c>x-api-key</c> with the API's key.</summary>
internal sealed class ApiKeyAuthorizer(string key)
{
    private readonly byte[] _key = Encoding.UTF8.GetBytes(key);

    public GatewayError? Authorize(LocalRequest request)
    {
        byte[] sent = Encoding.UTF8.GetBytes(request.Header("x-api-key") ?? "");
        return CryptographicOperations.FixedTimeEquals(sent, _key) ? null : GatewayErrors.InvalidApiKey;
    }
}
