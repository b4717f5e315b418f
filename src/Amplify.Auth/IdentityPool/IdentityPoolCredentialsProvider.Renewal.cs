using Amplify.Auth.Diagnostics;
using Amplify.Auth.IdentityPool;
using Amplify.Core.Diagnostics;

namespace Amplify;

/// <content>Renewing the credentials, and following the user.</content>
public sealed partial class IdentityPoolCredentialsProvider
{
    internal ValueTask<IdentityCredentials> GetIdentityAsync(bool forceRefresh, CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(_lifetime.IsCancellationRequested, this);
        if (_logins is null && !_settings.GuestsAllowed)
        {
            throw SignInRequired();
        }

        IdentityCredentials? current = Volatile.Read(ref _current);
        return current is not null && !forceRefresh && current.IsFreshAt(_timeProvider.GetUtcNow())
            ? new(current)
            : new(RenewedAsync(forceRefresh, cancellationToken));
    }

    /// <summary>Forgets the identity that is kept in the store: its user has signed out.</summary>
    internal ValueTask ForgetAsync(CancellationToken cancellationToken) => _source.ForgetAsync(cancellationToken);

    /// <summary>Tells whether these are the credentials at hand, if they are not too old.</summary>
    internal bool IsAtHand(IdentityCredentials? identity) =>
        !_lifetime.IsCancellationRequested && identity is not null && ReferenceEquals(Volatile.Read(ref _current), identity);

    private static AmplifyAuthException SignInRequired() => new(
        "Nobody is signed in, and the configuration demands it (MandatorySignIn), so guests get no credentials. Sign the user in, or set MandatorySignIn to false.",
        AmplifyAuthReason.SignInRequired);

    private string KeyOf(int generation) => FormattableString.Invariant($"{_settings.IdentityPoolId}/{generation}");

    // What was another's is not given any more from here on, also not by a renewal that is under way.
    private void OnUserChanged(object? sender, EventArgs e)
    {
        lock (_lock)
        {
            _renewal = null;
            Volatile.Write(ref _current, null);
            Volatile.Write(ref _followerKey, KeyOf(++_generation));
        }

        IdentityChanged?.Invoke(this, EventArgs.Empty);
    }

    private async Task<IdentityCredentials> RenewedAsync(bool forceRefresh, CancellationToken cancellationToken)
    {
        try
        {
            return await JoinRenewal(forceRefresh, cancellationToken).ConfigureAwait(false);
        }
        catch (AmplifyException e) when (!forceRefresh && e.IsTransient && FindAccepted() is { } accepted)
        {
            // Whoever has begun the renewal: who does not insist on new ones goes on with these for as long as they are good.
            return accepted;
        }
    }

    private IdentityCredentials? FindAccepted() =>
        Volatile.Read(ref _current) is { } current && current.IsAcceptedAt(_timeProvider.GetUtcNow()) ? current : null;

    private Task<IdentityCredentials> JoinRenewal(bool forceRefresh, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            if (_renewal is null)
            {
                // Another caller's renewal may have ended between the look at the credentials and the lock.
                if (!forceRefresh && _current?.IsFreshAt(_timeProvider.GetUtcNow()) == true)
                {
                    return Task.FromResult(_current);
                }

                ObjectDisposedException.ThrowIf(_lifetime.IsCancellationRequested, this);
                (IdentityCredentials? previous, int generation, CancellationToken ended) = (_current, _generation, _lifetime.Token);
                _renewal = Task.Run(() => RenewAsync(previous, generation, forceRefresh, ended), CancellationToken.None);
            }

            return _renewal.WaitAsync(cancellationToken);
        }
    }

    private async Task<IdentityCredentials> RenewAsync(IdentityCredentials? previous, int generation, bool forced, CancellationToken cancellationToken)
    {
        IdentityCredentials? renewed = null;
        bool isOver = false;
        try
        {
            renewed = await AskAsync(forced, cancellationToken).ConfigureAwait(false);
            AmplifyMetrics.CredentialsRefreshed(error: null);
            _logger.Renewed(renewed.IdentityId[^Math.Min(4, renewed.IdentityId.Length)..], renewed.Credentials.Expiration);
        }
        catch (Exception e) when (_lifetime.IsCancellationRequested)
        {
            // Who waits has cancelled nothing.
            throw new ObjectDisposedException($"{GetType()} was disposed of.", e);
        }
        catch (Exception e) when (Volatile.Read(ref _generation) == generation)
        {
            AmplifyMetrics.CredentialsRefreshed(e.GetType().FullName);
            if (e is AmplifyException { IsTransient: true } && FindAccepted() is { } accepted)
            {
                _logger.RenewalPutOff(e.GetType().Name, accepted.Credentials.Expiration);
            }

            throw;
        }
        catch (AmplifyException)
        {
            // It was about a user who is not there any more.
        }
        finally
        {
            isOver = !End(previous, renewed, generation);
        }

        return isOver
            ? await GetIdentityAsync(forceRefresh: false, cancellationToken).ConfigureAwait(false)
            : renewed!;
    }

    private async Task<IdentityCredentials> AskAsync(bool forced, CancellationToken cancellationToken)
    {
        IReadOnlyDictionary<string, string>? logins = _logins is null ? null : await _logins.GetLoginsAsync(cancellationToken).ConfigureAwait(false);
        if (logins is null && !_settings.GuestsAllowed)
        {
            throw SignInRequired();
        }

        return await _source.GetAsync(logins, forced, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Keeps what was renewed, unless the user has changed meanwhile.</summary>
    /// <returns>Whether the user is still the same.</returns>
    private bool End(IdentityCredentials? previous, IdentityCredentials? renewed, int generation)
    {
        bool changed;
        lock (_lock)
        {
            if (generation != _generation)
            {
                return false;
            }

            _renewal = null;
            if (renewed is null)
            {
                return true;
            }

            Volatile.Write(ref _current, renewed);
            changed = previous is not null && previous.IdentityId != renewed.IdentityId;
            if (changed && _followerKey is not null)
            {
                Volatile.Write(ref _followerKey, KeyOf(++_generation));
            }
        }

        if (changed)
        {
            IdentityChanged?.Invoke(this, EventArgs.Empty);
        }

        return true;
    }
}
