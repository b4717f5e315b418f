using Amplify.Auth.Federation;
using Amplify.Auth.Session;
using Amplify.Auth.UserPool;

namespace Amplify;

/// <content>Users whom another provider has signed in.</content>
public sealed partial class AmplifyAuth
{
    private readonly FederatedSession _federated;

    /// <summary>
    /// Takes a user whom a provider has signed in by its own means: the user gets credentials from the identity pool, and its token is sent by
    /// the mode OPENID_CONNECT. A guest goes on as the same identity, unless the user has one already. Whoever was
    /// signed in before is signed out.
    /// </summary>
    /// <param name="provider">The provider. A SAML provider signs in through the hosted pages instead.</param>
    /// <param name="token">The provider's token, of the kind that <paramref name="provider"/> tells.</param>
    /// <param name="expiresAt">When the token expires.</param>
    /// <param name="refresh">
    /// Gives another token, asked for a minute before the last one expires, once however many callers wait. Without, the user is signed out when the
    /// token expires. One that fails is asked again the next time; where there will never be another token, it throws an
    /// <see cref="AmplifyAuthException"/> of the reason <see cref="AmplifyAuthReason.SessionExpired"/>, and the user is signed out at once. After a restart
    /// <c>AmplifyOptions.RefreshFederatedToken</c> takes its place.
    /// </param>
    /// <param name="cancellationToken">Cancels the sign-in, as long as nobody was signed out for it.</param>
    /// <returns>A task that completes when the user is signed in. Whether the identity pool takes the token is told by <see cref="GetSessionAsync"/>.</returns>
    /// <exception cref="AmplifyAuthException">The token of <see cref="FederatedProvider.Developer"/> names no identity, or the store failed.</exception>
    /// <exception cref="ArgumentException">The token is empty.</exception>
    public async Task FederatedSignInAsync(
        FederatedProvider provider,
        string token,
        DateTimeOffset expiresAt,
        Func<CancellationToken, ValueTask<FederatedToken>>? refresh = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(provider);
        var user = new FederatedUser(provider, new FederatedToken(token, expiresAt), refresh);
        if (provider.Equals(FederatedProvider.Developer) && AuthToken.Parse(token)?.Subject is null)
        {
            throw new AmplifyAuthException(
                "The token is not one that GetOpenIdTokenForDeveloperIdentity gives: it names no identity.", AmplifyAuthReason.InvalidValue);
        }

        if (_userPool is { } pool && await pool.Session.FindAsync(cancellationToken).ConfigureAwait(false) is { } previous)
        {
            await EndSessionAsync(pool, previous, cancellationToken).ConfigureAwait(false);
        }

        await _federated.SignInAsync(user).ConfigureAwait(false);
    }

    private static async Task EndSessionAsync(UserPoolContext pool, UserSession user, CancellationToken cancellationToken)
    {
        pool.Forget(user);
        if (await pool.Session.SignOutAsync().ConfigureAwait(false) is { } ended)
        {
            await RevokeAsync(pool, ended, cancellationToken).ConfigureAwait(false);
        }
    }

    // Who was signed in before is so until the new user is.
    private async Task<T> ReplaceFederatedAsync<T>(Task<T> signIn)
        where T : SignInStep
    {
        T step = await signIn.ConfigureAwait(false);
        if (step is SignInStep.Done)
        {
            await _federated.SignOutAsync(CancellationToken.None).ConfigureAwait(false);
        }

        return step;
    }
}
