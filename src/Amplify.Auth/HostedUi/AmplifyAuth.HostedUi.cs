using System.Runtime.Versioning;
using Amplify.Auth.HostedUi;

namespace Amplify;

/// <content>Signing in and out at the user pool's own pages, the hosted UI.</content>
public sealed partial class AmplifyAuth
{
    private HostedUiContext HostedUi => Pool.HostedUi ?? throw new AmplifyConfigurationException(
        "The configuration does not tell where the user pool's own sign-in pages are. Set Auth.OAuth.Domain.")
    { Key = "Auth.OAuth.Domain" };

    /// <summary>
    /// Signs a user in at the user pool's own pages, or at those of a provider that the pool knows, such as Google or a SAML provider: for a desktop
    /// application. The system's browser shows the pages and brings the user back to a URL of this machine that is listened at until then.
    /// </summary>
    /// <param name="options">How to sign in.</param>
    /// <param name="cancellationToken">Cancels waiting for the user: a browser that is closed does not tell.</param>
    /// <returns>Who is signed in. The session is as after <see cref="SignInAsync"/>.</returns>
    /// <remarks>
    /// Applications that run in a browser or on a server use <see cref="BeginHostedUiSignInAsync"/>.
    /// See <see href="https://www.rfc-editor.org/rfc/rfc8252">OAuth 2.0 for native apps</see>.
    /// </remarks>
    /// <exception cref="AmplifyAuthException">
    /// The sign-in was refused, what came back was not of it (<see cref="AmplifyAuthReason.StateMismatch"/>), or there is no browser or no port; see its
    /// <see cref="AmplifyAuthException.Reason"/>.
    /// </exception>
    /// <exception cref="AmplifyNetworkException">The token endpoint did not answer.</exception>
    /// <exception cref="AmplifyTimeoutException">The user did not come back in time, or the token endpoint did not answer in time.</exception>
    /// <exception cref="AmplifyConfigurationException">The configuration has no pages, or no URL on this machine to come back to.</exception>
    [UnsupportedOSPlatform("browser")]
    public Task<SignInStep.Done> SignInWithHostedUiAsync(HostedUiOptions? options = null, CancellationToken cancellationToken = default) =>
        ReplaceFederatedAsync(HostedUi.Desktop.SignInAsync(options ?? new HostedUiOptions(), cancellationToken));

    /// <summary>
    /// Signs the user out here, as <see cref="SignOutAsync"/> does, and then in the system's browser, which would otherwise sign the same user in again
    /// without asking: for a desktop application.
    /// </summary>
    /// <param name="options">How to sign out.</param>
    /// <param name="cancellationToken">Cancels the wait for the browser; the user is signed out here all the same.</param>
    /// <returns>A task that completes when the browser has come back.</returns>
    /// <exception cref="AmplifyAuthException">There is no browser or no port, or the store still holds the session; see its <see cref="AmplifyAuthException.Reason"/>.</exception>
    /// <exception cref="AmplifyTimeoutException">The browser did not come back in time.</exception>
    /// <exception cref="AmplifyConfigurationException">The configuration has no pages, or no URL on this machine to come back to.</exception>
    [UnsupportedOSPlatform("browser")]
    public async Task SignOutWithHostedUiAsync(HostedUiSignOutOptions? options = null, CancellationToken cancellationToken = default)
    {
        HostedUiContext pages = HostedUi;
        await SignOutAsync(global: false, cancellationToken).ConfigureAwait(false);
        await pages.Desktop.SignOutAsync(options ?? new HostedUiSignOutOptions(), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>
    /// Begins to sign a user in at the user pool's own pages, or at those of a provider that the pool knows: for an application in a browser or on a
    /// server. What the end of the sign-in needs is kept in the store; when several are begun, the last one counts.
    /// </summary>
    /// <param name="options">How to sign in; <see cref="HostedUiOptions.Timeout"/> does not count.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>Where to send the user. The user comes back within an hour to a URL to give to <see cref="CompleteHostedUiSignInAsync"/>.</returns>
    /// <exception cref="AmplifyAuthException">The store failed.</exception>
    /// <exception cref="AmplifyConfigurationException">The configuration has no pages, or no URL to come back to.</exception>
    public Task<Uri> BeginHostedUiSignInAsync(HostedUiOptions? options = null, CancellationToken cancellationToken = default) =>
        HostedUi.Web.BeginAsync(options ?? new HostedUiOptions(), cancellationToken);

    /// <summary>Ends a sign-in that <see cref="BeginHostedUiSignInAsync"/> has begun.</summary>
    /// <param name="callbackUrl">The URL that the user has come back to, with its query.</param>
    /// <param name="cancellationToken">Cancels the call; the sign-in then has to be begun again.</param>
    /// <returns>Who is signed in. The session is as after <see cref="SignInAsync"/>.</returns>
    /// <exception cref="AmplifyAuthException">
    /// The sign-in was refused, the URL does not belong to it (<see cref="AmplifyAuthReason.StateMismatch"/>), or none is under way; see its
    /// <see cref="AmplifyAuthException.Reason"/>.
    /// </exception>
    /// <exception cref="AmplifyNetworkException">The token endpoint did not answer.</exception>
    /// <exception cref="AmplifyTimeoutException">The token endpoint did not answer in time.</exception>
    /// <exception cref="AmplifyConfigurationException">The configuration has no pages.</exception>
    /// <exception cref="ArgumentException">The URL has neither a code nor an error.</exception>
    public async Task<SignInStep.Done> CompleteHostedUiSignInAsync(Uri callbackUrl, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(callbackUrl);
        return (await ReturnFromHostedUiAsync(callbackUrl, cancellationToken).ConfigureAwait(false)).Done;
    }

    /// <summary>
    /// Gives where to send a user who has been signed out here with <see cref="SignOutAsync"/>, so that the browser is signed out too: for an application
    /// in a browser or on a server.
    /// </summary>
    /// <param name="redirectUri">Where the user comes back to; the first of <see cref="OAuthConfiguration.RedirectSignOut"/> by default.</param>
    /// <returns>The URL.</returns>
    /// <exception cref="AmplifyConfigurationException">The configuration has no pages, or no URL to come back to.</exception>
    public Uri GetHostedUiSignOutUrl(string? redirectUri = null) => HostedUi.SignOutUrl(redirectUri);

    /// <summary>Does what <see cref="CompleteHostedUiSignInAsync"/> does, and tells where the sign-in was to lead to.</summary>
    internal async Task<(SignInStep.Done Done, string? ReturnUrl)> ReturnFromHostedUiAsync(Uri callbackUrl, CancellationToken cancellationToken)
    {
        (SignInStep.Done Done, string? ReturnUrl) ended = await HostedUi.Web.CompleteAsync(callbackUrl, cancellationToken).ConfigureAwait(false);
        await _federated.SignOutAsync(CancellationToken.None).ConfigureAwait(false);
        return ended;
    }
}
