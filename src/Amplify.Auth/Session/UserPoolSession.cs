using Amplify.Auth.UserPool;
using Microsoft.Extensions.Logging;

namespace Amplify.Auth.Session;

/// <summary>Who is signed in to the user pool. The tokens are renewed with the refresh token, beside other processes that share the store.</summary>
internal sealed class UserPoolSession : ITokenProvider, ILoginSource, IDisposable
{
    private static readonly TimeSpan LookAgainAfter = TimeSpan.FromMilliseconds(100);
    private const int Looks = 20;

    private readonly CurrentSession<UserSession> _current;
    private readonly SessionStore _store;
    private readonly SessionRenewer _renewer;
    private readonly TimeProvider _timeProvider;

    public UserPoolSession(UserPoolClient client, SessionStore store, AuthEvents events, SharedRenewals? renewals, TimeProvider timeProvider, ILogger logger)
    {
        _current = new CurrentSession<UserSession>(client.Settings.ClientId, RenewAsync, store, events, timeProvider, logger);
        _renewer = new SessionRenewer(client, timeProvider, renewals);
        _store = store;
        _timeProvider = timeProvider;
    }

    public event EventHandler? IdentityChanged
    {
        add => _current.IdentityChanged += value;
        remove => _current.IdentityChanged -= value;
    }

    public string IdentityKey => _current.IdentityKey;

    public ValueTask<string> GetTokenAsync(TokenKind kind = TokenKind.Access, CancellationToken cancellationToken = default)
    {
        ValueTask<UserSession?> session = GetAsync(forceRefresh: false, cancellationToken);
        return session.IsCompletedSuccessfully ? new(TokenOf(session.Result, kind)) : new(WaitForTokenAsync(session.AsTask(), kind));
    }

    /// <inheritdoc cref="CurrentSession{T}.GetAsync"/>
    public ValueTask<UserSession?> GetAsync(bool forceRefresh, CancellationToken cancellationToken) => _current.GetAsync(forceRefresh, cancellationToken);

    /// <inheritdoc cref="CurrentSession{T}.FindAsync"/>
    public Task<UserSession?> FindAsync(CancellationToken cancellationToken) => _current.FindAsync(cancellationToken);

    /// <inheritdoc cref="CurrentSession{T}.IsAtHand"/>
    public bool IsAtHand(UserSession? session) => _current.IsAtHand(session);

    public void Invalidate(string rejected) => _current.Invalidate(rejected);

    public async ValueTask<IReadOnlyDictionary<string, string>?> GetLoginsAsync(CancellationToken cancellationToken)
    {
        if (await GetAsync(forceRefresh: false, cancellationToken).ConfigureAwait(false) is not { } session)
        {
            return null;
        }

        string token = TokenOf(session, TokenKind.Id);
        string issuer = session.Tokens.IdToken!.GetClaim("iss") ?? "";
        int scheme = issuer.IndexOf("://", StringComparison.Ordinal);
        return new Dictionary<string, string> { [scheme < 0 ? issuer : issuer[(scheme + 3)..]] = token };
    }

    /// <inheritdoc cref="CurrentSession{T}.SignInAsync"/>
    public Task SignInAsync(UserSession session) => _current.SignInAsync(session);

    /// <inheritdoc cref="CurrentSession{T}.SignOutAsync"/>
    public Task<UserSession?> SignOutAsync() => _current.SignOutAsync();

    public void Dispose() => _current.Dispose();

    private static string TokenOf(UserSession? session, TokenKind kind)
    {
        if (session is null)
        {
            throw new AmplifyAuthException("Nobody is signed in, so there is no token. Sign the user in first.", AmplifyAuthReason.SignInRequired);
        }

        AuthToken? token = kind == TokenKind.Id ? session.Tokens.IdToken : session.Tokens.AccessToken;
        return token?.Value ?? throw new AmplifyAuthException(
            "The sign-in gave no id token. Ask for the scope openid when signing in, or use the access token.", AmplifyAuthReason.NotAuthorized);
    }

    private static async Task<string> WaitForTokenAsync(Task<UserSession?> session, TokenKind kind) => TokenOf(await session.ConfigureAwait(false), kind);

    private async Task<UserSession?> RenewAsync(UserSession session, int version, CancellationToken cancellationToken)
    {
        (bool found, UserSession? other) = await LookForOtherAsync(session, cancellationToken).ConfigureAwait(false);
        while (true)
        {
            if (found && other?.UserSub != session.UserSub)
            {
                return _current.Follow(other, version);
            }

            session = other ?? session;
            if (found && session.IsFreshAt(_timeProvider.GetUtcNow()))
            {
                return _current.TakeKept(session, version);
            }

            try
            {
                UserSession renewed = await _renewer.RenewAsync(session, cancellationToken).ConfigureAwait(false);

                // Another process may have signed the user out meanwhile: what came must not be written over that, nor be lost by the look.
                (found, other) = await LookForOtherAsync(session, CancellationToken.None).ConfigureAwait(false);
                return found && other?.UserSub != session.UserSub
                    ? _current.Follow(other, version)
                    : await _current.TakeRenewedAsync(renewed, version).ConfigureAwait(false);
            }
            catch (AmplifyAuthException e) when (SessionRenewer.IsFinal(e))
            {
                other = await WaitForOtherAsync(session, e, cancellationToken).ConfigureAwait(false) ?? throw Ended(e);
                found = true;
            }
        }
    }

    private static AmplifyAuthException Ended(AmplifyAuthException cause) =>
        new($"The session has ended, and the user is signed out. {cause.Message}", AmplifyAuthReason.SessionExpired, cause)
        {
            ErrorType = cause.ErrorType,
            RequestId = cause.RequestId,
        };

    // A process that has just renewed with the same token may not have come to writing what it got.
    private async Task<UserSession?> WaitForOtherAsync(UserSession session, AmplifyAuthException failure, CancellationToken cancellationToken)
    {
        int looks = failure.ErrorType == "RefreshTokenReuseException" ? Looks : 1;
        for (int look = 0; look < looks; look++)
        {
            if (look > 0)
            {
                await Task.Delay(LookAgainAfter, _timeProvider, cancellationToken).ConfigureAwait(false);
            }

            if (await LookForOtherAsync(session, cancellationToken).ConfigureAwait(false) is (true, { } other))
            {
                return other;
            }
        }

        return null;
    }

    // What could not be written is newer than what the store holds.
    private async Task<(bool Found, UserSession? Other)> LookForOtherAsync(UserSession session, CancellationToken cancellationToken)
    {
        if (!_current.IsKept)
        {
            return (false, null);
        }

        try
        {
            UserSession? kept = await _store.ReadAsync(cancellationToken).ConfigureAwait(false);
            return (kept?.Tokens.AccessToken.Value != session.Tokens.AccessToken.Value, kept);
        }
        catch (Exception) when (!cancellationToken.IsCancellationRequested)
        {
            return (false, null);
        }
    }
}
