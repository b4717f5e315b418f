using Amplify.Local.Cognito.IdentityPool.Logins;
using Amplify.Local.Storage;
using Microsoft.Data.Sqlite;

namespace Amplify.Local.Cognito.IdentityPool;

/// <summary>The identities that the pool has given out and the logins that they belong to, kept in the database.</summary>
internal sealed class IdentityStore(LocalDatabase database, string region)
{
    private const string Insert = "INSERT INTO identities (id, pool, created) VALUES (?1, ?2, ?3)";
    private const string InsertLogin = "INSERT INTO identity_logins (provider, subject, identity) VALUES (?1, ?2, ?3) ON CONFLICT DO NOTHING";
    private const string DeleteLogin = "DELETE FROM identity_logins WHERE identity = ?1 AND provider = ?2";
    private const string InsertClosed = "INSERT INTO closed_identities (id, merged_into) VALUES (?1, ?2) ON CONFLICT DO NOTHING";
    private const string SelectOwner = "SELECT identity FROM identity_logins WHERE provider = ?1 AND subject = ?2";
    private const string SelectMerged = "SELECT merged_into FROM closed_identities WHERE id = ?1";

    private const string Select =
        """
        SELECT EXISTS (SELECT 1 FROM identity_logins WHERE identity = ?1), EXISTS (SELECT 1 FROM closed_identities WHERE id = ?1)
        FROM identities WHERE id = ?1
        """;

    /// <summary>Does <paramref name="work"/> whole or not at all.</summary>
    public T InTransaction<TState, T>(TState state, Func<DatabaseSession, TState, T> work) =>
        database.Use((state, work), static (session, it) => session.InTransaction(it.state, it.work));

    public Identity? Find(string id) => database.Use(id, static (session, id) => Find(session, id));

    public static Identity? Find(DatabaseSession session, string id)
    {
        using SqliteDataReader row = session.Statement(Select, id).ExecuteReader();
        return row.Read() ? new Identity(id, row.GetBoolean(0), row.GetBoolean(1)) : null;
    }

    public string Create(string poolId, DateTimeOffset now) =>
        database.Use((Store: this, poolId, now), static (session, state) => state.Store.Create(session, state.poolId, state.now));

    public string Create(DatabaseSession session, string poolId, DateTimeOffset now)
    {
        string id = RandomKeys.PoolOrIdentityId(region);
        session.Execute(Insert, id, poolId, now.ToUnixTimeSeconds());
        return id;
    }

    /// <summary>Finds the identity of a login.</summary>
    public static string? FindOwner(DatabaseSession session, VerifiedLogin login) =>
        login.IdentityId ?? (string?)session.Statement(SelectOwner, login.Provider, login.Subject).ExecuteScalar();

    /// <summary>Links logins that no identity has yet.</summary>
    public static void Link(DatabaseSession session, string id, IEnumerable<VerifiedLogin> logins)
    {
        foreach (VerifiedLogin login in logins)
        {
            if (login.IdentityId is null)
            {
                session.Execute(InsertLogin, login.Provider, login.Subject, id);
            }
        }
    }

    public static int Unlink(DatabaseSession session, string id, string provider) => session.Execute(DeleteLogin, id, provider);

    /// <summary>Makes an identity of no more use, <paramref name="mergedInto"/> being the one that took its place.</summary>
    public static void Close(DatabaseSession session, string id, string? mergedInto) => session.Execute(InsertClosed, id, mergedInto);

    public static bool IsMergedInto(DatabaseSession session, string id, string other) =>
        session.Statement(SelectMerged, id).ExecuteScalar() is string merged && merged == other;
}
