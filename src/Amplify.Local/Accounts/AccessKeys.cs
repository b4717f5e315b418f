using System.Collections.Concurrent;
using Amplify.Local.Storage;
using Amplify.Signing;
using Microsoft.Data.Sqlite;

namespace Amplify.Local.Accounts;

/// <summary>Every access key that the backend knows, with whom it belongs to. Sessions are kept in the database.</summary>
internal sealed class AccessKeys(LocalDatabase database, LocalAccount account, string identityPoolId)
{
    // A day after its end a session is forgotten: until then its caller is told that it expired, not that it never was.
    private static readonly TimeSpan KeptAfterExpiry = TimeSpan.FromDays(1);

    private const string Insert = "INSERT INTO sessions (access_key, secret_key, token, identity, expires) VALUES (?1, ?2, ?3, ?4, ?5)";
    private const string Select = "SELECT secret_key, token, identity, expires FROM sessions WHERE access_key = ?1";
    private const string DeleteOld = "DELETE FROM sessions WHERE expires < ?1 RETURNING access_key";

    private readonly ConcurrentDictionary<string, Principal> _sessions = new(StringComparer.Ordinal);

    public Principal? Find(string accessKeyId)
    {
        if (_sessions.TryGetValue(accessKeyId, out Principal? known))
        {
            return known;
        }

        return string.Equals(accessKeyId, account.User.Credentials.AccessKeyId, StringComparison.Ordinal)
            ? account.User
            : Load(accessKeyId);
    }

    /// <summary>Gives out and keeps new credentials for a guest.</summary>
    public Principal Issue(string identityId, DateTimeOffset now, TimeSpan lifetime)
    {
        // Expiration travels as whole seconds, so it is whole seconds here too.
        DateTimeOffset expiration = DateTimeOffset.FromUnixTimeSeconds((now + lifetime).ToUnixTimeSeconds());
        var credentials = new AwsCredentials(RandomKeys.AccessKeyId("ASIA"), RandomKeys.SecretKey(), RandomKeys.SessionToken(), expiration);
        long forgotten = (now - KeptAfterExpiry).ToUnixTimeSeconds();
        database.Use((Keys: this, credentials, identityId, forgotten), static (session, state) => state.Keys.Save(session, state.credentials, state.identityId, state.forgotten));
        return Remember(credentials, identityId);
    }

    private int Save(DatabaseSession session, AwsCredentials credentials, string identityId, long forgotten)
    {
        using (SqliteDataReader removed = session.Statement(DeleteOld, forgotten).ExecuteReader())
        {
            while (removed.Read())
            {
                _sessions.TryRemove(removed.GetString(0), out _);
            }
        }

        return session.Execute(
            Insert,
            credentials.AccessKeyId,
            credentials.SecretAccessKey,
            credentials.SessionToken,
            identityId,
            credentials.Expiration!.Value.ToUnixTimeSeconds());
    }

    private Principal? Load(string accessKeyId)
    {
        (AwsCredentials Credentials, string Identity)? found = database.Use(accessKeyId, static (session, key) =>
        {
            using SqliteDataReader row = session.Statement(Select, key).ExecuteReader();
            if (!row.Read())
            {
                return default((AwsCredentials, string)?);
            }

            var expiration = DateTimeOffset.FromUnixTimeSeconds(row.GetInt64(3));
            return (new AwsCredentials(key, row.GetString(0), row.GetString(1), expiration), row.GetString(2));
        });
        return found is { } session ? Remember(session.Credentials, session.Identity) : null;
    }

    private Principal Remember(AwsCredentials credentials, string identityId)
    {
        Principal principal = account.Guest(credentials, new CognitoCaller(identityId, identityPoolId));
        return _sessions.GetOrAdd(credentials.AccessKeyId, principal);
    }
}
