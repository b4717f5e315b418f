namespace Amplify.Auth.Session;

/// <summary>
/// Renewals of sessions that several clients of a process hold, such as those of one visitor's requests: whoever comes with tokens whose renewal is
/// under way, or was just made, gets what it gave. With refresh tokens that rotate, all but the first would be refused.
/// </summary>
internal sealed class SharedRenewals(TimeProvider timeProvider)
{
    // A request that was sent with the old tokens has come by then.
    private static readonly TimeSpan KeptFor = TimeSpan.FromMinutes(1);

    private readonly Lock _lock = new();
    private readonly Dictionary<string, Renewal> _renewals = new(StringComparer.Ordinal);
    private readonly Queue<Renewal> _byAge = new();

    /// <param name="session">The session to renew.</param>
    /// <param name="renew">Renews it, if nobody else does.</param>
    /// <param name="cancellationToken">Cancels waiting.</param>
    public async Task<UserSession> RunAsync(UserSession session, Func<Task<UserSession>> renew, CancellationToken cancellationToken)
    {
        while (true)
        {
            (Renewal renewal, bool isOwn) = FindOrStart(session.Tokens.AccessToken.Value, renew);
            try
            {
                return await renewal.Result.WaitAsync(cancellationToken).ConfigureAwait(false);
            }
            catch (Exception e) when (!isOwn && e is OperationCanceledException or ObjectDisposedException && !cancellationToken.IsCancellationRequested)
            {
                // The client that renewed has ended in the middle of it, with its request.
                Forget(renewal);
            }
            catch when (renewal.Result.IsCompleted)
            {
                Forget(renewal);
                throw;
            }
        }
    }

    private (Renewal Renewal, bool IsOwn) FindOrStart(string accessToken, Func<Task<UserSession>> renew)
    {
        lock (_lock)
        {
            DateTimeOffset now = timeProvider.GetUtcNow();
            while (_byAge.TryPeek(out Renewal? oldest) && now - oldest.Start >= KeptFor)
            {
                ForgetLocked(_byAge.Dequeue());
            }

            if (_renewals.TryGetValue(accessToken, out Renewal? renewal))
            {
                return (renewal, false);
            }

            renewal = new Renewal(accessToken, now, Task.Run(renew));
            _renewals.Add(accessToken, renewal);
            _byAge.Enqueue(renewal);
            return (renewal, true);
        }
    }

    private void Forget(Renewal renewal)
    {
        lock (_lock)
        {
            ForgetLocked(renewal);
        }
    }

    private void ForgetLocked(Renewal renewal)
    {
        if (_renewals.GetValueOrDefault(renewal.AccessToken) == renewal)
        {
            _renewals.Remove(renewal.AccessToken);
        }
    }

    private sealed class Renewal(string accessToken, DateTimeOffset start, Task<UserSession> result)
    {
        public string AccessToken => accessToken;

        public DateTimeOffset Start => start;

        public Task<UserSession> Result => result;
    }
}
