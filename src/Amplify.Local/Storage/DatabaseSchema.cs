namespace Amplify.Local.Storage;

internal static class DatabaseSchema
{
    // NORMAL with a write-ahead log survives the end of the process; only a power cut can take the last moments back.
    private const string Pragmas = "PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;";

    private const string Tables =
        """
        CREATE TABLE IF NOT EXISTS settings (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS identities (id TEXT PRIMARY KEY, pool TEXT NOT NULL, created INTEGER NOT NULL) WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS identity_logins (
            provider TEXT NOT NULL, subject TEXT NOT NULL, identity TEXT NOT NULL, PRIMARY KEY (provider, subject)
        ) WITHOUT ROWID;
        CREATE INDEX IF NOT EXISTS identity_logins_by_identity ON identity_logins (identity);
        CREATE TABLE IF NOT EXISTS closed_identities (id TEXT PRIMARY KEY, merged_into TEXT) WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS identity_sessions (
            access_key TEXT PRIMARY KEY, secret_key TEXT NOT NULL, token TEXT NOT NULL, identity TEXT NOT NULL, provider TEXT,
            expires INTEGER NOT NULL
        ) WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS appsync_api_keys (id TEXT PRIMARY KEY, description TEXT, expires INTEGER NOT NULL) WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS items (id TEXT PRIMARY KEY, body TEXT NOT NULL);
        CREATE TABLE IF NOT EXISTS appsync_events (
            id TEXT PRIMARY KEY, name TEXT NOT NULL, "where" TEXT NOT NULL, "when" TEXT NOT NULL, description TEXT NOT NULL
        ) WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS appsync_comments (
            event_id TEXT NOT NULL, created_at TEXT NOT NULL, id TEXT NOT NULL, content TEXT NOT NULL, PRIMARY KEY (event_id, created_at, id)
        ) WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS pool_users (name TEXT PRIMARY KEY, subject TEXT NOT NULL UNIQUE, body TEXT NOT NULL) WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS pool_aliases (alias TEXT PRIMARY KEY, name TEXT NOT NULL) WITHOUT ROWID;
        CREATE INDEX IF NOT EXISTS pool_aliases_by_name ON pool_aliases (name);
        CREATE TABLE IF NOT EXISTS pool_sign_ins (
            origin TEXT PRIMARY KEY, subject TEXT NOT NULL, expires INTEGER NOT NULL, revoked INTEGER NOT NULL, body TEXT NOT NULL
        ) WITHOUT ROWID;
        CREATE INDEX IF NOT EXISTS pool_sign_ins_by_subject ON pool_sign_ins (subject);
        CREATE TABLE IF NOT EXISTS pool_refresh_tokens (hash TEXT PRIMARY KEY, origin TEXT NOT NULL, replaced INTEGER) WITHOUT ROWID;
        CREATE INDEX IF NOT EXISTS pool_refresh_tokens_by_origin ON pool_refresh_tokens (origin);
        CREATE TABLE IF NOT EXISTS pool_browsers (hash TEXT PRIMARY KEY, subject TEXT NOT NULL, expires INTEGER NOT NULL) WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS pool_password_failures (
            name TEXT PRIMARY KEY, failures INTEGER NOT NULL, locked_until INTEGER NOT NULL, last INTEGER NOT NULL
        ) WITHOUT ROWID;
        """;

    public static int Create(DatabaseSession session)
    {
        session.Execute(Pragmas);
        return session.Execute(Tables);
    }
}
