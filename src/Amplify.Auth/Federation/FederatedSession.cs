using Amplify.Auth.Diagnostics;
using Amplify.Auth.Session;
using Microsoft.Extensions.Logging;

namespace Amplify.Auth.Federation;

/// <summary>Who is signed in through a provider, kept between runs, with a token that the application's own function renews in time, once for all who wait.</summary>
internal sealed class FederatedSession : ITokenProvider, ILoginSource, IDisposable
{
    private readonly Lock _lock = new();
    private readonly SemaphoreSlim _storeGate = new(1, 1);
    private readonly SharedTask<FederatedUser?> _loading;
    private readonly SharedTask<FederatedUser?> _renewal;
    private readonly FederationStore _store;
    private readonly AuthEvents _events;
    private readonly TimeProvider _timeProvider;
    private readonly ILogger _logger;
    private FederatedUser? _current;
    private string _identityKey = "federated:0";
    private int _version;
    private bool _isLoaded;

    public FederatedSession(FederationStore store, AuthEvents events, TimeProvider timeProvider, ILogger logger)
    {
        _loading = new SharedTask<FederatedUser?>(LoadAsync);
        _renewal = new SharedTask<FederatedUser?>(RenewAsync);
        _store = store;
        _events = events;
        _timeProvider = timeProvider;
        _logger = logger;
    }

    public event EventHandler? IdentityChanged;

    public TimeProvider TimeProvider => _timeProvider;

    public string IdentityKey => Volatile.Read(ref _identityKey);

    public async ValueTask<string> GetTokenAsync(TokenKind kind = TokenKind.Access, CancellationToken cancellationToken = default) =>
        (await GetAsync(forceRefresh: false, cancellationToken).ConfigureAwait(false))?.Token.Value ?? throw new AmplifyAuthException(
            "Nobody is signed in through a provider, so there is no token of one. Call FederatedSignInAsync first, or set AmplifyOptions.OidcTokenProvider.",
            AmplifyAuthReason.SignInRequired);

    public void Invalidate(string rejected)
    {
        lock (_lock)
        {
            if (_current?.Token.Value == rejected)
            {
                Volatile.Write(ref _current, _current.Refused());
            }
        }
    }

    public async ValueTask<IReadOnlyDictionary<string, string>?> GetLoginsAsync(CancellationToken cancellationToken) =>
        await GetAsync(forceRefresh: false, cancellationToken).ConfigureAwait(false) is { } user
            ? new Dictionary<string, string> { [user.Provider.Name] = user.Token.Value }
            : null;

    /// <summary>Gives the user with a token that is valid now, or <see langword="null"/> when nobody is signed in through a provider.</summary>
    /// <exception cref="AmplifyAuthException">The token cannot be renewed.</exception>
    public ValueTask<FederatedUser?> GetAsync(bool forceRefresh, CancellationToken cancellationToken)
    {
        if (Volatile.Read(ref _isLoaded))
        {
            FederatedUser? current = Volatile.Read(ref _current);
            if (current is null || (!forceRefresh && current.IsFreshAt(_timeProvider.GetUtcNow())))
            {
                return new(current);
            }
        }

        return new(GetSlowlyAsync(forceRefresh, cancellationToken));
    }

    /// <summary>Tells whether this is the user at hand, whatever the token is worth by now.</summary>
    public bool IsAtHand(FederatedUser? user) => Volatile.Read(ref _isLoaded) && ReferenceEquals(Volatile.Read(ref _current), user);

    public async Task SignInAsync(FederatedUser user)
    {
        Replace(user, expectedVersion: null);
        await KeepAsync().ConfigureAwait(false);
        _events.Tell(new AuthEvent.SignedIn(user.Username));
    }

    /// <summary>Forgets the user.</summary>
    /// <returns>Whether there was one.</returns>
    public async Task<bool> SignOutAsync(CancellationToken cancellationToken)
    {
        FederatedUser? user = await FindAsync(cancellationToken).ConfigureAwait(false);
        if (user is null || Replace(null, expectedVersion: null) is not { } previous)
        {
            return false;
        }

        try
        {
            await KeepAsync().ConfigureAwait(false);
        }
        finally
        {
            _events.Tell(new AuthEvent.SignedOut(previous.Username));
        }

        return true;
    }

    public void Dispose()
    {
        _loading.Dispose();
        _renewal.Dispose();
    }

    private Task<FederatedUser?> FindAsync(CancellationToken cancellationToken) => Volatile.Read(ref _isLoaded)
        ? Task.FromResult(Volatile.Read(ref _current))
        : _loading.JoinAsync(cancellationToken);

