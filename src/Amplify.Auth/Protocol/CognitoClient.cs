using System.Net.Http.Headers;
using System.Text.Json;
using Amplify.Core.Http;

namespace Amplify.Auth.Protocol;

/// <summary>Speaks to one of Cognito's services: JSON over POST, unsigned.</summary>
internal sealed class CognitoClient(HttpPipeline pipeline, CognitoService service)
{
    /// <summary>Calls an operation.</summary>
    /// <returns>The answer, and when the service gave it by its own clock, as far as it tells.</returns>
    /// <exception cref="AmplifyAuthException">The service refused, or its answer cannot be used.</exception>
    /// <exception cref="AmplifyNetworkException">The service did not answer.</exception>
    /// <exception cref="AmplifyTimeoutException">The service did not answer in time.</exception>
    public async Task<(TAnswer Answer, DateTimeOffset? ServerTime)> CallAsync<TRequest, TAnswer>(
        CognitoOperation<TRequest, TAnswer> operation, TRequest body, CancellationToken cancellationToken)
        where TAnswer : class
    {
        byte[] json = JsonSerializer.SerializeToUtf8Bytes(body, operation.Request);
        var call = new HttpCall(service.Name, HttpMethod.Post, operation.Name);
        HttpAnswer answer = await pipeline.SendAsync(
            call, _ => new(CreateRequest(operation.Name, json, operation.IsRepeatable)), cancellationToken).ConfigureAwait(false);
        if (!answer.IsSuccess)
        {
            throw service.Refused(operation.Name, answer);
        }

        try
        {
            // Some operations answer nothing at all where others answer an empty object.
            ReadOnlySpan<byte> content = answer.Bytes.IsEmpty ? "{}"u8 : answer.Bytes;
            TAnswer read = JsonSerializer.Deserialize(content, operation.Answer) ?? throw service.Unexpected(operation.Name, "it is null");
            return (read, answer.Headers.TryGetValue("Date", out string? date) ? HttpDate.Parse(date) : null);
        }
        catch (JsonException)
        {
            // Not kept as inner exception: it may quote tokens or credentials.
            throw service.Unexpected(operation.Name, "it is not the JSON that the service sends");
        }
    }

    private HttpRequestMessage CreateRequest(string operation, byte[] json, bool isRepeatable)
    {
        var content = new ByteArrayContent(json);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/x-amz-json-1.1");
        var request = new HttpRequestMessage(HttpMethod.Post, service.Endpoint) { Content = content };
        request.Headers.TryAddWithoutValidation("X-Amz-Target", $"{service.TargetPrefix}.{operation}");
        request.Headers.CacheControl = new CacheControlHeaderValue { NoStore = true };
        request.Options.Set(RetryPolicy.Repeatable, isRepeatable);
        return request;
    }
}
