using Amplify.Core.Http;

namespace Amplify;

/// <summary>How to sign in at the user pool's own pages.</summary>
public sealed class HostedUiOptions
{
    /// <summary>
    /// Gets or sets the provider that the user signs in with, so that the pages do not ask: <c>Google</c>, <c>Facebook</c>, <c>LoginWithAmazon</c>,
    /// <c>SignInWithApple</c>, <c>COGNITO</c> for the pool's own users, or what the pool calls a SAML or OpenID Connect provider.
    /// </summary>
    /// <value>Default: none, the user chooses.</value>
    public string? IdentityProvider { get; set; }

    /// <summary>Gets what the application asks to be allowed.</summary>
    /// <value>Default: <see cref="OAuthConfiguration.Scopes"/>.</value>
    public IList<string> Scopes { get; init; } = [];

    /// <summary>Gets or sets where the user comes back to; it has to be registered with the app client, character by character.</summary>
    /// <value>
    /// Default: the first of <see cref="OAuthConfiguration.RedirectSignIn"/>, for a desktop application the first that is <c>http</c> to this machine.
    /// Port 0 means any free one, for a server that takes that.
    /// </value>
    public string? RedirectUri { get; set; }

    /// <summary>Gets or sets the user name to fill in.</summary>
    /// <value>Default: none.</value>
    public string? LoginHint { get; set; }

    /// <summary>Gets or sets the language of the pages, such as <c>de</c>.</summary>
    /// <value>Default: the browser's.</value>
    public string? Language { get; set; }

    /// <summary>Gets or sets what the pages must ask: <c>login</c>, <c>select_account</c>, <c>consent</c>, or <c>none</c> for nothing at all.</summary>
    /// <value>Default: what they need to.</value>
    public string? Prompt { get; set; }

    /// <summary>Gets or sets how long a desktop application waits for the user to come back.</summary>
    /// <value>Default: 10 minutes. <see cref="System.Threading.Timeout.InfiniteTimeSpan"/> for no end but the caller's.</value>
    /// <exception cref="ArgumentOutOfRangeException">The time is negative, zero or longer than 49 days.</exception>
    public TimeSpan Timeout
    {
        get;
        set => field = CallTimeout.Checked(value, nameof(value));
    } = TimeSpan.FromMinutes(10);

    /// <summary>Gets or sets where the application sends the user on to afterwards. It is kept with the sign-in, and never sent to the pages.</summary>
    internal string? ReturnUrl { get; set; }
}
