namespace Amplify.Local;

/// <summary>What an app client may do at the hosted pages of the local user pool.</summary>
public sealed class LocalOAuthOptions
{
    /// <summary>Gets where users are sent after they have signed in. A request has to name one of them, character by character.</summary>
    /// <value>Default: none.</value>
    /// <exception cref="ArgumentException">
    /// One is not <c>https</c>, <c>http</c> to this machine, or a scheme of the application's own, or has a fragment.
    /// </exception>
    public IReadOnlyList<string> CallbackUrls
    {
        get;
        init => field = Checked(value);
    } = [];

    /// <summary>Gets where users can be sent after they have signed out.</summary>
    /// <value>Default: none.</value>
    /// <exception cref="ArgumentException">As for <see cref="CallbackUrls"/>.</exception>
    public IReadOnlyList<string> LogoutUrls
    {
        get;
        init => field = Checked(value);
    } = [];

    /// <summary>Gets the scopes that can be asked for; those of a resource server are called <c>server/scope</c>.</summary>
    /// <value>Default: <c>openid</c>, <c>email</c>, <c>phone</c>, <c>profile</c> and <c>aws.cognito.signin.user.admin</c>.</value>
    public IReadOnlyList<string> Scopes { get; init; } = ["openid", "email", "phone", "profile", "aws.cognito.signin.user.admin"];

    /// <summary>Gets the ways to get tokens.</summary>
    /// <value>Default: <see cref="LocalOAuthFlows.AuthorizationCode"/>.</value>
    public LocalOAuthFlows Flows { get; init; } = LocalOAuthFlows.AuthorizationCode;

    /// <summary>
    /// Gets the other providers that users can sign in with: <c>Google</c>, <c>Facebook</c>, <c>LoginWithAmazon</c>, <c>SignInWithApple</c>, or the
    /// name of one of your own. In place of the provider's page there is one that asks who the user is there.
    /// </summary>
    /// <value>Default: none.</value>
    public IReadOnlyList<string> IdentityProviders { get; init; } = [];

    private static IReadOnlyList<string> Checked(IReadOnlyList<string> urls)
    {
        ArgumentNullException.ThrowIfNull(urls);
        foreach (string url in urls)
        {
            if (!Uri.TryCreate(url, UriKind.Absolute, out Uri? parsed)
                || parsed.IsFile
                || parsed.Fragment.Length > 0
                || (parsed.Scheme == Uri.UriSchemeHttp && !parsed.IsLoopback))
            {
                throw new ArgumentException($"'{url}' must be https, http to this machine, or a scheme of the application's own, without a fragment.", nameof(urls));
            }
        }

        return urls;
    }
}
