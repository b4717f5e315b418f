using Amplify.Auth.Diagnostics;
using Amplify.Auth.UserPool;
using Microsoft.Extensions.Logging;

namespace Amplify.Auth.Session;

/// <summary>
/// Who is signed in to the user pool, kept between runs, with tokens that are renewed in time: once however many callers wait. A sign-in or sign-out
/// takes effect at once, whatever renewal is under way.
/// </summary>
internal sealed partial class UserPoolSession : ITokenProvider, ILoginSource, IDisposable
{
    private readonly Lock _lock = new();
    private readonly SemaphoreSlim _storeGate = new(1, 1);
    private readonly SharedTask<UserSession?> _loading;
    private readonly SharedTask<UserSession?> _renewal;
    private readonly SessionStore _store;
    private readonly SessionRenewer _renewer;
    private readonly AuthEvents _events;
    private readonly TimeProvider _timeProvider;
    private readonly ILogger _logger;
    private readonly string _clientId;
    private UserSession? _current;
    private string _identityKey;
    private int _version;
    private bool _isLoaded;
    private volatile bool _isKept = true;
    private volatile bool _isDisposed;

    public UserPoolSession(UserPoolClient client, SessionStore store, AuthEvents events, SharedRenewals? renewals, TimeProvider timeProvider, ILogger logger)
    {
        _loading = new SharedTask<UserSession?>(LoadAsync);
        _renewal = new SharedTask<UserSession?>(RenewAsync);
        _renewer = new SessionRenewer(client, timeProvider, renewals);
        _store = store;
        _events = events;
        _timeProvider = timeProvider;
        _logger = logger;
        _clientId = client.Settings.ClientId;
        _identityKey = $"{_clientId}:0";
    }

    public event EventHandler? IdentityChanged;

    // Not the user's id: that is known only after the first look into the store, and the key must not change because of that.
    public string IdentityKey => Volatile.Read(ref _identityKey);

    public ValueTask<string> GetTokenAsync(TokenKind kind = TokenKind.Access, CancellationToken cancellationToken = default)
    {
        ValueTask<UserSession?> session = GetAsync(forceRefresh: false, cancellationToken);
        return session.IsCompletedSuccessfully ? new(TokenOf(session.Result, kind)) : new(WaitForTokenAsync(session.AsTask(), kind));
    }

    /// <summary>Gives the session with tokens that are valid now, or <see langword="null"/> when nobody is signed in.</summary>
    /// <exception cref="AmplifyAuthException">The session cannot be renewed or read.</exception>
    /// <exception cref="AmplifyNetworkException">The service did not answer.</exception>
    /// <exception cref="AmplifyTimeoutException">The service did not answer in time.</exception>
    public ValueTask<UserSession?> GetAsync(bool forceRefresh, CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, typeof(AmplifyAuth));
        if (!forceRefresh && Volatile.Read(ref _isLoaded))
        {
            UserSession? current = Volatile.Read(ref _current);
            if (current is null || current.IsFreshAt(_timeProvider.GetUtcNow()))
            {
                return new(current);
            }
        }

        return new(GetSlowlyAsync(forceRefresh, cancellationToken));
    }

    /// <summary>Gives the session, whatever its tokens are worth by now, or <see langword="null"/> when nobody is signed in.</summary>
    public Task<UserSession?> FindAsync(CancellationToken cancellationToken) => Volatile.Read(ref _isLoaded)
        ? Task.FromResult(Volatile.Read(ref _current))
        : _loading.JoinAsync(cancellationToken);

    /// <summary>Tells whether this is the session at hand, if it is not too old.</summary>
    public bool IsAtHand(UserSession? session) => !_isDisposed
        && Volatile.Read(ref _isLoaded)
        && ReferenceEquals(Volatile.Read(ref _current), session);

    public void Invalidate(string rejected)
    {
        lock (_lock)
        {
            if (_current?.Holds(rejected) == true)
            {
                Volatile.Write(ref _current, _current.Refused());
            }
        }
    }

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

    /// <summary>Takes the session of a user who has just signed in, in place of the one there may be.</summary>
    public async Task SignInAsync(UserSession session)
    {
        Replace(session);
        await KeepAsync().ConfigureAwait(false);
        _events.Tell(new AuthEvent.SignedIn(session.Username));
    }

    /// <summary>Forgets the session.</summary>
    /// <exception cref="AmplifyAuthException">The session is over, but the store still holds it.</exception>
    public async Task SignOutAsync()
    {
        UserSession? previous = Replace(null);
        try
        {
            await KeepAsync().ConfigureAwait(false);
        }
        finally
        {
            if (previous is not null)
            {
                _events.Tell(new AuthEvent.SignedOut(previous.Username));
            }
        }
    }

    public void Dispose()
    {
        _isDisposed = true;
        _loading.Dispose();
        _renewal.Dispose();
    }

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

    private async Task<UserSession?> GetSlowlyAsync(bool forceRefresh, CancellationToken cancellationToken)
    {
        UserSession? current = await FindAsync(cancellationToken).ConfigureAwait(false);
        return current is null || (!forceRefresh && current.IsFreshAt(_timeProvider.GetUtcNow()))
            ? current
            : await _renewal.JoinAsync(cancellationToken).ConfigureAwait(false);
    }

    private async Task<UserSession?> LoadAsync(CancellationToken cancellationToken)
    {
        UserSession? kept = await _store.ReadAsync(cancellationToken).ConfigureAwait(false);
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

    /// <summary>Takes another user's session, or none, from now on.</summary>
    /// <returns>The session that there was.</returns>
    private UserSession? Replace(UserSession? next, int? expectedVersion = null)
    {
        UserSession? previous;
        lock (_lock)
        {
            previous = _current;
            bool isSuperseded = expectedVersion is { } expected && expected != _version;
            bool isSoAlready = _isLoaded && previous is null && next is null;
            if (isSuperseded || isSoAlready)
            {
                return null;
            }

            _version++;
            Volatile.Write(ref _identityKey, FormattableString.Invariant($"{_clientId}:{_version}"));
            Volatile.Write(ref _current, next);
            Volatile.Write(ref _isLoaded, true);
        }

        _renewal.Cancel();
        IdentityChanged?.Invoke(this, EventArgs.Empty);
        return previous;
    }

    // Whichever of several changes comes last to the store, it writes what is so by then.
    private async Task KeepAsync()
    {
        await _storeGate.WaitAsync(CancellationToken.None).ConfigureAwait(false);
        UserSession? current = Volatile.Read(ref _current);
        try
        {
            _isKept = false;
            if (current is null)
            {
                await _store.RemoveAsync(CancellationToken.None).ConfigureAwait(false);
            }
            else
            {
                await _store.WriteAsync(current, CancellationToken.None).ConfigureAwait(false);
            }

            _isKept = true;
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
}
