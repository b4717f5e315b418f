using System.Globalization;
using System.Runtime.CompilerServices;

namespace Amplify.Tests.Realtime;

/// <summary>
/// Reads the comments of an event since a time: what a subscription catches up with. All are read by one query: between two pages, a comment may be
/// stored at a place that is read already while one that was made after it is still to come. It remembers where old pages end, to begin behind them.
/// </summary>
internal sealed class CommentHistory(GraphQLApi api, string eventId)
{
    private const int PageSize = 200;
    private const int All = 1_000_000;

    // A comment has the time at which its publisher began to send it, and on a busy machine that may take long.
    private static readonly TimeSpan Margin = TimeSpan.FromSeconds(5);

    private static readonly GraphQLOperation<EventPage> Page = new(
        """
        query Comments($eventId: ID!, $limit: Int, $nextToken: String) {
          getEvent(id: $eventId) { comments(limit: $limit, nextToken: $nextToken) { nextToken items { eventId commentId content createdAt } } }
        }
        """);

    private string? _start;

    public static string TextOf(DateTimeOffset time) => time.UtcDateTime.ToString("O", CultureInfo.InvariantCulture);

    public async IAsyncEnumerable<EventApp.CommentAdded> SinceAsync(DateTimeOffset since, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        string from = TextOf(since - Margin);
        await SkipOldPagesAsync(from, cancellationToken);
        Comments all = await ReadAsync(All, cancellationToken);
        foreach (EventApp.Comment comment in all.Items.Where(comment => IsSince(comment, from)))
        {
            yield return new EventApp.CommentAdded(comment);
        }
    }

    private async Task SkipOldPagesAsync(string from, CancellationToken cancellationToken)
    {
        while (await ReadAsync(PageSize, cancellationToken) is { NextToken: { } next } page && !IsSince(page.Items[^1], from))
        {
            _start = next;
        }
    }

    private async Task<Comments> ReadAsync(int limit, CancellationToken cancellationToken) =>
        (await api.QueryAsync(Page.With(new { eventId, limit, nextToken = _start }), cancellationToken: cancellationToken)).GetEvent.Comments;

    private static bool IsSince(EventApp.Comment comment, string from) => string.CompareOrdinal(comment.CreatedAt, from) >= 0;

    internal sealed record Comments(IReadOnlyList<EventApp.Comment> Items, string? NextToken);

    internal sealed record CommentedEvent(Comments Comments);

    internal sealed record EventPage(CommentedEvent GetEvent);
}
