using Amplify.Auth.Diagnostics;

namespace Amplify.Auth.Session;

/// <content>Renewing the tokens in time, once however many callers wait.</content>
internal sealed partial class CurrentSession<T>
{
    /// <summary>Takes tokens that were renewed, unless somebody has signed in or out since the version.</summary>
    /// <returns>Who is signed in now.</returns>
    public async Task<T?> TakeRenewedAsync(T renewed, int version)
    {
        if (!TryTake(renewed, version, isKept: false, new AuthEvent.TokenRefreshed(renewed.Username)))
        {
            return Volatile.Read(ref _current);
        }

        // Before anybody is told: with rotation, the store would otherwise hold a token that will not do again.
        await KeepAsync().ConfigureAwait(false);
        _logger.TokensRenewed(renewed.ExpiresAt);
        return renewed;
    }

    /// <summary>Takes the same user with other tokens, which another process has put into the store.</summary>
    /// <returns>Who is signed in now.</returns>
    public T? TakeKept(T other, int version)
    {
        TryTake(other, version, isKept: true, what: null);
        return Volatile.Read(ref _current);
    }

    /// <summary>Takes whom another process has put into the store in place of the user, or nobody.</summary>
    /// <returns>Who is signed in now.</returns>
    public T? Follow(T? other, int version)
    {
        if (TryReplace(other, version, out _, isKept: true))
        {
            _events.Add(TakeChanges().Untold);
            _events.TellAll();
        }

        return Volatile.Read(ref _current);
    }

    private async Task<T?> GetSlowlyAsync(bool forceRefresh, CancellationToken cancellationToken)
    {
        T? session = await FindAsync(cancellationToken).ConfigureAwait(false);
        if (session is null || (session.IsFreshAt(_timeProvider.GetUtcNow()) && !(forceRefresh && session.CanRenew)))
        {
            return session;
        }

        try
        {
            return await _renewal.JoinAsync(() => FindRenewed(session), cancellationToken).ConfigureAwait(false);
        }
        catch (AmplifyException) when (!forceRefresh && IsAtHand(session) && session.IsAcceptedAt(_timeProvider.GetUtcNow()))
        {
            // Who asks in the last seconds gets what is good for as long as it is.
            return session;
        }
    }

    // A renewal that has ended since the caller looked at the session serves the caller too.
    private Task<T?>? FindRenewed(T seen)
    {
        T? current = Volatile.Read(ref _current);
        return current is not null && !ReferenceEquals(current, seen) && current.IsFreshAt(_timeProvider.GetUtcNow())
            ? Task.FromResult<T?>(current)
            : null;
    }

    private async Task<T?> RenewAsync(CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, typeof(AmplifyAuth));
        (T? session, int version) = Snapshot();
        if (session is null || cancellationToken.IsCancellationRequested)
        {
            // Somebody has signed in or out since it was asked for, before it began: who waits gets whoever is there now.
            return session;
        }

        try
        {
            return await _renew(session, version, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception) when (Snapshot().Version != version)
        {
            // Somebody else has signed in meanwhile, or out: what became of the old tokens concerns nobody.
            return Volatile.Read(ref _current);
        }
        catch (AmplifyAuthException e) when (e.Reason == AmplifyAuthReason.SessionExpired)
        {
            return await EndAsync(session, version, e).ConfigureAwait(false);
        }
        catch (AmplifyException e)
        {
            _logger.TokenRenewalFailed(e.GetType().Name);
            _events.Tell(new AuthEvent.TokenRefreshFailed(session.Username, e));
            throw;
        }
    }

    private async Task<T?> EndAsync(T session, int version, AmplifyAuthException error)
    {
        if (!TryReplace(null, version, out _, what: new AuthEvent.SessionExpired(session.Username, error)))
        {
            return Volatile.Read(ref _current);
        }

        _logger.SessionEnded(error.ErrorType ?? error.Reason.ToString());
        try
        {
            await KeepAsync().ConfigureAwait(false);
        }
        catch (Exception e)
        {
            // The store may go on holding tokens that do not do any more.
            _logger.SessionNotKept(e.GetType().Name, e);
        }

        throw error;
    }

    private bool TryTake(T next, int version, bool isKept, AuthEvent? what)
    {
        lock (_lock)
        {
            if (version != _version)
            {
                return false;
            }

            Change(next, isKept, what);
            return true;
        }
    }

    private (T? Session, int Version) Snapshot()
    {
        lock (_lock)
        {
            return (_current, _version);
        }
    }
}
