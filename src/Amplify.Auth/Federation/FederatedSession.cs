using Amplify.Auth.Session;
using Microsoft.Extensions.Logging;

namespace Amplify.Auth.Federation;

/// <summary>Who is signed in through a provider, with a token that the application's own function renews.</summary>
internal sealed class FederatedSession : ITokenProvider, ILoginSource, IDisposable
{
    private readonly CurrentSession<FederatedUser> _current;

    public FederatedSession(FederationStore store, AuthEvents events, TimeProvider timeProvider, ILogger logger)
    {
        _current = new CurrentSession<FederatedUser>("federated", RenewAsync, store, events, timeProvider, logger);
        TimeProvider = timeProvider;
    }

    public event EventHandler? IdentityChanged
    {
        add => _current.IdentityChanged += value;
        remove => _current.IdentityChanged -= value;
    }

    public TimeProvider TimeProvider { get; }

    public string IdentityKey => _current.IdentityKey;

    public async ValueTask<string> GetTokenAsync(TokenKind kind = TokenKind.Access, CancellationToken cancellationToken = default) =>
        (await GetAsync(forceRefresh: false, cancellationToken).ConfigureAwait(false))?.Token.Value ?? throw new AmplifyAuthException(
            "Nobody is signed in through a provider, so there is no token of one. Call FederatedSignInAsync first, or set AmplifyOptions.OidcTokenProvider.",
            AmplifyAuthReason.SignInRequired);

    public void Invalidate(string rejected) => _current.Invalidate(rejected);

    public async ValueTask<IReadOnlyDictionary<string, string>?> GetLoginsAsync(CancellationToken cancellationToken) =>
        await GetAsync(forceRefresh: false, cancellationToken).ConfigureAwait(false) is { } user
            ? new Dictionary<string, string> { [user.Provider.Name] = user.Token.Value }
            : null;

    /// <inheritdoc cref="CurrentSession{T}.GetAsync"/>
    public ValueTask<FederatedUser?> GetAsync(bool forceRefresh, CancellationToken cancellationToken) => _current.GetAsync(forceRefresh, cancellationToken);

    /// <inheritdoc cref="CurrentSession{T}.IsAtHand"/>
    public bool IsAtHand(FederatedUser? user) => _current.IsAtHand(user);

    /// <inheritdoc cref="CurrentSession{T}.SignInAsync"/>
    public Task SignInAsync(FederatedUser user) => _current.SignInAsync(user);

    /// <summary>Forgets the user.</summary>
    /// <returns>Whether there was one.</returns>
    public async Task<bool> SignOutAsync(CancellationToken cancellationToken) =>
        await _current.FindAsync(cancellationToken).ConfigureAwait(false) is not null && await _current.SignOutAsync().ConfigureAwait(false) is not null;

    public void Dispose() => _current.Dispose();

    private async Task<FederatedUser?> RenewAsync(FederatedUser user, int version, CancellationToken cancellationToken)
    {
        if (user.Refresh is null)
        {
            throw new AmplifyAuthException(
                $"The token of {user.Provider} has expired, and there is no function to renew it with; the user is signed out. Sign in again.",
                AmplifyAuthReason.SessionExpired);
        }

        FederatedToken token;
        try
        {
            token = await user.Refresh(cancellationToken).ConfigureAwait(false)
                ?? throw new InvalidOperationException("The function that renews the token gave null.");
        }
        catch (Exception e) when (e is not AmplifyException && !cancellationToken.IsCancellationRequested)
        {
            throw new AmplifyAuthException(
                $"The function that renews the token of {user.Provider} failed: {e.Message}", AmplifyAuthReason.ProviderFailed, e);
        }

        return await _current.TakeRenewedAsync(user.With(token), version).ConfigureAwait(false);
    }
}