    private async Task<FederatedUser?> GetSlowlyAsync(bool forceRefresh, CancellationToken cancellationToken)
    {
        FederatedUser? user = await FindAsync(cancellationToken).ConfigureAwait(false);
        DateTimeOffset now = _timeProvider.GetUtcNow();
        bool isGood = user?.IsFreshAt(now) == true && !(forceRefresh && user.Refresh is not null);
        return user is null || isGood ? user : await _renewal.JoinAsync(cancellationToken).ConfigureAwait(false);
    }

    private async Task<FederatedUser?> LoadAsync(CancellationToken cancellationToken)
    {
        FederatedUser? kept = await _store.ReadAsync(cancellationToken).ConfigureAwait(false);
        lock (_lock)
        {
            // A sign-in may have come in between, and knows better.
            if (!_isLoaded)
            {
                _current = kept;
                Volatile.Write(ref _isLoaded, true);
            }

            return _current;
        }
    }

    private async Task<FederatedUser?> RenewAsync(CancellationToken cancellationToken)
    {
        (FederatedUser? user, int version) = Snapshot();
        if (user is null)
        {
            return null;
        }

        if (user.Refresh is null)
        {
            return await EndAsync(user, version).ConfigureAwait(false);
        }

        try
        {
            FederatedToken token = await user.Refresh(cancellationToken).ConfigureAwait(false)
                ?? throw new InvalidOperationException("The function that renews the token gave null.");
            return await TakeRenewedAsync(user.With(token), version).ConfigureAwait(false);
        }
        catch (Exception) when (Snapshot().Version != version)
        {
            // Somebody else has signed in meanwhile, or out: what became of the old token concerns nobody.
            return Snapshot().User;
        }
        catch (Exception e)
        {
            return PutOff(user, e);
        }
    }

    private async Task<FederatedUser?> TakeRenewedAsync(FederatedUser renewed, int version)
    {
        lock (_lock)
        {
            if (version != _version)
            {
                return _current;
            }

            Volatile.Write(ref _current, renewed);
        }

        await KeepAsync().ConfigureAwait(false);
        _logger.TokensRenewed(renewed.Token.ExpiresAt);
        _events.Tell(new AuthEvent.TokenRefreshed(renewed.Username));
        return renewed;
    }

    private FederatedUser PutOff(FederatedUser user, Exception cause)
    {
        AmplifyException error = cause as AmplifyException ?? new AmplifyAuthException(
            $"The function that renews the token of {user.Provider} failed: {cause.Message}", AmplifyAuthReason.ProviderFailed, cause);
        _logger.TokenRenewalFailed(cause.GetType().Name);
        _events.Tell(new AuthEvent.TokenRefreshFailed(user.Username, error));
        return user.IsAcceptedAt(_timeProvider.GetUtcNow()) ? user : throw error;
    }

    private async Task<FederatedUser?> EndAsync(FederatedUser user, int version)
    {
        if (Replace(null, version) is null)
        {
            return Snapshot().User;
        }

        await KeepAsync().ConfigureAwait(false);
        var error = new AmplifyAuthException(
            $"The token of {user.Provider} has expired, and there is no function to renew it with; the user is signed out. Sign in again.", AmplifyAuthReason.SessionExpired);
        _logger.SessionEnded(error.Reason.ToString());
        _events.Tell(new AuthEvent.SessionExpired(user.Username, error));
        throw error;
    }

    /// <summary>Takes another user, or none, from now on.</summary>
    /// <returns>The user that there was.</returns>
    private FederatedUser? Replace(FederatedUser? next, int? expectedVersion)
    {
        FederatedUser? previous;
        lock (_lock)
        {
            previous = _current;
            if (expectedVersion is { } expected && expected != _version)
            {
                return null;
            }

            _version++;
            Volatile.Write(ref _identityKey, FormattableString.Invariant($"federated:{_version}"));
            Volatile.Write(ref _current, next);
            Volatile.Write(ref _isLoaded, true);
        }

        _renewal.Cancel();
        IdentityChanged?.Invoke(this, EventArgs.Empty);
        return previous;
    }

    // Whichever of several changes comes last to the store, it writes what is so by then. A user who cannot be kept is signed in all the same.
    private async Task KeepAsync()
    {
        await _storeGate.WaitAsync(CancellationToken.None).ConfigureAwait(false);
        FederatedUser? current = Volatile.Read(ref _current);
        try
        {
            await _store.WriteAsync(current, CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception e) when (current is not null)
        {
            _logger.SessionNotKept(e.GetType().Name, e);
        }
        finally
        {
            _storeGate.Release();
        }
    }

    private (FederatedUser? User, int Version) Snapshot()
    {
        lock (_lock)
        {
            return (_current, _version);
        }
    }
}
