namespace Amplify.Api.Authorization;

/// <summary>What one GraphQL call says about its authorization.</summary>
internal sealed class GraphQLCallAuthorization
{
    /// <summary>Gets the mode, or <see langword="null"/> for the client's, or else the API's.</summary>
    public AuthMode? Mode { get; init; }

    /// <summary>Gets the token to send instead of a provider's.</summary>
    public string? Token { get; init; }

    /// <summary>Gets the key to send instead of the API's.</summary>
    public string? ApiKey { get; init; }

    /// <summary>Gets the call's own headers.</summary>
    public IDictionary<string, string?>? Headers { get; init; }

    /// <summary>Gets the API's function for headers, bound to the operation.</summary>
    public Func<CancellationToken, ValueTask<IReadOnlyDictionary<string, string?>>>? CustomHeader { get; init; }

    /// <summary>Decides the mode: the call's, else the one that its token or key is for, else the client's, else the API's.</summary>
    /// <param name="client">The client's mode, if it has one.</param>
    /// <param name="api">The API's mode.</param>
    /// <exception cref="ArgumentException">Mode, token and key contradict each other.</exception>
    public AuthMode Decide(AuthMode? client, AuthMode api)
    {
        if (Token is not null && (ApiKey is not null || (Mode is { } one && !TokenProviders.Serve(one))))
        {
            throw new ArgumentException("A token is given with a mode or a key that has none to send. Give the token with UserPool, Oidc or Lambda, or leave it out.");
        }

        if (ApiKey is not null && Mode is not (null or AuthMode.ApiKey))
        {
            throw new ArgumentException($"An API key is given with the mode {Mode}, which sends none. Give it with ApiKey, or leave it out.");
        }

        AuthMode configured = client ?? api;
        if (Token is not null && !TokenProviders.Serve(configured))
        {
            // All modes that send a token send it alike.
            configured = AuthMode.Lambda;
        }

        return Mode ?? (ApiKey is null ? configured : AuthMode.ApiKey);
    }
}
