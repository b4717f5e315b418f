using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Amplify.Local.Hosting;
using Amplify.Local.Storage;

namespace Amplify.Local.Cognito.HostedUi;

/// <summary>The browsers that users have signed in with, and need not again for an hour, in the database. Of a cookie only a hash is kept.</summary>
internal sealed class SignedInBrowsers(LocalDatabase database, ServerClock clock)
{
    private const int KeyBytes = 32;
    private const string Insert = "INSERT INTO pool_browsers (hash, subject, expires) VALUES (?1, ?2, ?3)";
    private const string Select = "SELECT subject FROM pool_browsers WHERE hash = ?1 AND expires > ?2";
    private const string Delete = "DELETE FROM pool_browsers WHERE hash = ?1";
    private const string DeleteOld = "DELETE FROM pool_browsers WHERE expires <= ?1";

    public static TimeSpan Lifetime { get; } = TimeSpan.FromHours(1);

    /// <summary>Remembers a browser.</summary>
    /// <param name="subject">The user.</param>
    /// <returns>What its cookie has to hold.</returns>
    public string Add(string subject)
    {
        string key = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(KeyBytes));
        database.Use((hash: HashOf(key), subject, now: clock.UtcNow), static (session, state) => session.InTransaction(state, static (session, state) =>
        {
            session.Execute(DeleteOld, state.now.ToUnixTimeSeconds());
            return session.Execute(Insert, state.hash, state.subject, (state.now + Lifetime).ToUnixTimeSeconds());
        }));
        return key;
    }

    /// <summary>Gives the user who has signed in with a browser.</summary>
    public string? FindSubject(string key) => database.Use((hash: HashOf(key), now: clock.UtcNow.ToUnixTimeSeconds()), static (session, state) =>
        session.Statement(Select, state.hash, state.now).ExecuteScalar() as string);

    public void Remove(string key) => database.Use(HashOf(key), static (session, hash) => session.Execute(Delete, hash));

    private static string HashOf(string key) => Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(key)));
}
