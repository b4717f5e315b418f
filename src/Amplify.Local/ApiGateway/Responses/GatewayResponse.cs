namespace Amplify.Local;

/// <summary>How an API changes what it answers by itself. What is not set stays as it is.</summary>
/// <remarks>See <see href="https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-gatewayResponse-definition.html">gateway responses</see>.</remarks>
public sealed class GatewayResponse
{
    /// <summary>Gets the status.</summary>
    /// <value>Default: <see langword="null"/>, the type's own.</value>
    public int? StatusCode { get; init; }

    /// <summary>Gets headers to add; one of the CORS headers that errors carry anyway is replaced.</summary>
    public IDictionary<string, string> Headers { get; } = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);

    /// <summary>
    /// Gets the body, in which <c>$context.error.message</c>, <c>$context.error.messageString</c> (with quotes), <c>$context.error.responseType</c>
    /// and <c>$context.requestId</c> are replaced.
    /// </summary>
    /// <value>Default: <see langword="null"/>, the service's: <c>{"message":$context.error.messageString}</c>.</value>
    public string? Template { get; init; }
}
