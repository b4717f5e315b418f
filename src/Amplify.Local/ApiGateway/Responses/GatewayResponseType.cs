namespace Amplify.Local;

/// <summary>
/// What an API answers by itself, as
/// <see href="https://docs.aws.amazon.com/apigateway/latest/developerguide/supported-gateway-response-types.html">API Gateway</see> sorts it.
/// </summary>
public enum GatewayResponseType
{
    /// <summary>Every type with a status from 400 to 499 that has no response of its own (<c>DEFAULT_4XX</c>).</summary>
    Default4xx,

    /// <summary>Every type with a status of 500 or above that has no response of its own (<c>DEFAULT_5XX</c>).</summary>
    Default5xx,

    /// <summary>No route serves the request, or it is not signed and should be (403).</summary>
    MissingAuthenticationToken,

    /// <summary>The signature is wrong, incomplete or of an unknown key (403).</summary>
    InvalidSignature,

    /// <summary>The credentials have expired (403).</summary>
    ExpiredToken,

    /// <summary>A user pool or Lambda authorizer does not know the caller: the token is missing, wrong or expired (401).</summary>
    Unauthorized,

    /// <summary>A Lambda authorizer failed, or gave no policy (500).</summary>
    AuthorizerConfigurationError,

    /// <summary>The caller may not, or the stage does not exist (403).</summary>
    AccessDenied,

    /// <summary>The API key is missing or unknown (403).</summary>
    InvalidApiKey,

    /// <summary>Too many requests for the API's limits (429).</summary>
    Throttled,

    /// <summary>The API key's quota is used up (429).</summary>
    QuotaExceeded,

    /// <summary>The body is larger than 10 MB (413).</summary>
    RequestTooLarge,

    /// <summary>The handler took longer than the integration time-out (504).</summary>
    IntegrationTimeout,

    /// <summary>The handler failed, or gave no proxy response (502).</summary>
    IntegrationFailure,
}
