using Amplify.Api.Answers;
using Amplify.Core.Http;

namespace Amplify.Api.Rest;

/// <summary>Says what to do about a refusal.</summary>
internal static class RestAdvice
{
    public static string? For(HttpAnswer answer, ServiceError error) => (int)answer.StatusCode switch
    {
        304 => "Nothing has changed since the version that the request names. Use SendAsync where that is an answer and not an error.",
        // A browser tells of a redirect that is not followed no more than that there was one.
        0 or (>= 300 and < 400) => AnswerAdvice.ForRedirect(answer),
        401 => "The authorizer did not take the token, or there was none. Sign in again, or renew what is sent in Authorization.",
        403 => ForForbidden(error),
        404 => "Nothing is there. Check the path, and that the API's endpoint ends in the right stage.",
        413 => "The body is too large: API Gateway takes 10 MB, Lambda 6 MB. Send less, or upload to S3 and send a reference.",
        429 => $"Too many requests, or a quota is used up. Slow down and try again {AnswerAdvice.When(answer)}.",
        502 => "The function behind the API failed, or what it returned is not a proxy response. Its log tells why.",
        504 => "The function behind the API took too long (29 seconds by default). Its log tells why.",
        >= 500 => "The service failed. Try again later; if it goes on, its log tells why.",
        _ => null,
    };

    private static string ForForbidden(ServiceError error) => error.Type switch
    {
        "MissingAuthenticationTokenException" =>
            "API Gateway says so when a route wants a signature and the request has none, and also when there is no such path or method. Check path, method and stage, and that credentials are configured and AuthMode is Iam.",
        "IncompleteSignatureException" =>
            "API Gateway expected a signature in Authorization. Leave the header out to have the request signed; or the path or method does not exist.",
        "ForbiddenException" => "The API key is missing or unknown, the stage does not exist, or a firewall (WAF) refused. Check ApiKey and the endpoint of the API.",
        "AccessDeniedException" or "AccessDenied" => "The identity is known, but no policy allows it this call. Allow execute-api:Invoke on this path in its role, or in the API's resource policy.",
        _ => AnswerAdvice.ForSignature(error.Type, error.Message) ?? "The identity may not make this call. Check the role's policies, and how the API is authorized.",
    };
}
