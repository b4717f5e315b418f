using System.Globalization;
using Amplify.Core.Http;

namespace Amplify.Api.Rest;

/// <summary>Says what to do about a refusal.</summary>
internal static class RestAdvice
{
    public static string? For(HttpAnswer answer, ServiceError error) => (int)answer.StatusCode switch
    {
        304 => "Nothing has changed since the version that the request names. Use SendAsync where that is an answer and not an error.",
        // A browser tells of a redirect that is not followed no more than that there was one.
        0 or (>= 300 and < 400) => $"It points to {Place(answer.Location)}, which is not followed, because a request is authorized for one host only. Set the API's endpoint to where it answers itself.",
        401 => "The authorizer did not take the token, or there was none. Sign in again, or renew what is sent in Authorization.",
        403 => ForForbidden(error),
        404 => "Nothing is there. Check the path, and that the API's endpoint ends in the right stage.",
        413 => "The body is too large: API Gateway takes 10 MB, Lambda 6 MB. Send less, or upload to S3 and send a reference.",
        429 => $"Too many requests, or a quota is used up. Slow down and try again {When(answer)}.",
        502 => "The function behind the API failed, or what it returned is not a proxy response. Its log tells why.",
        504 => "The function behind the API took too long (29 seconds by default). Its log tells why.",
        >= 500 => "The service failed. Try again later; if it goes on, its log tells why.",
        _ => null,
    };

    private static string ForForbidden(ServiceError error) => error.Type switch
    {
        "InvalidSignatureException" or "SignatureDoesNotMatch" => ForSignature(error.Message ?? ""),
        "MissingAuthenticationTokenException" =>
            "API Gateway says so when a route wants a signature and the request has none, and also when there is no such path or method. Check path, method and stage, and that credentials are configured and AuthMode is Iam.",
        "IncompleteSignatureException" =>
            "API Gateway expected a signature in Authorization. Leave the header out to have the request signed; or the path or method does not exist.",
        "UnrecognizedClientException" => "The access key is unknown, or its session token is not the one that belongs to it. Check the credentials.",
        "ExpiredTokenException" or "ExpiredToken" => "The credentials have expired. Get new ones; a provider that renews them avoids this.",
        "ForbiddenException" => "The API key is missing or unknown, the stage does not exist, or a firewall (WAF) refused. Check ApiKey and the endpoint of the API.",
        "AccessDeniedException" or "AccessDenied" => "The identity is known, but no policy allows it this call. Allow execute-api:Invoke on this path in its role, or in the API's resource policy.",
        _ => "The identity may not make this call. Check the role's policies, and how the API is authorized.",
    };

    private static string ForSignature(string message)
    {
        if (message.StartsWith("Signature expired", StringComparison.Ordinal) || message.StartsWith("Signature not yet current", StringComparison.Ordinal))
        {
            return "The clock of this machine differs too much from the service's. Set it right.";
        }

        return message.StartsWith("Credential should be scoped", StringComparison.Ordinal)
            ? "The request is signed for another region or service. Set Region and Service of the API."
            : "The secret key does not belong to the access key, or something on the way changed the request, such as a proxy that rewrites paths or headers.";
    }

    // A redirect's query may hold a token.
    private static string Place(Uri? location)
    {
        if (location is null)
        {
            return "another place";
        }

        string text = location.OriginalString;
        int end = text.AsSpan().IndexOfAny('?', '#');
        return end < 0 ? text : text[..end];
    }

    private static string When(HttpAnswer answer) => answer.RetryAfter switch
    {
        { Delta: { } delta } => string.Create(CultureInfo.InvariantCulture, $"after {delta.TotalSeconds:0} s"),
        { Date: { } date } => string.Create(CultureInfo.InvariantCulture, $"after {date:R}"),
        _ => "later",
    };
}
