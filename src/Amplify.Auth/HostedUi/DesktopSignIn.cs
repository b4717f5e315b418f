using System.Runtime.Versioning;
using Microsoft.Extensions.Logging;

namespace Amplify.Auth.HostedUi;

/// <summary>
/// Signs in at the hosted pages in the system's browser, which brings the user back to a port of this machine:
/// <see href="https://www.rfc-editor.org/rfc/rfc8252">RFC 8252</see>.
/// </summary>
[UnsupportedOSPlatform("browser")]
internal sealed class DesktopSignIn(
    HostedUiSettings settings, HostedUiUrls urls, HostedUiSignIn signIn, Func<Uri, CancellationToken, ValueTask>? openBrowser, TimeProvider timeProvider, ILogger logger)
{
    public async Task<SignInStep.Done> SignInAsync(HostedUiOptions options, CancellationToken cancellationToken)
    {
        Uri redirectUri = RedirectChoice.OnThisMachine(options.RedirectUri, settings.RedirectSignIn, "Auth.OAuth.RedirectSignIn");
        LoopbackListener listener = LoopbackListener.Start(redirectUri, logger);
        await using (listener.ConfigureAwait(false))
        {
            PendingSignIn pending = PendingSignIn.Begin(listener.RedirectUri, timeProvider.GetUtcNow());
            using LoopbackVisit visit = await VisitAsync(listener, urls.Authorize(pending, options), options.Timeout, cancellationToken).ConfigureAwait(false);
            return await CompleteAsync(pending, visit, cancellationToken).ConfigureAwait(false);
        }
    }

    public async Task SignOutAsync(HostedUiSignOutOptions options, CancellationToken cancellationToken)
    {
        Uri redirectUri = RedirectChoice.OnThisMachine(options.RedirectUri, settings.RedirectSignOut, "Auth.OAuth.RedirectSignOut");
        LoopbackListener listener = LoopbackListener.Start(redirectUri, logger);
        await using (listener.ConfigureAwait(false))
        {
            using LoopbackVisit visit = await VisitAsync(listener, urls.Logout(listener.RedirectUri), options.Timeout, cancellationToken).ConfigureAwait(false);
            await visit.ShowAsync(ClosingPage.SignedOut, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<SignInStep.Done> CompleteAsync(PendingSignIn pending, LoopbackVisit visit, CancellationToken cancellationToken)
    {
        try
        {
            SignInStep.Done done = await signIn.CompleteAsync(pending, AnswerIn(visit), cancellationToken).ConfigureAwait(false);
            await visit.ShowAsync(ClosingPage.SignedIn, cancellationToken).ConfigureAwait(false);
            return done;
        }
        catch (AmplifyException)
        {
            await visit.ShowAsync(ClosingPage.Failed, cancellationToken).ConfigureAwait(false);
            throw;
        }
    }

    private static AuthorizationAnswer AnswerIn(LoopbackVisit visit)
    {
        try
        {
            return AuthorizationAnswer.Read(visit.Url);
        }
        catch (ArgumentException e)
        {
            throw new AmplifyAuthException($"{e.Message} Sign in again.", AmplifyAuthReason.StateMismatch);
        }
    }

    /// <summary>Shows the user a page, and waits until the browser comes back.</summary>
    private async Task<LoopbackVisit> VisitAsync(LoopbackListener listener, Uri page, TimeSpan timeout, CancellationToken cancellationToken)
    {
        using var deadline = new CancellationTokenSource(timeout, timeProvider);
        using var wait = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        try
        {
            Task<LoopbackVisit> visit = listener.WaitAsync(wait.Token);
            Task open = OpenAsync(page, wait.Token);

            // A function that waits until the page is there waits for ours, when the pages send the user back at once.
            if (await Task.WhenAny(open, visit).ConfigureAwait(false) == open)
            {
                await open.ConfigureAwait(false);
            }

            return await visit.ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (deadline.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new AmplifyTimeoutException(
                FormattableString.Invariant($"The user did not come back from the hosted pages within {timeout.TotalSeconds:0.###} seconds. Try again, or set a longer Timeout."),
                timeout);
        }
        catch (OperationCanceledException)
        {
            throw new OperationCanceledException(cancellationToken);
        }
    }

    private async Task OpenAsync(Uri page, CancellationToken cancellationToken)
    {
        try
        {
            if (openBrowser is null)
            {
                SystemBrowser.Open(page);
            }
            else
            {
                await openBrowser(page, cancellationToken).ConfigureAwait(false);
            }
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            throw new AmplifyAuthException(
                $"The browser could not be opened: {e.Message} Set AmplifyOptions.OpenBrowser to a function that shows the page.", AmplifyAuthReason.BrowserUnavailable, e);
        }
    }
}
