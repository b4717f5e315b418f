using Amplify.Api.Answers;
using Amplify.Core.Http;

namespace Amplify.Api.GraphQL.Responses;

/// <summary>Says what to do about a refusal.</summary>
internal static class GraphQLAdvice
{
    public static string? For(HttpAnswer answer, string? errorType, string? message) => (int)answer.StatusCode switch
    {
        < 300 and not 0 => ForField(errorType),
        0 or < 400 => AnswerAdvice.ForRedirect(answer),
        400 => "The server could not read the request. Check that the endpoint is a GraphQL URL, and the document against the API's schema.",
        401 => "The API does not take what the request is authorized with. Check AuthMode, and that the key or token belongs to this API and has not expired.",
        403 => ForForbidden(errorType, message),
        404 => "Nothing is there. Check that the endpoint of the API is its GraphQL URL, which ends in /graphql as a rule.",
        413 => "The request is too large: AppSync takes about 1 MB. Send less, or upload to S3 and send a reference.",
        429 => $"Too many requests. Slow down and try again {AnswerAdvice.When(answer)}.",
        504 => "The operation took too long: AppSync gives it 30 seconds. Ask for less at once.",
        >= 500 => "The service failed. Try again later; if it goes on, its log tells why.",
        _ => null,
    };

    private static string? ForField(string? errorType) => errorType switch
    {
        "Unauthorized" or "UnauthorizedException" =>
            "The caller may not use this field. Check the authorization of field and type in the schema, and the AuthMode of the call.",
        _ => null,
    };

    private static string ForForbidden(string? errorType, string? message) => errorType switch
    {
        "AccessDeniedException" or "AccessDenied" => "The identity is known, but no policy allows it this operation. Allow appsync:GraphQL on its fields in the identity's role.",
        "ForbiddenException" or "WAFForbiddenException" => "A firewall (WAF) refused, or the endpoint is another service's. Check the endpoint of the API.",
        _ => AnswerAdvice.ForSignature(errorType, message) ?? "The identity may not make this call. Check the role's policies, and how the API is authorized.",
    };
}
