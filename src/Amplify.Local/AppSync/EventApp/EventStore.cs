using Amplify.Local.Storage;
using Microsoft.Data.Sqlite;

namespace Amplify.Local.AppSync.EventApp;

/// <summary>The table of events.</summary>
internal sealed class EventStore(LocalDatabase database)
{
    private const string Columns = """id, name, "where", "when", description""";
    private const string Insert = $"INSERT INTO appsync_events ({Columns}) VALUES (?1, ?2, ?3, ?4, ?5)";
    private const string SelectOne = $"SELECT {Columns} FROM appsync_events WHERE id = ?1";
    private const string SelectPage = $"SELECT {Columns} FROM appsync_events WHERE id > ?1 ORDER BY id LIMIT ?2";
    private const string DeleteOne = "DELETE FROM appsync_events WHERE id = ?1";

    public void Add(EventRecord added) => database.Use(added, static (session, row) =>
        session.Execute(Insert, row.Id, row.Name, row.Where, row.When, row.Description));

    public EventRecord? Find(string id) => database.Use(id, Read);

    /// <summary>Deletes an event.</summary>
    /// <returns>The event as it was.</returns>
    public EventRecord? Delete(string id) => database.Use(id, static (session, id) => session.InTransaction(id, static (session, id) =>
    {
        EventRecord? deleted = Read(session, id);
        session.Execute(DeleteOne, id);
        return deleted;
    }));

    public IReadOnlyList<EventRecord> Scan(string after, int limit) => database.Use((after, limit), static (session, page) =>
    {
        var events = new List<EventRecord>();
        using SqliteDataReader rows = session.Statement(SelectPage, page.after, page.limit).ExecuteReader();
        while (rows.Read())
        {
            events.Add(ReadRow(rows));
        }

        return events;
    });

    private static EventRecord? Read(DatabaseSession session, string id)
    {
        using SqliteDataReader row = session.Statement(SelectOne, id).ExecuteReader();
        return row.Read() ? ReadRow(row) : null;
    }

    private static EventRecord ReadRow(SqliteDataReader row) =>
        new(row.GetString(0), row.GetString(1), row.GetString(2), row.GetString(3), row.GetString(4));
}
