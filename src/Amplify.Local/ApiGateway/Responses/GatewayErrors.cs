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

    public static GatewayError MissingAuthenticationToken { get; } = Tight(
        GatewayResponseType.MissingAuthenticationToken, 403, "MissingAuthenticationTokenException", "Missing Authentication Token");

    public static GatewayError Unauthorized { get; } = Tight(GatewayResponseType.Unauthorized, 401, "UnauthorizedException", "Unauthorized");

    /// <summary>The token of a user pool has expired.</summary>
    public static GatewayError ExpiredIncomingToken { get; } =
        Tight(GatewayResponseType.Unauthorized, 401, "UnauthorizedException", "The incoming token has expired");

    public static GatewayError AuthorizerConfigurationError { get; } =
        new(GatewayResponseType.AuthorizerConfigurationError, 500, "AuthorizerConfigurationException", "", """{"message":null}"""u8.ToArray());

    /// <summary>A statement of a Lambda authorizer's policy denies the method.</summary>
    public static GatewayError ExplicitDeny { get; } = Denied("with an explicit deny in an identity-based policy");

    /// <summary>No statement of a Lambda authorizer's policy allows the method.</summary>
    public static GatewayError ImplicitDeny { get; } = Denied("because no identity-based policy allows the execute-api:Invoke action");

    /// <summary>There is no such API or stage.</summary>
    public static GatewayError Forbidden { get; } = Tight(GatewayResponseType.AccessDenied, 403, "ForbiddenException", "Forbidden");

    public static GatewayError InvalidApiKey { get; } = Forbidden with { Type = GatewayResponseType.InvalidApiKey };

    public static GatewayError InvalidToken { get; } =
        Signature("UnrecognizedClientException", "The security token included in the request is invalid.");

    public static GatewayError ExpiredToken { get; } = Tight(
        GatewayResponseType.ExpiredToken, 403, "ExpiredTokenException", "The security token included in the request is expired");

    public static GatewayError RequestTooLarge { get; } =
        Tight(GatewayResponseType.RequestTooLarge, 413, "RequestTooLargeException", "Request Too Long");

    public static GatewayError Throttled { get; } = Tight(GatewayResponseType.Throttled, 429, "TooManyRequestsException", "Too Many Requests");

    public static GatewayError QuotaExceeded { get; } = Tight(GatewayResponseType.QuotaExceeded, 429, "LimitExceededException", "Limit Exceeded");

    /// <summary>The handler threw, or its response breaks the proxy contract.</summary>
    public static GatewayError BadGateway { get; } =
        Spaced(GatewayResponseType.IntegrationFailure, 502, InternalServerError, "Internal server error");

    public static GatewayError EndpointTimeout { get; } =
        Spaced(GatewayResponseType.IntegrationTimeout, 504, InternalServerError, "Endpoint request timed out");

    public static GatewayError Signature(string errorType, string message) =>
        new(GatewayResponseType.InvalidSignature, 403, errorType, message, JsonText.Message("message", message));

    /// <summary>The words for a status that nothing but an injected fault leads to.</summary>
    public static GatewayError OfStatus(int statusCode) => statusCode switch
    {
        400 => Spaced(GatewayResponseType.Default4xx, 400, "BadRequestException", "Invalid request body"),
        401 => Unauthorized,
        403 => Forbidden,
        413 => RequestTooLarge,
        429 => Throttled,
        503 => Tight(GatewayResponseType.Default5xx, 503, "ServiceUnavailableException", "Service Unavailable"),
        504 => EndpointTimeout,
        >= 500 => Spaced(GatewayResponseType.Default5xx, statusCode, InternalServerError, "Internal server error"),
        _ => new(GatewayResponseType.Default4xx, statusCode, "", "", "{}"u8.ToArray()),
    };

    // The capital M is the service's.
    private static GatewayError Denied(string reason)
    {
        string message = $"User is not authorized to access this resource {reason}";
        return new(GatewayResponseType.AccessDenied, 403, "AccessDeniedException", message, JsonText.Message("Message", message));
    }

    private static GatewayError Tight(GatewayResponseType type, int statusCode, string errorType, string message) =>
        new(type, statusCode, errorType, message, Encoding.UTF8.GetBytes($$"""{"message":"{{message}}"}"""));

    private static GatewayError Spaced(GatewayResponseType type, int statusCode, string errorType, string message) =>
        new(type, statusCode, errorType, message, Encoding.UTF8.GetBytes($$"""{"message": "{{message}}"}"""));
}
