using System.Collections.Concurrent;
using Amplify.Local.Storage;
using Microsoft.Data.Sqlite;

namespace Amplify.Local.AppSync.Authorization.ApiKeys;

/// <summary>The keys of the API, in the database and, for every request to look at, in memory.</summary>
internal sealed class ApiKeyStore
{
    private const string Insert = "INSERT INTO appsync_api_keys (id, description, expires) VALUES (?1, ?2, ?3)";
    private const string Update = "UPDATE appsync_api_keys SET expires = ?2 WHERE id = ?1";
    private const string DeleteOne = "DELETE FROM appsync_api_keys WHERE id = ?1";
    private const string SelectAll = "SELECT id, description, expires FROM appsync_api_keys";

    private readonly LocalDatabase _database;
    private readonly ConcurrentDictionary<string, AppSyncApiKey> _keys;

    public ApiKeyStore(LocalDatabase database)
    {
        _database = database;
        _keys = database.Use(0, static (session, _) => Load(session));
    }

    public IReadOnlyCollection<AppSyncApiKey> All => [.. _keys.Values];

    public AppSyncApiKey? Find(string id) => _keys.GetValueOrDefault(id);

    public AppSyncApiKey Create(string? description, DateTimeOffset expires)
    {
        var key = new AppSyncApiKey(RandomKeys.AppSyncApiKey(), description, expires);
        _database.Use(key, static (session, key) => session.Execute(Insert, key.Id, key.Description, key.Expires.ToUnixTimeSeconds()));
        return _keys[key.Id] = key;
    }

    /// <summary>Moves a key's end.</summary>
    /// <returns>The key as it is now, or <see langword="null"/> when there is none of this id.</returns>
    public AppSyncApiKey? Move(string id, DateTimeOffset expires)
    {
        if (!_keys.TryGetValue(id, out AppSyncApiKey? key))
        {
            return null;
        }

        _database.Use((id, expires), static (session, row) => session.Execute(Update, row.id, row.expires.ToUnixTimeSeconds()));
        return _keys[id] = new AppSyncApiKey(id, key.Description, expires);
    }

    public bool Delete(string id)
    {
        _database.Use(id, static (session, id) => session.Execute(DeleteOne, id));
        return _keys.TryRemove(id, out _);
    }

    private static ConcurrentDictionary<string, AppSyncApiKey> Load(DatabaseSession session)
    {
        var keys = new ConcurrentDictionary<string, AppSyncApiKey>(StringComparer.Ordinal);
        using SqliteDataReader row = session.Statement(SelectAll).ExecuteReader();
        while (row.Read())
        {
            string? description = row.IsDBNull(1) ? null : row.GetString(1);
            keys[row.GetString(0)] = new AppSyncApiKey(row.GetString(0), description, DateTimeOffset.FromUnixTimeSeconds(row.GetInt64(2)));
        }

        return keys;
    }
}
