using System.Text.Json;
using Amplify.Local.Hosting;

namespace Amplify.Local.Cognito.IdentityPool;

/// <summary>
/// The operations of a <see href="https://docs.aws.amazon.com/cognitoidentity/latest/APIReference/Welcome.html">Cognito identity pool</see>
/// that a client signs its first request with. They are not signed themselves.
/// </summary>
internal sealed class IdentityPoolEndpoint(IdentityPoolService service) : IServiceEndpoint
{
    public const string PathPrefix = "cognito-identity";

    private const string TargetPrefix = "AWSCognitoIdentityService.";
    private const int LargestBody = 128 * 1024;

    public string Name => LocalFaults.IdentityPool;

    public bool IsGateway => false;

    public async ValueTask<HttpAnswer> HandleAsync(LocalRequest request)
    {
        if (request.Method == "OPTIONS")
        {
            return ServiceCors.Preflight;
        }

        if (!await request.TryReadBodyAsync(LargestBody).ConfigureAwait(false))
        {
            return new CognitoError("RequestEntityTooLargeException", "The request is too large.", 413).ToAnswer();
        }

        try
        {
            return Dispatch(request);
        }
        catch (CognitoException exception)
        {
            return exception.Error.ToAnswer();
        }
    }

    public HttpAnswer Fail(LocalRequest request, int statusCode) => CognitoError.OfStatus(statusCode).ToAnswer();

    private HttpAnswer Dispatch(LocalRequest request)
    {
        string target = request.Header("X-Amz-Target") ?? "";
        ReadOnlyMemory<byte> result = (request.Method, target) switch
        {
            ("POST", TargetPrefix + "GetId") => service.GetId(Parse(request)),
            ("POST", TargetPrefix + "GetCredentialsForIdentity") => service.GetCredentialsForIdentity(Parse(request)),
            _ => throw new CognitoException(new CognitoError("UnknownOperationException", "")),
        };
        return new HttpAnswer { StatusCode = 200, ContentType = CognitoError.ContentType, Headers = ServiceCors.Headers, Body = result };
    }

    private static JsonElement Parse(LocalRequest request)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(request.Body);
            return document.RootElement.ValueKind == JsonValueKind.Object
                ? document.RootElement.Clone()
                : throw new CognitoException(new CognitoError("SerializationException", "Start of structure or map found where not expected."));
        }
        catch (JsonException)
        {
            throw new CognitoException(new CognitoError("SerializationException", "The request body is not JSON."));
        }
    }
}
