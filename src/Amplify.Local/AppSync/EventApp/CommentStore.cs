using Amplify.Local.Storage;
using Microsoft.Data.Sqlite;

namespace Amplify.Local.AppSync.EventApp;

/// <summary>The table of comments.</summary>
internal sealed class CommentStore(LocalDatabase database)
{
    private const string Insert = "INSERT INTO appsync_comments (event_id, created_at, id, content) VALUES (?1, ?2, ?3, ?4)";

    private const string SelectPage =
        """
        SELECT event_id, id, content, created_at FROM appsync_comments
        WHERE event_id = ?1 AND (created_at, id) > (?2, ?3) ORDER BY created_at, id LIMIT ?4
        """;

    public void Add(CommentRecord added) => database.Use(added, static (session, row) =>
        session.Execute(Insert, row.EventId, row.CreatedAt, row.CommentId, row.Content));

    /// <summary>Gives a page of the comments of each event, all in one visit to the database.</summary>
    public IReadOnlyList<IReadOnlyList<CommentRecord>> Query(IReadOnlyList<CommentQuery> queries) =>
        database.Use(queries, static (session, queries) => queries.Select(query => Query(session, query)).ToArray());

    private static List<CommentRecord> Query(DatabaseSession session, CommentQuery query)
    {
        var comments = new List<CommentRecord>();
        using SqliteDataReader rows =
            session.Statement(SelectPage, query.EventId, query.AfterTime, query.AfterId, query.Limit).ExecuteReader();
        while (rows.Read())
        {
            comments.Add(new CommentRecord(rows.GetString(0), rows.GetString(1), rows.GetString(2), rows.GetString(3)));
        }

        return comments;
    }
}
