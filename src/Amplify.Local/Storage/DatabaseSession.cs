using Microsoft.Data.Sqlite;

namespace Amplify.Local.Storage;

/// <summary>A connection and the statements it has compiled, each once. Used by one thread at a time.</summary>
internal sealed class DatabaseSession(SqliteConnection connection) : IDisposable
{
    private readonly Dictionary<string, SqliteCommand> _statements = new(StringComparer.Ordinal);

    /// <summary>Gives the compiled statement with its parameters <c>?1</c>, <c>?2</c>, … set.</summary>
    public SqliteCommand Statement(string sql, params ReadOnlySpan<object?> values)
    {
        if (!_statements.TryGetValue(sql, out SqliteCommand? statement))
        {
            statement = connection.CreateCommand();
            statement.CommandText = sql;
            for (int i = 1; i <= values.Length; i++)
            {
                statement.Parameters.Add(new SqliteParameter { ParameterName = $"?{i}" });
            }

            _statements.Add(sql, statement);
        }

        for (int i = 0; i < values.Length; i++)
        {
            statement.Parameters[i].Value = values[i] ?? DBNull.Value;
        }

        return statement;
    }

    public int Execute(string sql, params ReadOnlySpan<object?> values) => Statement(sql, values).ExecuteNonQuery();

    /// <summary>Runs <paramref name="work"/> in a transaction that is undone when it throws.</summary>
    public T InTransaction<TState, T>(TState state, Func<DatabaseSession, TState, T> work)
    {
        Execute("BEGIN IMMEDIATE");
        try
        {
            T result = work(this, state);
            Execute("COMMIT");
            return result;
        }
        catch
        {
            Execute("ROLLBACK");
            throw;
        }
    }

    public void Dispose()
    {
        foreach (SqliteCommand statement in _statements.Values)
        {
            statement.Dispose();
        }

        connection.Dispose();
    }
}
