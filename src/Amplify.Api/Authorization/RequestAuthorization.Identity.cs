namespace Amplify.Api.Authorization;

/// <content>Whose calls are.</content>
internal sealed partial class RequestAuthorization
{
    /// <summary>Tells whose a GraphQL call is: what is equal for two calls may share a connection.</summary>
    public object IdentityOf(GraphQLEndpointEntry api, GraphQLCallAuthorization call)
    {
        AuthMode mode = call.Decide(GraphQLMode, api.Mode);
        if (call.Headers?.TryGetValue(HeaderOf(mode), out string? given) == true)
        {
            return (mode, given);
        }

        object? who = mode switch
        {
            AuthMode.ApiKey => call.ApiKey ?? api.ApiKey,
            AuthMode.Iam => credentials?.IdentityKey ?? (object?)credentials,
            _ => call.Token ?? Tokens.For(mode)?.IdentityKey ?? (object?)Tokens.For(mode),
        };
        return (mode, who);
    }

    /// <summary>
    /// Waits until it is known whose a GraphQL call is: a provider may learn it with the first credentials that it gets, and connections that were
    /// made before and after that would not be shared.
    /// </summary>
    public async Task IdentifyAsync(GraphQLEndpointEntry api, GraphQLCallAuthorization call, CancellationToken cancellationToken)
    {
        AuthMode mode = call.Decide(GraphQLMode, api.Mode);
        string header = HeaderOf(mode);
        if (call.Headers?.ContainsKey(header) == true || api.Headers.ContainsKey(header))
        {
            return;
        }

        try
        {
            if (mode == AuthMode.Iam && credentials is { IdentityKey: null })
            {
                await credentials.GetCredentialsAsync(cancellationToken).ConfigureAwait(false);
            }
            else if (call.Token is null && Tokens.For(mode) is { IdentityKey: null } tokens)
            {
                await tokens.GetTokenAsync(api.TokenKind, cancellationToken).ConfigureAwait(false);
            }
        }
        catch (Exception) when (!cancellationToken.IsCancellationRequested)
        {
            // The connect asks again, and its error is told.
        }
    }

    private static string HeaderOf(AuthMode mode) => mode == AuthMode.ApiKey ? ApiKeyAuthorizer.HeaderName : AuthorizationHeader;
}
