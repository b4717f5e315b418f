namespace Amplify.Auth.Session;

/// <summary>
/// Renewals of sessions that several clients of a process hold, such as those of one visitor's requests: whoever comes with tokens whose renewal is
/// under way, or was made, gets what it gave. With refresh tokens that rotate, all but the first would be refused, and so would a visitor whom the
/// renewed tokens did not reach.
/// </summary>
internal sealed class SharedRenewals(TimeProvider timeProvider)
{
    private const int Capacity = 1000;

    // A request that was sent with the old tokens has come by then.
    private static readonly TimeSpan KeptAtLeast = TimeSpan.FromMinutes(1);

    private readonly SharedResults<UserSession> _results = new(timeProvider, Capacity, KeptAtLeast);

    /// <param name="session">The session to renew.</param>
    /// <param name="renew">Renews a session, if nobody else does; it must not end with the client.</param>
    /// <param name="cancellationToken">Cancels waiting.</param>
    public Task<UserSession> RunAsync(UserSession session, Func<UserSession, Task<UserSession>> renew, CancellationToken cancellationToken)
    {
        // Who comes late comes with tokens whose successors have expired too.
        while (_results.Find(KeyOf(session)) is { } renewed && !renewed.IsFreshAt(timeProvider.GetUtcNow()) && KeyOf(renewed) != KeyOf(session))
        {
            session = renewed;
        }

        UserSession latest = session;
        return _results.GetAsync(KeyOf(latest), renewed => renewed.IsFreshAt(timeProvider.GetUtcNow()), () => RenewAsync(latest, renew), cancellationToken);
    }

    /// <summary>Forgets the renewals that gave a session, or that it is or was renewed by: its user has signed out.</summary>
    public void Forget(UserSession session) =>
        _results.Remove((key, renewed) => key == KeyOf(session) || (renewed is not null && KeyOf(renewed) == KeyOf(session)));

    // The sign-out of one of a visitor's requests must not be undone by another one that is on its way: its answer would keep what it got.
    private async Task<UserSession> RenewAsync(UserSession session, Func<UserSession, Task<UserSession>> renew)
    {
        UserSession renewed = await renew(session).ConfigureAwait(false);
        return _results.Contains(KeyOf(session))
            ? renewed
            : throw new AmplifyAuthException("The user signed out while the tokens were renewed. Sign in again.", AmplifyAuthReason.SessionExpired);
    }

    private static string KeyOf(UserSession session) => session.Tokens.AccessToken.Value;
}
