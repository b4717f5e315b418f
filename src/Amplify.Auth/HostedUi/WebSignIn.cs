namespace Amplify.Auth.HostedUi;

/// <summary>Signs in at the hosted pages in two halves, for an application that is itself in the browser or behind it.</summary>
internal sealed class WebSignIn(HostedUiSettings settings, HostedUiUrls urls, PendingSignInStore store, HostedUiSignIn signIn, TimeProvider timeProvider)
{
    public async Task<Uri> BeginAsync(HostedUiOptions options, CancellationToken cancellationToken)
    {
        // As it was written: the pages compare it with what is registered character by character.
        string redirectUri = RedirectChoice.Any(options.RedirectUri, settings.RedirectSignIn, "Auth.OAuth.RedirectSignIn").OriginalString;
        PendingSignIn pending = PendingSignIn.Begin(redirectUri, timeProvider.GetUtcNow(), options.ReturnUrl);
        await store.WriteAsync(pending, cancellationToken).ConfigureAwait(false);
        return urls.Authorize(pending, options);
    }

    /// <returns>Who is signed in, and where the sign-in was to lead to.</returns>
    public async Task<(SignInStep.Done Done, string? ReturnUrl)> CompleteAsync(Uri callbackUrl, CancellationToken cancellationToken)
    {
        AuthorizationAnswer answer = AuthorizationAnswer.Read(callbackUrl);
        PendingSignIn? pending = await store.ReadAsync(cancellationToken).ConfigureAwait(false);
        if (pending is null || pending.IsOverAt(timeProvider.GetUtcNow()))
        {
            throw new AmplifyAuthException(
                "There is no sign-in at the hosted pages under way here that this could be the end of. Begin one with BeginHostedUiSignInAsync.",
                AmplifyAuthReason.NoSignInUnderWay);
        }

        // What is not of this sign-in must not end it either.
        HostedUiSignIn.CheckState(pending, answer);
        await store.RemoveAsync(cancellationToken).ConfigureAwait(false);
        return (await signIn.CompleteAsync(pending, answer, cancellationToken).ConfigureAwait(false), pending.ReturnUrl);
    }
}
