using Amplify.Auth.Diagnostics;

namespace Amplify.Auth.Session;

/// <content>Renewing the tokens, beside other processes that share the store.</content>
internal sealed partial class UserPoolSession
{
    private static readonly TimeSpan LookAgainAfter = TimeSpan.FromMilliseconds(100);
    private const int Looks = 20;

    private async Task<UserSession?> RenewAsync(CancellationToken cancellationToken)
    {
        (UserSession? session, int version) = Snapshot();
        if (session is null)
        {
            return null;
        }

        try
        {
            (bool found, UserSession? other) = await LookForOtherAsync(session, cancellationToken).ConfigureAwait(false);
            if (found && (other is null || other.UserSub != session.UserSub || other.IsFreshAt(_timeProvider.GetUtcNow())))
            {
                return Adopt(session, other, version);
            }

            return await RenewAsync(found ? other! : session, version, cancellationToken).ConfigureAwait(false);
        }
        catch (AmplifyAuthException e) when (e.Reason == AmplifyAuthReason.SessionExpired)
        {
            throw;
        }
        catch (Exception) when (Snapshot().Version != version)
        {
            // Somebody else has signed in meanwhile, or out: what became of the old session concerns nobody.
            return Snapshot().Session;
        }
        catch (AmplifyException e)
        {
            _logger.TokenRenewalFailed(e.GetType().Name);
            _events.Tell(new AuthEvent.TokenRefreshFailed(session.Username, e));
            if (e.IsTransient && session.IsAcceptedAt(_timeProvider.GetUtcNow()))
            {
                return session;
            }

            throw;
        }
    }

    private async Task<UserSession?> RenewAsync(UserSession session, int version, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                UserSession renewed = await _renewer.RenewAsync(session, cancellationToken).ConfigureAwait(false);
                return await TakeRenewedAsync(renewed, version).ConfigureAwait(false);
            }
            catch (AmplifyAuthException e) when (SessionRenewer.IsFinal(e))
            {
                if (await WaitForOtherAsync(session, e, cancellationToken).ConfigureAwait(false) is not { } other)
                {
                    return await EndAsync(session, version, e).ConfigureAwait(false);
                }

                if (other.IsFreshAt(_timeProvider.GetUtcNow()))
                {
                    return Adopt(session, other, version);
                }

                session = other;
            }
        }
    }

    private async Task<UserSession?> TakeRenewedAsync(UserSession renewed, int version)
    {
        lock (_lock)
        {
            if (version != _version)
            {
                return _current;
            }

            Volatile.Write(ref _current, renewed);
        }

        // Before anybody is told: with rotation, the store would otherwise hold a token that will not do again.
        await KeepAsync().ConfigureAwait(false);
        _logger.TokensRenewed(renewed.Tokens.ExpiresAt);
        _events.Tell(new AuthEvent.TokenRefreshed(renewed.Username));
        return renewed;
    }

    private async Task<UserSession?> EndAsync(UserSession session, int version, AmplifyAuthException cause)
    {
        if (Replace(null, version) is null)
        {
            return Snapshot().Session;
        }

        _logger.SessionEnded(cause.Reason.ToString());
        try
        {
            await KeepAsync().ConfigureAwait(false);
        }
        catch (AmplifyException e)
        {
            _logger.SessionNotKept(e.GetType().Name, e);
        }

        var error = new AmplifyAuthException($"The session has ended, and the user is signed out. {cause.Message}", AmplifyAuthReason.SessionExpired, cause)
        {
            ErrorType = cause.ErrorType,
            RequestId = cause.RequestId,
        };
        _events.Tell(new AuthEvent.SessionExpired(session.Username, error));
        throw error;
    }

    /// <summary>Takes what another process has put into the store.</summary>
    private UserSession? Adopt(UserSession session, UserSession? other, int version)
    {
        if (other?.UserSub != session.UserSub)
        {
            if (Replace(other, version) is not null)
            {
                _events.Tell(other is null ? new AuthEvent.SignedOut(session.Username) : new AuthEvent.SignedIn(other.Username));
            }

            return Volatile.Read(ref _current);
        }

        lock (_lock)
        {
            if (version == _version)
            {
                Volatile.Write(ref _current, other);
            }

            return _current;
        }
    }

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
        if (!_isKept)
        {
            return (false, null);
        }

        try
        {
            UserSession? kept = await _store.ReadAsync(cancellationToken).ConfigureAwait(false);
            return (kept?.Tokens.AccessToken.Value != session.Tokens.AccessToken.Value, kept);
        }
        catch (AmplifyAuthException e) when (e.Reason == AmplifyAuthReason.StoreUnavailable)
        {
            return (false, null);
        }
    }

    private (UserSession? Session, int Version) Snapshot()
    {
        lock (_lock)
        {
            return (_current, _version);
        }
    }
}
