using Amplify.Auth.Federation;
using Amplify.Auth.IdentityPool;
using Amplify.Auth.Session;
using Amplify.Auth.UserPool;
using Amplify.Core.Credentials;
using Amplify.Signing;

namespace Amplify;

/// <summary>Signs the application's user in and out, and tells who the application acts as.</summary>
/// <remarks>
/// Each step of signing in or up is told as one of a closed set of records, to <c>switch</c> over; what the user pool refuses is an
/// <see cref="AmplifyAuthException"/> whose <see cref="AmplifyAuthException.Reason"/> tells why. Nothing is sent twice that may have been done.
/// See <see href="https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/Welcome.html">the user pool's operations</see>.
/// </remarks>
public sealed partial class AmplifyAuth
{
    private readonly AuthEvents _events;
    private volatile IAwsCredentialsProvider? _credentials;
    private volatile UserPoolContext? _userPool;
    private volatile SessionSnapshot? _snapshot;

    internal AmplifyAuth(IAwsCredentialsProvider? credentials, UserPoolContext? userPool, AuthEvents events, FederatedSession federated)
    {
        _events = events;
        _federated = federated;
        Follow(credentials, userPool);
    }

    /// <summary>
    /// Raised when the application acts as somebody else from now on: a user has signed in or out, the credentials' provider says so, or changed
    /// settings name other pools. Renewed tokens and credentials of the same identity do not raise it. A handler that fails is told to the log.
    /// </summary>
    public event EventHandler? IdentityChanged;

    /// <summary>
    /// Gets what happens to the user's session, as it happens and in order. Observers are called on the thread where it does, or on the one that has just
    /// told something else: one after the other, never two at a time. They are never completed, and one that fails disturbs nobody.
    /// </summary>
    public IObservable<AuthEvent> Events => _events;

    private UserPoolContext Pool => _userPool ?? throw new AmplifyConfigurationException(
        "Users sign in to a user pool, and the configuration has none. Set Auth.UserPoolId and Auth.UserPoolWebClientId.")
    { Key = "Auth.UserPoolId" };

    /// <summary>Gets the session: the user's, or a guest's while nobody is signed in.</summary>
    /// <param name="forceRefresh">
    /// Whether to get new tokens and credentials although those at hand are good. No effect on a credentials provider of the application's own.
    /// </param>
    /// <param name="cancellationToken">Cancels waiting for the session.</param>
    /// <returns>
    /// The session, with tokens and credentials that are valid now. While nobody is signed in and the identity pool gives guests nothing, it has
    /// neither, where there is a user pool to sign in to.
    /// </returns>
    /// <exception cref="AmplifyAuthException">There are no credentials, or the session has ended; see its <see cref="AmplifyAuthException.Reason"/>.</exception>
    /// <exception cref="AmplifyNetworkException">The service did not answer.</exception>
    /// <exception cref="AmplifyTimeoutException">The service did not answer in time.</exception>
    public Task<AuthSession> GetSessionAsync(bool forceRefresh = false, CancellationToken cancellationToken = default)
    {
        SessionSnapshot? snapshot = _snapshot;
        return !forceRefresh && snapshot?.IsCurrent(_credentials, _userPool) == true
            ? snapshot.Session
            : CreateSessionAsync(forceRefresh, cancellationToken);
    }

    /// <summary>Takes credentials and users of these from now on. Callers must not race, and raise the event when they may.</summary>
    internal void Follow(IAwsCredentialsProvider? credentials, UserPoolContext? userPool)
    {
        Unfollow();
        credentials?.IdentityChanged += OnIdentityChanged;

        // Credentials that follow the user tell themselves.
        if (credentials is not IdentityPoolCredentialsProvider { FollowsUser: true })
        {
            userPool?.Session.IdentityChanged += OnIdentityChanged;
            _federated.IdentityChanged += OnIdentityChanged;
        }

        _credentials = credentials;
        _userPool = userPool;
    }

    /// <summary>Lets go of the events: who raises them may outlive this.</summary>
    internal void Unfollow()
    {
        _credentials?.IdentityChanged -= OnIdentityChanged;
        _userPool?.Session.IdentityChanged -= OnIdentityChanged;
        _federated.IdentityChanged -= OnIdentityChanged;
    }

    internal void RaiseIdentityChanged() => _events.Raise(nameof(IdentityChanged), IdentityChanged, this);

    private async Task<AuthSession> CreateSessionAsync(bool forceRefresh, CancellationToken cancellationToken)
    {
        IAwsCredentialsProvider? provider = _credentials;
        UserPoolContext? userPool = _userPool;
        string identityKey = IdentityKeyOf(userPool);
        FederatedUser? federated = await _federated.GetAsync(forceRefresh, cancellationToken).ConfigureAwait(false);
        UserSession? user = federated is not null || userPool is null ? null : await userPool.Session.GetAsync(forceRefresh, cancellationToken).ConfigureAwait(false);
        if (provider is not (null or IdentityPoolCredentialsProvider))
        {
            AwsCredentials credentials = await ProvidedCredentials.GetAsync(provider, cancellationToken).ConfigureAwait(false);
            return new AuthSession(identityId: null, credentials, user, federated);
        }

        try
        {
            var pool = (IdentityPoolCredentialsProvider?)provider;
            IdentityCredentials? identity = pool is null ? null : await pool.GetIdentityAsync(forceRefresh, cancellationToken).ConfigureAwait(false);
            if (IdentityKeyOf(userPool) != identityKey)
            {
                // One user's tokens beside another one's credentials are nobody's session.
                return await CreateSessionAsync(forceRefresh: false, cancellationToken).ConfigureAwait(false);
            }

            var snapshot = new SessionSnapshot(pool, userPool, _federated, new AuthSession(identity?.IdentityId, identity?.Credentials, user, federated), identity, user, federated);
            _snapshot = snapshot;
            return await snapshot.Session.ConfigureAwait(false);
        }
        catch (AmplifyAuthException e) when (userPool is not null && user is null && federated is null && e.Reason is AmplifyAuthReason.SignInRequired or AmplifyAuthReason.GuestAccessNotAllowed)
        {
            return new AuthSession(identityId: null, credentials: null, user: null, federated: null);
        }
    }

    private string IdentityKeyOf(UserPoolContext? userPool) => $"{_federated.IdentityKey} {userPool?.Session.IdentityKey}";

    private void OnIdentityChanged(object? sender, EventArgs e) => RaiseIdentityChanged();
}
