namespace Amplify.Local.Configuration;

/// <summary>A REST API as a client is configured with it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Endpoint">Its URL, with the stage.</param>
/// <param name="ApiKey">Its key, where a route asks for one.</param>
/// <param name="AuthorizationType">How requests are authorized; <see langword="null"/> where they are signed, as a client does by itself.</param>
internal sealed record RestApiDescription(string Name, Uri Endpoint, string? ApiKey, string? AuthorizationType)
{
    /// <summary>Which of a user's tokens is sent; <see langword="null"/> for the one that a client sends by itself.</summary>
    public string? TokenKind { get; private init; }

    /// <summary>Describes an API. Of several ways to authorize a request a client is told the first that it can use for all that need one.</summary>
    public static RestApiDescription Of(LocalRestApi api, Uri endpoint, string? apiKey)
    {
        RestAuthorization[] ways = [.. api.Authorizations];
        RestUserPoolAuthorizer[] pools = [.. ways.OfType<RestUserPoolAuthorizer>()];
        string? type = ways switch
        {
            _ when ways.Contains(RestAuthorization.Iam) => null,
            _ when pools.Length > 0 => "AMAZON_COGNITO_USER_POOLS",
            _ when ways.OfType<RestLambdaAuthorizer>().Any() => "AWS_LAMBDA",
            _ => apiKey is null ? "NONE" : "API_KEY",
        };
        // A method without scopes takes id tokens alone.
        bool takesIdTokens = type is not null && Array.Exists(pools, static pool => pool.Scopes.Count == 0);
        return new RestApiDescription(api.Name, endpoint, apiKey, type) { TokenKind = takesIdTokens ? "id" : null };
    }
}
