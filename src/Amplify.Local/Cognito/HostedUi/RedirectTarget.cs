using Amplify.Local.Cognito.UserPool.Clients;
using Amplify.Local.Hosting;

namespace Amplify.Local.Cognito.HostedUi;

/// <summary>An application and the URL of it that the browser is to return to: registered, so that it can be trusted with an answer.</summary>
internal sealed record RedirectTarget(AppClient Client, LocalOAuthOptions OAuth, string Uri, string? State)
{
    /// <exception cref="OAuthException">The application or its URL is not registered; nothing may be sent there.</exception>
    public static RedirectTarget Read(OAuthParameters parameters, AppClients clients)
    {
        AppClient client = clients.Find(parameters.Required("client_id")) ?? throw OAuthException.InvalidRequest("client_id is unknown");
        string uri = parameters.Required("redirect_uri");
        return client.Settings.OAuth is { } oauth && oauth.CallbackUrls.Contains(uri, StringComparer.Ordinal)
            ? new RedirectTarget(client, oauth, uri, parameters.Optional("state"))
            : throw new OAuthException("redirect_mismatch");
    }

    public HttpAnswer Refuse(OAuthException refusal) => Redirect.To(Redirect.Append(
        Uri, '?', ("error", refusal.Error), ("error_description", refusal.Description), ("state", State)));
}
