using System.Net;

namespace Amplify.Core.Http;

/// <summary>What an answer that refuses a request tells, read without taking it from whoever reads the answer later.</summary>
internal sealed record Refusal(HttpStatusCode Status, string? ErrorType, string? Message, DateTimeOffset? ServerDate)
{
    private const int LargestBody = 64 * 1024;

    /// <summary>Tells whether an answer may be about authorization.</summary>
    public static bool IsOne(HttpStatusCode status) => status is HttpStatusCode.BadRequest or HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden;

    public static async ValueTask<Refusal> ReadAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        byte[] body = [];
        if (response.Content.Headers.ContentLength is null or <= LargestBody)
        {
            // Buffers: the answer stays readable.
            body = await response.Content.ReadAsByteArrayAsync(cancellationToken).ConfigureAwait(false);
        }

        string? type = response.Headers.NonValidated.TryGetValues("x-amzn-errortype", out var values) ? values.ToString() : null;
        (string? errorType, string? message) = ServiceError.Parse(type, body);
        return new Refusal(response.StatusCode, errorType, message, response.Headers.Date);
    }
}
