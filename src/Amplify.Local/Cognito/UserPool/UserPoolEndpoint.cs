using System.Collections.Frozen;
using System.Text.Json;
using Amplify.Local.Cognito.UserPool.Operations;
using Amplify.Local.Hosting;

namespace Amplify.Local.Cognito.UserPool;

/// <summary>
/// The operations of a <see href="https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/Welcome.html">Cognito user pool</see>
/// that an application calls for its users. They are not signed.
/// </summary>
internal sealed class UserPoolEndpoint(FrozenDictionary<string, UserPoolOperation> operations) : IServiceEndpoint
{
    public const string PathPrefix = "cognito-idp";

    private const string TargetPrefix = "AWSCognitoIdentityProviderService.";
    private const int LargestBody = 128 * 1024;

    public string Name => LocalFaults.UserPool;

    public bool IsGateway => false;

    /// <summary>Tells whether a request to the root of the host is for this service.</summary>
    public static bool IsTarget(LocalRequest request) =>
        request.Header("X-Amz-Target") is { } target && target.StartsWith(TargetPrefix, StringComparison.Ordinal);

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
            ReadOnlyMemory<byte> result = await RunAsync(request).ConfigureAwait(false);
            return new HttpAnswer { StatusCode = 200, ContentType = CognitoError.ContentType, Headers = ServiceCors.Headers, Body = result };
        }
        catch (CognitoException exception)
        {
            return exception.Error.ToAnswer();
        }
    }

    public HttpAnswer Fail(LocalRequest request, int statusCode) => CognitoError.OfStatus(statusCode).ToAnswer();

    private ValueTask<ReadOnlyMemory<byte>> RunAsync(LocalRequest request)
    {
        string target = request.Header("X-Amz-Target") ?? "";
        return request.Method == "POST"
            && target.StartsWith(TargetPrefix, StringComparison.Ordinal)
            && operations.TryGetValue(target[TargetPrefix.Length..], out UserPoolOperation? operation)
                ? operation(Parse(request), CancellationToken.None)
                : throw UserPoolErrors.Of("UnknownOperationException", "");
    }

    private static OperationInput Parse(LocalRequest request)
    {
        try
        {
            using JsonDocument document = JsonInput.Parse(request.Body);
            return document.RootElement.ValueKind == JsonValueKind.Object
                ? new OperationInput(document.RootElement.Clone(), request.SourceIp)
                : throw UserPoolErrors.Of("SerializationException", "Start of structure or map found where not expected.");
        }
        catch (JsonException)
        {
            throw UserPoolErrors.Of("SerializationException", "The request body is not JSON.");
        }
    }
}
