using Amplify.Auth.Diagnostics;
using Amplify.Auth.Session;
using Amplify.Auth.UserPool;
using Amplify.Auth.UserPool.Challenges;
using Amplify.Auth.UserPool.Messages;

namespace Amplify;

/// <content>Signing in and out.</content>
public sealed partial class AmplifyAuth
{
    /// <summary>Begins to sign a user in. Who was signed in before is so until the new user is.</summary>
    /// <param name="username">The user name, or an alias of it such as the e-mail address, as far as the pool takes that.</param>
    /// <param name="password">The password; none with <see cref="SignInMethod.Custom"/>, and not needed with <see cref="SignInMethod.Choice"/>.</param>
    /// <param name="options">How to sign in.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns><see cref="SignInStep.Done"/>, or what has to be answered with <see cref="ConfirmSignInAsync(string, ConfirmSignInOptions?, CancellationToken)"/>.</returns>
    /// <exception cref="AmplifyAuthException">The pool refuses; see its <see cref="AmplifyAuthException.Reason"/>.</exception>
    /// <exception cref="AmplifyNetworkException">The service did not answer.</exception>
    /// <exception cref="AmplifyTimeoutException">The service did not answer in time.</exception>
    /// <exception cref="AmplifyConfigurationException">The configuration has no user pool.</exception>
    /// <exception cref="ArgumentException">The user name or the password is empty.</exception>
    public Task<SignInStep> SignInAsync(
        string username, string? password = null, SignInOptions? options = null, CancellationToken cancellationToken = default)
    {
        options ??= new SignInOptions();
        ArgumentException.ThrowIfNullOrEmpty(username);
        if (options.Method is SignInMethod.Custom or SignInMethod.Choice)
        {
            RefuseEmpty(password);
        }
        else
        {
            ArgumentException.ThrowIfNullOrEmpty(password);
        }

        return ReplaceFederatedAsync(Pool.SignIn.StartAsync(username, password, options, cancellationToken));
    }

    /// <summary>
    /// Answers what the sign-in asks. After an error that may pass, and after a wrong code, the same step can be answered again, as long as the pool
    /// keeps the sign-in: three minutes, unless it is set otherwise.
    /// </summary>
    /// <param name="answer">The code, the new password, the answer to a custom challenge, or the address.</param>
    /// <param name="options">What goes with the answer.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns><see cref="SignInStep.Done"/>, or what has to be answered next.</returns>
    /// <exception cref="AmplifyAuthException">The pool refuses, or there is no sign-in under way; see its <see cref="AmplifyAuthException.Reason"/>.</exception>
    /// <exception cref="AmplifyNetworkException">The service did not answer.</exception>
    /// <exception cref="AmplifyTimeoutException">The service did not answer in time.</exception>
    /// <exception cref="ArgumentException">The answer is empty, or none of those that can be chosen.</exception>
    public Task<SignInStep> ConfirmSignInAsync(string answer, ConfirmSignInOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(answer);
        return ReplaceFederatedAsync(Pool.SignIn.ConfirmAsync(answer, options ?? new ConfirmSignInOptions(), cancellationToken));
    }

    /// <summary>Chooses a second factor, to use or to set up.</summary>
    /// <param name="choice">The factor.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>What has to be answered next.</returns>
    /// <exception cref="AmplifyAuthException">The pool refuses, or there is no sign-in under way; see its <see cref="AmplifyAuthException.Reason"/>.</exception>
    /// <exception cref="AmplifyNetworkException">The service did not answer.</exception>
    /// <exception cref="AmplifyTimeoutException">The service did not answer in time.</exception>
    public Task<SignInStep> ConfirmSignInAsync(MfaType choice, CancellationToken cancellationToken = default) =>
        ConfirmSignInAsync(MfaTypes.NameOf(choice), options: null, cancellationToken);

