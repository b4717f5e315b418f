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

    private const string Insert = "INSERT INTO identity_sessions (access_key, secret_key, token, identity, provider, expires) VALUES (?1, ?2, ?3, ?4, ?5, ?6)";
    private const string Select = "SELECT secret_key, token, identity, provider, expires FROM identity_sessions WHERE access_key = ?1";
    private const string DeleteOld = "DELETE FROM identity_sessions WHERE expires < ?1 RETURNING access_key";

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

    /// <summary>Gives out and keeps new credentials for an identity.</summary>
    /// <param name="identityId">The identity.</param>
    /// <param name="provider">Who signed the user in; <see langword="null"/> for a guest.</param>
    /// <param name="now">When they are given out.</param>
    /// <param name="lifetime">How long they are accepted.</param>
    public Principal Issue(string identityId, string? provider, DateTimeOffset now, TimeSpan lifetime)
    {
        // Expiration travels as whole seconds, so it is whole seconds here too.
        DateTimeOffset expiration = DateTimeOffset.FromUnixTimeSeconds((now + lifetime).ToUnixTimeSeconds());
        var credentials = new AwsCredentials(RandomKeys.AccessKeyId("ASIA"), RandomKeys.SecretKey(), RandomKeys.SessionToken(), expiration);
        long forgotten = (now - KeptAfterExpiry).ToUnixTimeSeconds();
        Principal principal = account.Identity(credentials, new CognitoCaller(identityId, identityPoolId) { AuthenticationProvider = provider });
        database.Use((Keys: this, principal, forgotten), static (session, state) => state.Keys.Save(session, state.principal, state.forgotten));
        return _sessions.GetOrAdd(credentials.AccessKeyId, principal);
    }

    private int Save(DatabaseSession session, Principal principal, long forgotten)
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
            principal.Credentials.AccessKeyId,
            principal.Credentials.SecretAccessKey,
            principal.Credentials.SessionToken,
            principal.Cognito!.IdentityId,
            principal.Cognito.AuthenticationProvider,
            principal.Credentials.Expiration!.Value.ToUnixTimeSeconds());
    }

    private Principal? Load(string accessKeyId)
    {
        Principal? found = database.Use((Keys: this, accessKeyId), static (session, state) => state.Keys.Load(session, state.accessKeyId));
        return found is null ? null : _sessions.GetOrAdd(accessKeyId, found);
    }

    private Principal? Load(DatabaseSession session, string accessKeyId)
    {
        using SqliteDataReader row = session.Statement(Select, accessKeyId).ExecuteReader();
        if (!row.Read())
        {
            return null;
        }

        var expiration = DateTimeOffset.FromUnixTimeSeconds(row.GetInt64(4));
        return account.Identity(
            new AwsCredentials(accessKeyId, row.GetString(0), row.GetString(1), expiration),
            new CognitoCaller(row.GetString(2), identityPoolId) { AuthenticationProvider = row.IsDBNull(3) ? null : row.GetString(3) });
    }
}
