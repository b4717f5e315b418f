using Microsoft.Extensions.Logging;

namespace Amplify.Auth.Session;

/// <summary>
/// Who is signed in, whichever way: read from the store once, replaced as a whole, kept in the order of the changes. A sign-in or sign-out takes
/// effect at once, whatever renewal is under way.
/// </summary>
internal sealed partial class CurrentSession<T> : IDisposable
    where T : class, ISessionState<T>
{
    private readonly Lock _lock = new();
    private readonly SemaphoreSlim _storeGate = new(1, 1);
    private readonly List<AuthEvent> _untold = [];
    private readonly SharedTask<T?> _loading;
    private readonly SharedTask<T?> _renewal;
    private readonly Func<T, int, CancellationToken, Task<T?>> _renew;
    private readonly ISessionStore<T> _store;
    private readonly AuthEvents _events;
    private readonly TimeProvider _timeProvider;
    private readonly ILogger _logger;
    private readonly string _keyPrefix;
    private T? _current;
    private string _identityKey;
    private int _version;
    private int _change;
    private int? _keptChange = 0;
    private bool _isLoaded;
    private volatile bool _isDisposed;

    /// <param name="keyPrefix">What the identity keys begin with.</param>
    /// <param name="renew">
    /// Gets new tokens for a session of a version, and hands them to <see cref="TakeRenewedAsync"/>. Fails with the reason
    /// <see cref="AmplifyAuthReason.SessionExpired"/> when there will never be any: the user is then signed out.
    /// </param>
    /// <param name="store">What keeps the session.</param>
    /// <param name="events">Who is told what happens.</param>
    /// <param name="timeProvider">The clock.</param>
    /// <param name="logger">The logger.</param>
    public CurrentSession(
        string keyPrefix,
        Func<T, int, CancellationToken, Task<T?>> renew,
        ISessionStore<T> store,
        AuthEvents events,
        TimeProvider timeProvider,
        ILogger logger)
    {
        _loading = new SharedTask<T?>(LoadAsync);
        _renewal = new SharedTask<T?>(RenewAsync);
        _renew = renew;
        _store = store;
        _events = events;
        _timeProvider = timeProvider;
        _logger = logger;
        _keyPrefix = keyPrefix;
        _identityKey = $"{keyPrefix}:0";
    }

    public event EventHandler? IdentityChanged;

    // Not the user's id: that is known only after the first look into the store, and the key must not change because of that.
    public string IdentityKey => Volatile.Read(ref _identityKey);

    /// <summary>Gives the session with tokens that are valid now, or <see langword="null"/> when nobody is signed in.</summary>
    /// <exception cref="AmplifyException">The session cannot be renewed or read.</exception>
    /// <exception cref="ObjectDisposedException">The client was disposed of.</exception>
    public ValueTask<T?> GetAsync(bool forceRefresh, CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, typeof(AmplifyAuth));
        if (!forceRefresh && Volatile.Read(ref _isLoaded))
        {
            T? current = Volatile.Read(ref _current);
            if (current is null || current.IsFreshAt(_timeProvider.GetUtcNow()))
            {
                return new(current);
            }
        }

        return new(GetSlowlyAsync(forceRefresh, cancellationToken));
    }

    /// <summary>Gives the session, whatever its tokens are worth by now, or <see langword="null"/> when nobody is signed in.</summary>
    public Task<T?> FindAsync(CancellationToken cancellationToken) => Volatile.Read(ref _isLoaded)
        ? Task.FromResult(Volatile.Read(ref _current))
        : _loading.JoinAsync(cancellationToken);

    /// <summary>Tells whether this is the session at hand, if it is not too old.</summary>
    public bool IsAtHand(T? session) => !_isDisposed && Volatile.Read(ref _isLoaded) && ReferenceEquals(Volatile.Read(ref _current), session);

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

    /// <summary>Takes a user who has just signed in, in place of the one there may be.</summary>
    public async Task SignInAsync(T session)
    {
        TryReplace(session, expectedVersion: null, out _);
        await KeepAsync().ConfigureAwait(false);
    }

    /// <summary>Forgets the user.</summary>
    /// <returns>The user, with the last tokens, or <see langword="null"/> when there was none.</returns>
    /// <exception cref="AmplifyAuthException">The session is over, but the store still holds it.</exception>
    public async Task<T?> SignOutAsync()
    {
        TryReplace(null, expectedVersion: null, out T? previous);
        await KeepAsync().ConfigureAwait(false);
        return previous;
    }

    public void Dispose()
    {
        _isDisposed = true;
        _loading.Dispose();
        _renewal.Dispose();
    }

    private async Task<T?> LoadAsync(CancellationToken cancellationToken)
    {
        T? kept = await _store.ReadAsync(cancellationToken).ConfigureAwait(false);
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

    /// <summary>Takes another user, or nobody, from now on.</summary>
    /// <param name="next">The user, or <see langword="null"/> for nobody.</param>
    /// <param name="expectedVersion">The version to replace, or <see langword="null"/> for whichever it is.</param>
    /// <param name="previous">Who was there before.</param>
    /// <param name="isKept">Whether the store holds it already.</param>
    /// <param name="what">What is told of it, if it is not just that somebody has signed in or out.</param>
    /// <returns>Whether that changes anything: a version that is not the current one any more changes nothing.</returns>
    private bool TryReplace(T? next, int? expectedVersion, out T? previous, bool isKept = false, AuthEvent? what = null)
    {
        lock (_lock)
        {
            previous = _current;
            bool isSuperseded = expectedVersion is { } expected && expected != _version;
            bool isSoAlready = _isLoaded && previous is null && next is null;
            if (isSuperseded || isSoAlready)
            {
                return false;
            }

            _version++;
            Volatile.Write(ref _identityKey, FormattableString.Invariant($"{_keyPrefix}:{_version}"));
            Change(next, isKept, what ?? (next is not null ? new AuthEvent.SignedIn(next.Username) : SignedOut(previous)));
            Volatile.Write(ref _isLoaded, true);

            // Together with the change: a renewal that has yet to look sees both or neither, and never renews for whoever comes next.
            _renewal.Cancel();
        }

        IdentityChanged?.Invoke(this, EventArgs.Empty);
        return true;
    }
}
