using Amplify.Local.Storage;
using Microsoft.Data.Sqlite;

namespace Amplify.Local.Tables;

/// <summary>Items by id in the database, as the JSON text that came in: numbers and unknown members stay as they were written.</summary>
internal sealed class ItemStore(LocalDatabase database)
{
    // The cast keeps the UTF-8 bytes as they are; bound as a string they would go through UTF-16 and back on every call.
    private const string Upsert = "INSERT INTO items (id, body) VALUES (?1, CAST(?2 AS TEXT)) ON CONFLICT (id) DO UPDATE SET body = excluded.body";
    private const string Select = "SELECT CAST(body AS BLOB) FROM items WHERE id = ?1";
    private const string Count = "SELECT count(*) FROM items WHERE id = ?1";
    private const string DeleteOne = "DELETE FROM items WHERE id = ?1";

    public byte[]? Find(string id) => database.Use(id, Read);

    /// <summary>Creates or replaces an item.</summary>
    /// <returns>Whether it was created.</returns>
    public bool Put(string id, ReadOnlyMemory<byte> body) => database.Use((id, body), static (session, item) =>
        session.InTransaction(item, static (session, item) =>
        {
            bool isNew = session.Statement(Count, item.id).ExecuteScalar() is 0L;
            session.Execute(Upsert, item.id, item.body.ToArray());
            return isNew;
        }));

    /// <summary>Changes an item in one step: nobody else writes between the read and the write.</summary>
    /// <returns>The changed item, or <see langword="null"/> when there is none.</returns>
    public byte[]? Update(string id, Func<byte[], byte[]> change) => database.Use((id, change), static (session, state) =>
        session.InTransaction(state, static (session, state) =>
        {
            if (Read(session, state.id) is not { } body)
            {
                return null;
            }

            byte[] changed = state.change(body);
            session.Execute(Upsert, state.id, changed);
            return changed;
        }));

    public void Delete(string id) => database.Use(id, static (session, id) => session.Execute(DeleteOne, id));

    private static byte[]? Read(DatabaseSession session, string id)
    {
        using SqliteDataReader row = session.Statement(Select, id).ExecuteReader();
        return row.Read() ? row.GetFieldValue<byte[]>(0) : null;
    }
}
