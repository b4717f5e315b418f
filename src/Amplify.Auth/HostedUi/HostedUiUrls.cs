using System.Text;

namespace Amplify.Auth.HostedUi;

/// <summary>The URLs of the hosted pages.</summary>
internal sealed class HostedUiUrls(HostedUiSettings settings, string clientId)
{
    /// <summary>Gets where codes are exchanged for tokens.</summary>
    public Uri Token { get; } = new(settings.Domain, "/oauth2/token");

    /// <summary>Gives where a user signs in.</summary>
    public Uri Authorize(PendingSignIn signIn, HostedUiOptions options) => Create(
        "/oauth2/authorize",
        ("response_type", "code"),
        ("client_id", clientId),
        ("redirect_uri", signIn.RedirectUri),
        ("scope", options.Scopes.Count > 0 ? string.Join(' ', options.Scopes) : settings.Scopes),
        ("state", signIn.State),
        ("nonce", signIn.Nonce),
        ("code_challenge", Pkce.ChallengeOf(signIn.Verifier)),
        ("code_challenge_method", "S256"),
        ("identity_provider", options.IdentityProvider),
        ("login_hint", options.LoginHint),
        ("lang", options.Language),
        ("prompt", options.Prompt));

    /// <summary>Gives where a user's browser is signed out.</summary>
    public Uri Logout(string redirectUri) => Create("/logout", ("client_id", clientId), ("logout_uri", redirectUri));

    private Uri Create(string path, params ReadOnlySpan<(string Name, string? Value)> parameters)
    {
        var query = new StringBuilder(path);
        char separator = '?';
        foreach ((string name, string? value) in parameters)
        {
            if (!string.IsNullOrEmpty(value))
            {
                query.Append(separator).Append(name).Append('=').Append(Uri.EscapeDataString(value));
                separator = '&';
            }
        }

        return new Uri(settings.Domain, query.ToString());
    }
}
