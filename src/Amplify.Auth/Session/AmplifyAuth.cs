using Amplify.Auth.IdentityPool;
using Amplify.Core.Credentials;
using Amplify.Signing;

namespace Amplify;

/// <summary>Tells who the application acts as.</summary>
public sealed class AmplifyAuth
{
    private readonly IAwsCredentialsProvider? _credentials;

    internal AmplifyAuth(IAwsCredentialsProvider? credentials) => _credentials = credentials;

    /// <summary>Gets the session: a guest's, while nobody is signed in.</summary>
    /// <param name="forceRefresh">Whether to get new credentials although those at hand are good. No effect on a provider of the application's own.</param>
    /// <param name="cancellationToken">Cancels waiting for the credentials.</param>
    /// <returns>The session, with credentials that are valid now.</returns>
    /// <exception cref="AmplifyAuthException">There are no credentials; see its <see cref="AmplifyAuthException.Reason"/>.</exception>
    /// <exception cref="AmplifyNetworkException">The service did not answer.</exception>
    /// <exception cref="AmplifyTimeoutException">The service did not answer in time.</exception>
    public async Task<AuthSession> GetSessionAsync(bool forceRefresh = false, CancellationToken cancellationToken = default)
    {
        if (_credentials is IdentityPoolCredentialsProvider pool)
        {
            IdentityCredentials identity = await pool.GetIdentityAsync(forceRefresh, cancellationToken).ConfigureAwait(false);
            return new AuthSession(identity.IdentityId, identity.Credentials);
        }

        AwsCredentials? credentials = _credentials is null ? null : await ProvidedCredentials.GetAsync(_credentials, cancellationToken).ConfigureAwait(false);
        return new AuthSession(identityId: null, credentials);
    }
}
