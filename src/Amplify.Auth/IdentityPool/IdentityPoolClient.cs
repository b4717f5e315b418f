using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Amplify.Core.Http;
using Amplify.Signing;

namespace Amplify.Auth.IdentityPool;

/// <summary>Speaks to the identity pool service: JSON over POST, unsigned.</summary>
/// <remarks>See <see href="https://docs.aws.amazon.com/cognitoidentity/latest/APIReference/Welcome.html">the service's reference</see>.</remarks>
internal sealed class IdentityPoolClient(HttpPipeline pipeline, IdentityPoolSettings settings)
{
    private const string ServiceName = "the identity pool service";

    public async Task<string> GetIdAsync(CancellationToken cancellationToken)
    {
        IdentityPoolMessages.GetIdAnswer answer = await CallAsync(
            "GetId",
            new IdentityPoolMessages.GetIdRequest { IdentityPoolId = settings.IdentityPoolId },
            IdentityPoolJson.Default.GetIdRequest,
            IdentityPoolJson.Default.GetIdAnswer,
            cancellationToken).ConfigureAwait(false);
        return string.IsNullOrEmpty(answer.IdentityId) ? throw IdentityPoolErrors.Unexpected("GetId", "it has no IdentityId", null) : answer.IdentityId;
    }

    public async Task<(string IdentityId, AwsCredentials Credentials)> GetCredentialsAsync(string identityId, CancellationToken cancellationToken)
    {
        const string Operation = "GetCredentialsForIdentity";
        IdentityPoolMessages.GetCredentialsAnswer answer = await CallAsync(
            Operation,
            new IdentityPoolMessages.GetCredentialsRequest { IdentityId = identityId },
            IdentityPoolJson.Default.GetCredentialsRequest,
            IdentityPoolJson.Default.GetCredentialsAnswer,
            cancellationToken).ConfigureAwait(false);
        if (answer.Credentials is not { AccessKeyId: { Length: > 0 } id, SecretKey: { Length: > 0 } secret } part)
        {
            throw IdentityPoolErrors.Unexpected(Operation, "it has no AccessKeyId and SecretKey", null);
        }

        try
        {
            DateTimeOffset? expiration = part.Expiration is { } seconds ? DateTimeOffset.UnixEpoch.AddSeconds(seconds) : null;
            string current = string.IsNullOrEmpty(answer.IdentityId) ? identityId : answer.IdentityId;
            return (current, new AwsCredentials(id, secret, part.SessionToken, expiration));
        }
        catch (ArgumentException e)
        {
            throw IdentityPoolErrors.Unexpected(Operation, "its keys or its Expiration are not ones", e);
        }
    }

    private async Task<TAnswer> CallAsync<TRequest, TAnswer>(
        string operation, TRequest body, JsonTypeInfo<TRequest> bodyInfo, JsonTypeInfo<TAnswer> answerInfo, CancellationToken cancellationToken)
        where TAnswer : class
    {
        byte[] json = JsonSerializer.SerializeToUtf8Bytes(body, bodyInfo);
        var call = new HttpCall(ServiceName, HttpMethod.Post, operation);
        HttpAnswer answer = await pipeline.SendAsync(call, _ => new(CreateRequest(operation, json)), cancellationToken).ConfigureAwait(false);
        if (!answer.IsSuccess)
        {
            throw IdentityPoolErrors.Refused(operation, answer, settings.IdentityPoolId);
        }

        try
        {
            return JsonSerializer.Deserialize(answer.Body, answerInfo) ?? throw IdentityPoolErrors.Unexpected(operation, "it is null", null);
        }
        catch (JsonException)
        {
            // Not kept as inner exception: it may quote the credentials.
            throw IdentityPoolErrors.Unexpected(operation, "it is not the JSON that the service sends", null);
        }
    }

    private HttpRequestMessage CreateRequest(string operation, byte[] json)
    {
        var content = new ByteArrayContent(json);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/x-amz-json-1.1");
        var request = new HttpRequestMessage(HttpMethod.Post, settings.Endpoint) { Content = content };
        request.Headers.TryAddWithoutValidation("X-Amz-Target", $"AWSCognitoIdentityService.{operation}");
        request.Headers.CacheControl = new CacheControlHeaderValue { NoStore = true };
        return request;
    }
}
