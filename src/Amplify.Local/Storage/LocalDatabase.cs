using Microsoft.Data.Sqlite;

namespace Amplify.Local.Storage;

/// <summary>
/// The backend's one SQLite database, a file or memory, behind one connection and a lock. The connection has a file for itself: sharing
/// it, even between connections of one process, costs system calls on every read that take longer than the read.
/// </summary>
internal sealed class LocalDatabase : IDisposable
{
    // Long enough for a backend that is just stopping to let go of the file.
    private const int SecondsToWaitForAnother = 2;

    private readonly Lock _gate = new();
    private readonly DatabaseSession _session;
    private bool _disposed;

    private LocalDatabase(string? file) => _session = OpenSession(file);

    /// <exception cref="IOException">The file cannot be used.</exception>
    public static LocalDatabase Open(string? file)
    {
        if (file is null)
        {
            return OpenWhole(null);
        }

        file = Path.GetFullPath(file);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        try
        {
            return OpenWhole(file);
        }
        catch (SqliteException e)
        {
            throw DataFileErrors.Unusable(file, e);
        }
    }

    /// <summary>Does <paramref name="work"/> while nobody else uses the database.</summary>
    public T Use<TState, T>(TState state, Func<DatabaseSession, TState, T> work)
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            return work(_session, state);
        }
    }

    /// <summary>Closes the database, which checkpoints the log into the file and leaves one file behind.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            _disposed = true;
            _session.Dispose();
        }
    }

    private static LocalDatabase OpenWhole(string? file)
    {
        var database = new LocalDatabase(file);
        try
        {
            database.Use(0, static (session, _) => DatabaseSchema.Create(session));
            return database;
        }
        catch
        {
            database.Dispose();
            throw;
        }
    }

    private static DatabaseSession OpenSession(string? file)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder
        {
            DataSource = file ?? ":memory:",
            Mode = file is null ? SqliteOpenMode.Memory : SqliteOpenMode.ReadWriteCreate,
            DefaultTimeout = SecondsToWaitForAnother,
            // A pooled connection would keep the file open after the backend has gone.
            Pooling = false,
        }.ToString());
        connection.Open();
        return new DatabaseSession(connection);
    }
}
