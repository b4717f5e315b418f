using System.Text;
using Amplify.Local.Cognito.UserPool.Clients;
using Amplify.Local.Hosting;

namespace Amplify.Local.Cognito.HostedUi.Tokens;

/// <summary>Tells which application calls: by <c>Basic</c> authorization, or by its id, and secret if it has one, in the form.</summary>
internal sealed class ClientAuthentication(AppClients clients)
{
    private const string Scheme = "Basic ";

    /// <exception cref="OAuthException">There is no such application, or it has not shown its secret.</exception>
    public AppClient Authenticate(LocalRequest request, OAuthParameters form)
    {
        (string? id, string? secret) = request.Header("Authorization") is { } authorization
            ? Read(authorization)
            : (form.Optional("client_id"), form.Optional("client_secret"));
        return id is not null && clients.Find(id) is { } client && client.HasSecret(secret) ? client : throw OAuthException.InvalidClient();
    }

    private static (string? Id, string? Secret) Read(string authorization)
    {
        byte[] decoded = new byte[authorization.Length];
        if (!authorization.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase)
            || !Convert.TryFromBase64Chars(authorization.AsSpan(Scheme.Length).Trim(), decoded, out int length))
        {
            return default;
        }

        string text = Encoding.UTF8.GetString(decoded, 0, length);
        int colon = text.IndexOf(':', StringComparison.Ordinal);
        return colon < 0 ? default : (text[..colon], text[(colon + 1)..]);
    }
}
