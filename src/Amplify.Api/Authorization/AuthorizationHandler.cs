namespace Amplify.Api.Authorization;

/// <summary>Authorizes each attempt, after every other handler has had its say and right before the transport.</summary>
internal sealed class AuthorizationHandler : DelegatingHandler
{
    /// <summary>The key under which a request says how it is to be authorized: by each of these, in this order.</summary>
    public static readonly HttpRequestOptionsKey<IReadOnlyList<IAuthorizer>> Authorizers = new("Amplify.Authorizers");

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (request.Options.TryGetValue(Authorizers, out IReadOnlyList<IAuthorizer>? authorizers))
        {
            foreach (IAuthorizer authorizer in authorizers)
            {
                await authorizer.AuthorizeAsync(request, cancellationToken).ConfigureAwait(false);
            }
        }

        return await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
    }
}
