using Amplify.Local.Cognito.UserPool.Clients;
using Amplify.Local.Hosting;

namespace Amplify.Local.Cognito.HostedUi;

/// <summary>
/// <see href="https://docs.aws.amazon.com/cognito/latest/developerguide/logout-endpoint.html"><c>/logout</c></see>: the browser is signed in no
/// longer. Tokens that applications have stay as they are.
/// </summary>
internal sealed class LogoutEndpoint(AppClients clients, HostedSignIns signIns)
{
    /// <exception cref="OAuthException">The application, or where to go from here, is not registered.</exception>
    public HttpAnswer SignOut(LocalRequest request, OAuthParameters parameters)
    {
        AppClient client = clients.Find(parameters.Required("client_id")) ?? throw OAuthException.InvalidRequest("client_id is unknown");
        if (parameters.Optional("logout_uri") is not { } uri)
        {
            RedirectTarget.Read(parameters, clients);
            return Redirect.To($"/login?{request.Target.Query}", signIns.SignOut(request));
        }

        return client.Settings.OAuth?.LogoutUrls.Contains(uri, StringComparer.Ordinal) == true
            ? Redirect.To(Redirect.Append(uri, '?', ("state", parameters.Optional("state"))), signIns.SignOut(request))
            : throw new OAuthException("redirect_mismatch");
    }
}
