using System.Text;
using Amplify.Local.Hosting;

namespace Amplify.Local.ApiGateway.Responses;

/// <summary>
/// API Gateway's own answers, by
/// <see href="https://docs.aws.amazon.com/apigateway/latest/developerguide/supported-gateway-response-types.html">gateway response type</see>.
/// Some bodies have a blank after the colon and some have not, as the service sends them.
/// </summary>
internal static class GatewayErrors
{
    public const string InvalidSignature = "InvalidSignatureException";
    public const string IncompleteSignature = "IncompleteSignatureException";

    private const string InternalServerError = "InternalServerErrorException";

    public static GatewayError MissingAuthenticationToken { get; } =
        new(403, "MissingAuthenticationTokenException", Utf8("""{"message":"Missing Authentication Token"}"""));

    public static GatewayError Forbidden { get; } = new(403, "ForbiddenException", Utf8("""{"message":"Forbidden"}"""));

    public static GatewayError InvalidToken { get; } =
        new(403, "UnrecognizedClientException", Utf8("""{"message":"The security token included in the request is invalid."}"""));

    public static GatewayError ExpiredToken { get; } =
        new(403, "ExpiredTokenException", Utf8("""{"message":"The security token included in the request is expired"}"""));

    public static GatewayError RequestTooLarge { get; } =
        new(413, "RequestTooLargeException", Utf8("""{"message":"Request Too Long"}"""));

    /// <summary>The handler threw, or its response breaks the proxy contract.</summary>
    public static GatewayError BadGateway { get; } = new(502, InternalServerError, Utf8("""{"message": "Internal server error"}"""));

    public static GatewayError EndpointTimeout { get; } =
        new(504, InternalServerError, Utf8("""{"message": "Endpoint request timed out"}"""));

    public static GatewayError Signature(string errorType, string message) => new(403, errorType, JsonText.Message("message", message));

    /// <summary>The words for a status that nothing but an injected fault leads to.</summary>
    public static GatewayError OfStatus(int statusCode) => statusCode switch
    {
        400 => new(400, "BadRequestException", Utf8("""{"message": "Invalid request body"}""")),
        401 => new(401, "UnauthorizedException", Utf8("""{"message":"Unauthorized"}""")),
        403 => Forbidden,
        413 => RequestTooLarge,
        429 => new(429, "TooManyRequestsException", Utf8("""{"message":"Too Many Requests"}""")),
        503 => new(503, "ServiceUnavailableException", Utf8("""{"message":"Service Unavailable"}""")),
        504 => EndpointTimeout,
        >= 500 => new(statusCode, InternalServerError, Utf8("""{"message": "Internal server error"}""")),
        _ => new(statusCode, "", Utf8("{}")),
    };

    private static byte[] Utf8(string body) => Encoding.UTF8.GetBytes(body);
}
