using Amplify.Auth.IdentityPool;
using Amplify.Core.Credentials;
using Amplify.Signing;

namespace Amplify;

/// <summary>Tells who the application acts as.</summary>
public sealed class AmplifyAuth
{
    private volatile IAwsCredentialsProvider? _credentials;

    internal AmplifyAuth(IAwsCredentialsProvider? credentials) => Follow(credentials);

    /// <summary>
    /// Raised when the application acts as somebody else from now on: the credentials' provider says so, or changed settings name another identity
    /// pool. Renewed credentials of the same identity do not raise it.
    /// </summary>
    public event EventHandler? IdentityChanged;

    /// <summary>Gets the session: a guest's, while nobody is signed in.</summary>
    /// <param name="forceRefresh">Whether to get new credentials although those at hand are good. No effect on a provider of the application's own.</param>
    /// <param name="cancellationToken">Cancels waiting for the credentials.</param>
    /// <returns>The session, with credentials that are valid now.</returns>
    /// <exception cref="AmplifyAuthException">There are no credentials; see its <see cref="AmplifyAuthException.Reason"/>.</exception>
    /// <exception cref="AmplifyNetworkException">The service did not answer.</exception>
    /// <exception cref="AmplifyTimeoutException">The service did not answer in time.</exception>
    public async Task<AuthSession> GetSessionAsync(bool forceRefresh = false, CancellationToken cancellationToken = default)
    {
        IAwsCredentialsProvider? provider = _credentials;
        if (provider is IdentityPoolCredentialsProvider pool)
        {
            IdentityCredentials identity = await pool.GetIdentityAsync(forceRefresh, cancellationToken).ConfigureAwait(false);
            return new AuthSession(identity.IdentityId, identity.Credentials);
        }

        AwsCredentials? credentials = provider is null ? null : await ProvidedCredentials.GetAsync(provider, cancellationToken).ConfigureAwait(false);
        return new AuthSession(identityId: null, credentials);
    }

    /// <summary>Takes the credentials of this provider from now on. Callers must not race, and raise the event when they may.</summary>
    internal void Follow(IAwsCredentialsProvider? credentials)
    {
        Unfollow();
        credentials?.IdentityChanged += OnIdentityChanged;
        _credentials = credentials;
    }

    /// <summary>Lets go of the provider's event: the provider may outlive this.</summary>
    internal void Unfollow() => _credentials?.IdentityChanged -= OnIdentityChanged;

    internal void RaiseIdentityChanged() => IdentityChanged?.Invoke(this, EventArgs.Empty);

    private void OnIdentityChanged(object? sender, EventArgs e) => RaiseIdentityChanged();
}
