using Amplify.Local.Storage;
using Microsoft.Data.Sqlite;

namespace Amplify.Local.Cognito.UserPool.Attempts;

/// <summary>
/// Locks a name after wrong passwords or codes: the fifth locks it for a second, each one after that for twice as long, up to 15 minutes; 15
/// minutes without an attempt forget them. Names of no user are counted too, or a lock would tell which names are taken.
/// </summary>
internal sealed class FailedAttempts(LocalDatabase database)
{
    private const int FailuresBeforeLock = 5;
    private const int MostDoublings = 10;
    private const string Select = "SELECT failures, locked_until, last FROM pool_password_failures WHERE name = ?1";
    private const string Upsert =
        "INSERT INTO pool_password_failures (name, failures, locked_until, last) VALUES (?1, ?2, ?3, ?4) "
        + "ON CONFLICT (name) DO UPDATE SET failures = ?2, locked_until = ?3, last = ?4";

    private const string Delete = "DELETE FROM pool_password_failures WHERE name = ?1";
    private const string DeleteOld = "DELETE FROM pool_password_failures WHERE last < ?1";

    private static readonly TimeSpan LongestLock = TimeSpan.FromMinutes(15);

    public bool IsLocked(string name, DateTimeOffset now) => database.Use((name, now), static (session, state) =>
    {
        using SqliteDataReader row = session.Statement(Select, state.name).ExecuteReader();
        return row.Read() && state.now.ToUnixTimeMilliseconds() < row.GetInt64(1);
    });

    public void Add(string name, DateTimeOffset now) => database.Use((name, now), static (session, state) => session.InTransaction(state, static (session, state) =>
    {
        session.Execute(DeleteOld, (state.now - LongestLock).ToUnixTimeMilliseconds());
        long failures = Count(session, state.name) + 1;
        long now = state.now.ToUnixTimeMilliseconds();
        return session.Execute(Upsert, state.name, failures, now + (long)LockAfter(failures).TotalMilliseconds, now);
    }));

    public void Clear(string name) => database.Use(name, static (session, name) => session.Execute(Delete, name));

    private static long Count(DatabaseSession session, string name) => session.Statement(Select, name).ExecuteScalar() is long failures ? failures : 0;

    private static TimeSpan LockAfter(long failures)
    {
        if (failures < FailuresBeforeLock)
        {
            return TimeSpan.Zero;
        }

        var doubled = TimeSpan.FromSeconds(1 << (int)Math.Min(failures - FailuresBeforeLock, MostDoublings));
        return doubled < LongestLock ? doubled : LongestLock;
    }
}
