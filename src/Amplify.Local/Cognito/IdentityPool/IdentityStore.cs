using Amplify.Local.Storage;

namespace Amplify.Local.Cognito.IdentityPool;

/// <summary>The identities that the pool has given out, kept in the database.</summary>
internal sealed class IdentityStore(LocalDatabase database, string region)
{
    private const string Insert = "INSERT INTO identities (id, pool, created) VALUES (?1, ?2, ?3)";
    private const string Select = "SELECT 1 FROM identities WHERE id = ?1";

    public string Create(string poolId, DateTimeOffset now)
    {
        string id = RandomKeys.PoolOrIdentityId(region);
        database.Use((id, poolId, now), static (session, row) => session.Execute(Insert, row.id, row.poolId, row.now.ToUnixTimeSeconds()));
        return id;
    }

    public bool Exists(string id) => database.Use(id, static (session, id) => session.Statement(Select, id).ExecuteScalar() is not null);
}
