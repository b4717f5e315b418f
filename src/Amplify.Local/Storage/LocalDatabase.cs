using System.Collections.Concurrent;
using Microsoft.Data.Sqlite;

namespace Amplify.Local.Storage;

/// <summary>
/// The backend's one SQLite database: a file, or memory. There is one writer behind a lock; a file is read through connections of its
/// own, which WAL lets run beside the writer, while memory belongs to the one connection that holds it.
/// </summary>
internal sealed class LocalDatabase : IDisposable
{
    private readonly ConcurrentBag<DatabaseSession> _readers = [];
    private readonly Lock _gate = new();
    private readonly DatabaseSession _writer;
    private readonly string? _file;
    private bool _disposed;

    private LocalDatabase(string? file)
    {
        _file = file;
        _writer = OpenSession(file, file is null ? SqliteOpenMode.Memory : SqliteOpenMode.ReadWriteCreate);
    }

    public static LocalDatabase Open(string? file)
    {
        if (file is not null)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(file))!);
        }

        var database = new LocalDatabase(file);
        try
        {
            database.Write(0, static (session, _) => DatabaseSchema.Create(session));
            return database;
        }
        catch
        {
            database.Dispose();
            throw;
        }
    }

    public T Read<TState, T>(TState state, Func<DatabaseSession, TState, T> work)
    {
        if (_file is null)
        {
            return Write(state, work);
        }

        if (!_readers.TryTake(out DatabaseSession? session))
        {
            session = OpenSession(_file, SqliteOpenMode.ReadOnly);
        }

        try
        {
            return work(session, state);
        }
        finally
        {
            Return(session);
        }
    }

    public T Write<TState, T>(TState state, Func<DatabaseSession, TState, T> work)
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            return work(_writer, state);
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            if (_disposed)
            {
                return;
            }

            _disposed = true;
            while (_readers.TryTake(out DatabaseSession? session))
            {
                session.Dispose();
            }

            // Last, so that closing it checkpoints the log into the file and leaves one file behind.
            _writer.Dispose();
        }
    }

    // A reader that is out while the database is disposed of is closed on its return.
    private void Return(DatabaseSession session)
    {
        lock (_gate)
        {
            if (!_disposed)
            {
                _readers.Add(session);
                return;
            }
        }

        session.Dispose();
    }

    private static DatabaseSession OpenSession(string? file, SqliteOpenMode mode)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder
        {
            DataSource = file ?? ":memory:",
            Mode = mode,
            // A pooled connection would keep the file open after the backend has gone.
            Pooling = false,
        }.ToString());
        connection.Open();
        return new DatabaseSession(connection);
    }
}
