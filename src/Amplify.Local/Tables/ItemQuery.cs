using System.Text.Json;
using Amplify.Local.Storage;
using Microsoft.Data.Sqlite;

namespace Amplify.Local.Tables;

/// <summary>
/// Lists items page by page, by id or by a field. A page begins behind the sort key of the last item of the page before, so that items
/// that come and go in between neither shift nor repeat the others.
/// </summary>
internal sealed class ItemQuery(LocalDatabase database)
{
    private const string ById = "SELECT CAST(body AS BLOB), 0, '', id FROM items WHERE id > ?1 ORDER BY id LIMIT ?2";

    // SQLite orders numbers by value and before texts; items without the field come last. 'byPrice' means 'price' where there is no 'byPrice'.
    private const string ByField =
        """
        SELECT CAST(body AS BLOB), absent, value, id FROM (
            SELECT body, id, found IS NULL AS absent, coalesce(found, '') AS value FROM (
                SELECT body, id, coalesce(
                    (SELECT value FROM json_each(items.body) WHERE key = ?1 LIMIT 1),
                    (SELECT value FROM json_each(items.body) WHERE key = ?2 LIMIT 1)) AS found
                FROM items))
        WHERE ?3 IS NULL OR (absent, value, id) > (?3, ?4, ?5)
        ORDER BY absent, value, id LIMIT ?6
        """;

    public ItemPage List(string? orderField, int limit, PageToken? after) => database.Use((orderField, limit, after), static (session, query) =>
    {
        // One more than asked for tells whether there is a next page.
        using SqliteDataReader rows = Select(session, query.orderField, query.limit + 1, query.after).ExecuteReader();
        var items = new List<byte[]>();
        PageToken? last = null;
        while (rows.Read())
        {
            if (items.Count == query.limit)
            {
                return new ItemPage(items, last);
            }

            items.Add(rows.GetFieldValue<byte[]>(0));
            last = new PageToken(query.orderField, rows.GetInt64(1), rows.GetValue(2), rows.GetString(3));
        }

        return new ItemPage(items, null);
    });

    private static SqliteCommand Select(DatabaseSession session, string? field, int limit, PageToken? after) => field is null
        ? session.Statement(ById, after?.Id ?? "", limit)
        : session.Statement(ByField, field, Alias(field), after?.Absent, after?.Value, after?.Id, limit);

    private static string Alias(string field) =>
        field.Length > 2 && field.StartsWith("by", StringComparison.Ordinal) && char.IsAsciiLetterUpper(field[2])
            ? JsonNamingPolicy.CamelCase.ConvertName(field[2..])
            : field;
}
