namespace Amplify;

/// <summary>The user pool's own sign-in pages, the hosted UI, and where they send users back to.</summary>
/// <remarks>
/// Users always come back with a code that is exchanged for tokens, protected by PKCE; what <c>responseType</c> in a configuration file says is not read.
/// See <see href="https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-userpools-server-contract-reference.html">the hosted endpoints</see>.
/// </remarks>
public sealed class OAuthConfiguration
{
    /// <summary>
    /// Gets or sets where the pages are, such as <c>myapp.auth.us-east-1.amazoncognito.com</c> or a domain of the application's own. They are asked over
    /// https, unless it is a URL with another scheme, or <see cref="AuthConfiguration.UserPoolEndpoint"/> is on the same host and port, as a local
    /// backend's is.
    /// </summary>
    public required string Domain { get; set; }

    /// <summary>Gets what the application asks to be allowed, such as <c>openid</c> and <c>email</c>.</summary>
    /// <value>Default: none, so that the app client gets all that it may have.</value>
    public IList<string> Scopes { get; init; } = [];

    /// <summary>
    /// Gets where the pages send a user who has signed in: of those that are registered with the app client the ones that this application can use, the
    /// preferred one first. A desktop application listens at the first that is <c>http</c> to this machine.
    /// </summary>
    /// <value>Default: none.</value>
    public IList<string> RedirectSignIn { get; init; } = [];

    /// <summary>Gets where the pages send a user who has signed out, likewise.</summary>
    /// <value>Default: none.</value>
    public IList<string> RedirectSignOut { get; init; } = [];
}
