using System.Collections.Concurrent;
using System.Security.Cryptography;
using Amplify.Local.Cognito.UserPool.Clients;
using Amplify.Local.Hosting;

namespace Amplify.Local.Cognito.UserPool.Challenges;

/// <summary>
/// The challenges that wait for an answer, each under an id that is taken once. They live for minutes and in memory: a sign-in that a
/// restart falls into begins again.
/// </summary>
internal sealed class ChallengeSessions(ServerClock clock)
{
    private const int IdBytes = 360;
    private const int MostFailures = 5;
    private const int SweepAfter = 256;

    private readonly ConcurrentDictionary<string, Entry> _entries = new(StringComparer.Ordinal);
    private int _begun;

    public string Begin(string challenge, SignInProgress progress) => Begin(new ChallengeSession(challenge, progress));

    public string Begin(ChallengeSession session)
    {
        if (Interlocked.Increment(ref _begun) % SweepAfter == 0)
        {
            Sweep();
        }

        string id = Convert.ToBase64String(RandomNumberGenerator.GetBytes(IdBytes));
        _entries[id] = new Entry(session, clock.UtcNow + session.Progress.Client.Settings.AuthSessionLifetime);
        return id;
    }

    /// <summary>Takes a challenge to answer it; it cannot be taken again unless it is returned.</summary>
    /// <param name="id">The session.</param>
    /// <param name="client">The client that answers; <see langword="null"/> where an operation does not tell it.</param>
    /// <param name="challenge">The challenge.</param>
    /// <exception cref="CognitoException">There is none that this client could answer, or its time is over.</exception>
    public ChallengeSession Take(string id, AppClient? client, string challenge)
    {
        if (!_entries.TryGetValue(id, out Entry? entry) || (client is not null && entry.Client.Id != client.Id))
        {
            throw UserPoolErrors.NotAuthorized("Invalid session for the user.");
        }

        if (entry.Expires <= clock.UtcNow)
        {
            throw UserPoolErrors.NotAuthorized("Invalid session for the user, session is expired.");
        }

        if (entry.Session is not { } session)
        {
            throw UserPoolErrors.NotAuthorized("Invalid session for the user, session can only be used once.");
        }

        if (session.Challenge != challenge || session.Failures >= MostFailures)
        {
            throw UserPoolErrors.NotAuthorized("Invalid session for the user.");
        }

        return _entries.TryUpdate(id, entry with { Session = null }, entry)
            ? session
            : throw UserPoolErrors.NotAuthorized("Invalid session for the user, session can only be used once.");
    }

    /// <summary>Gives a challenge back whose answer was wrong, so that it can be answered again.</summary>
    public void Return(string id, ChallengeSession session)
    {
        if (_entries.TryGetValue(id, out Entry? entry))
        {
            _entries.TryUpdate(id, entry with { Session = session with { Failures = session.Failures + 1 } }, entry);
        }
    }

    /// <summary>Tells whether it was given out at the sign-up of this user, be it over or not.</summary>
    public bool IsOfSignUp(string id, string username) =>
        _entries.TryGetValue(id, out Entry? entry) && entry.Challenge == ChallengeNames.AfterSignUp && entry.Username == username;

    // What has expired is kept as long again, to be told apart from what never was.
    private void Sweep()
    {
        DateTimeOffset now = clock.UtcNow;
        foreach ((string id, Entry entry) in _entries)
        {
            if (entry.Expires + entry.Client.Settings.AuthSessionLifetime < now)
            {
                _entries.TryRemove(id, out _);
            }
        }
    }

    private sealed record Entry(ChallengeSession? Session, DateTimeOffset Expires)
    {
        public AppClient Client { get; } = Session!.Progress.Client;

        public string Challenge { get; } = Session!.Challenge;

        public string? Username { get; } = Session!.Progress.Username;
    }
}
