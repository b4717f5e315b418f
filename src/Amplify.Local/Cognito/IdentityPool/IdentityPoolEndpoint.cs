using System.Text.Json;
using Amplify.Local.ApiGateway.Authorization;
using Amplify.Local.Hosting;

namespace Amplify.Local.Cognito.IdentityPool;

/// <summary>
/// The operations of a <see href="https://docs.aws.amazon.com/cognitoidentity/latest/APIReference/Welcome.html">Cognito identity pool</see>
/// that a client signs its first request with, which are not signed themselves, and that of a developer's server, which is.
/// </summary>
internal sealed class IdentityPoolEndpoint(IdentityPoolService service, SignatureAuthorizer signatures) : IServiceEndpoint
{
    public const string PathPrefix = "cognito-identity";

    private const string Service = "cognito-identity";
    private const string JwksPath = $"/{PathPrefix}/.well-known/jwks_uri";
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

        if (request.Method == "GET" && request.Target.Path == JwksPath)
        {
            return new HttpAnswer { StatusCode = 200, Headers = ServiceCors.Headers, Body = service.Jwks };
        }

        if (!await request.TryReadBodyAsync(LargestBody).ConfigureAwait(false))
        {
            return new CognitoError("RequestEntityTooLargeException", "The request is too large.", 413).ToAnswer();
        }

        try
        {
            return await DispatchAsync(request).ConfigureAwait(false);
        }
        catch (CognitoException exception)
        {
            return exception.Error.ToAnswer();
        }
    }

    public HttpAnswer Fail(LocalRequest request, int statusCode) => CognitoError.OfStatus(statusCode).ToAnswer();

    private async ValueTask<HttpAnswer> DispatchAsync(LocalRequest request)
    {
        string target = request.Header("X-Amz-Target") ?? "";
        ReadOnlyMemory<byte> result = (request.Method, target) switch
        {
            ("POST", TargetPrefix + "GetId") => await service.GetIdAsync(Parse(request)).ConfigureAwait(false),
            ("POST", TargetPrefix + "GetCredentialsForIdentity") => await service.GetCredentialsForIdentityAsync(Parse(request)).ConfigureAwait(false),
            ("POST", TargetPrefix + "GetOpenIdToken") => await service.GetOpenIdTokenAsync(Parse(request)).ConfigureAwait(false),
            ("POST", TargetPrefix + "GetOpenIdTokenForDeveloperIdentity") => service.GetOpenIdTokenForDeveloperIdentity(Signed(request)),
            ("POST", TargetPrefix + "UnlinkIdentity") => await service.UnlinkIdentityAsync(Parse(request)).ConfigureAwait(false),
            _ => throw new CognitoException(new CognitoError("UnknownOperationException", "")),
        };
        return new HttpAnswer { StatusCode = 200, ContentType = CognitoError.ContentType, Headers = ServiceCors.Headers, Body = result };
    }

    private JsonElement Signed(LocalRequest request) => signatures.Authorize(request, Service) is { } refusal
        ? throw new CognitoException(new CognitoError(refusal.ErrorType, refusal.Message))
        : Parse(request);

    private static JsonElement Parse(LocalRequest request)
    {
        try
        {
            using JsonDocument document = JsonInput.Parse(request.Body);
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