    /// <summary>Chooses the first factor to sign in with.</summary>
    /// <param name="choice">The factor.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns><see cref="SignInStep.Done"/> when the password was at hand, or what has to be answered next.</returns>
    /// <exception cref="AmplifyAuthException">The pool refuses, or there is no sign-in under way; see its <see cref="AmplifyAuthException.Reason"/>.</exception>
    /// <exception cref="AmplifyNetworkException">The service did not answer.</exception>
    /// <exception cref="AmplifyTimeoutException">The service did not answer in time.</exception>
    /// <exception cref="ArgumentException">The factor is none of those that can be chosen.</exception>
    public Task<SignInStep> ConfirmSignInAsync(FirstFactor choice, CancellationToken cancellationToken = default) =>
        ConfirmSignInAsync(FirstFactors.NameOf(choice), options: null, cancellationToken);

    /// <summary>Signs the user out here, and with <paramref name="global"/> everywhere.</summary>
    /// <param name="global">
    /// Whether to end all sessions of the user, on other devices too. When that fails for a reason that may pass, the user stays signed in, so that it
    /// can be tried again; without it, signing out works with no network as well, and only the refresh token may then not be revoked. A user whom another
    /// provider has signed in is signed out here only.
    /// </param>
    /// <param name="cancellationToken">Cancels the requests to the pool; the user is signed out here all the same, unless <paramref name="global"/> is set.</param>
    /// <returns>A task that completes when the user is signed out. Nothing happens when nobody is signed in.</returns>
    /// <exception cref="AmplifyAuthException">The session is over, but the store still holds it; or the pool refused to end all sessions.</exception>
    /// <exception cref="AmplifyNetworkException">The service was asked to end all sessions and did not answer.</exception>
    /// <exception cref="AmplifyTimeoutException">The service was asked to end all sessions and did not answer in time.</exception>
    public async Task SignOutAsync(bool global = false, CancellationToken cancellationToken = default)
    {
        if (await _federated.SignOutAsync(cancellationToken).ConfigureAwait(false))
        {
            await ForgetIdentityAsync().ConfigureAwait(false);
            return;
        }

        if (_userPool is not { } pool)
        {
            return;
        }

        UserSession? user = await pool.Session.FindAsync(cancellationToken).ConfigureAwait(false);
        if (user is not null && global)
        {
            await SignOutEverywhereAsync(pool, cancellationToken).ConfigureAwait(false);
        }

        if (user is not null)
        {
            pool.Forget(user);
        }

        // Its tokens may have been renewed since.
        user = await pool.Session.SignOutAsync().ConfigureAwait(false);
        if (user is null)
        {
            return;
        }

        await ForgetIdentityAsync().ConfigureAwait(false);
        if (!global)
        {
            await RevokeAsync(pool, user, cancellationToken).ConfigureAwait(false);
        }
    }

    private async ValueTask ForgetIdentityAsync()
    {
        if (_credentials is IdentityPoolCredentialsProvider identities)
        {
            await identities.ForgetAsync(CancellationToken.None).ConfigureAwait(false);
        }
    }

    // A session that has ended by itself has nothing to be ended.
    private static async Task SignOutEverywhereAsync(UserPoolContext pool, CancellationToken cancellationToken)
    {
        try
        {
            await pool.CallAsUserAsync(UserPoolOperations.GlobalSignOut, token => new() { AccessToken = token }, cancellationToken).ConfigureAwait(false);
        }
        catch (AmplifyAuthException e) when (e.Reason is AmplifyAuthReason.SessionExpired or AmplifyAuthReason.SignInRequired)
        {
            pool.Logger.NotRevoked(e.Reason.ToString());
        }
    }

    private static async Task RevokeAsync(UserPoolContext pool, UserSession user, CancellationToken cancellationToken)
    {
        if (user.Tokens.RefreshToken is not { } refreshToken)
        {
            return;
        }

        try
        {
            var request = new AuthenticationMessages.RevokeTokenRequest
            {
                Token = refreshToken,
                ClientId = pool.Settings.ClientId,
                ClientSecret = pool.Settings.ClientSecret,
            };
            await pool.Client.CallAsync(UserPoolOperations.RevokeToken, request, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is AmplifyException or OperationCanceledException)
        {
            // The token is forgotten here, and expires.
            pool.Logger.NotRevoked(e.GetType().Name);
        }
    }
}
