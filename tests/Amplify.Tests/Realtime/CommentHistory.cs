using System.Globalization;
using System.Runtime.CompilerServices;

namespace Amplify.Tests.Realtime;

/// <summary>Reads the comments of an event since a time: what a subscription catches up with. It remembers where pages end, to begin behind old ones.</summary>
internal sealed class CommentHistory(GraphQLApi api, string eventId)
{
    private const int PageSize = 200;

    // A comment has the time at which its publisher began to send it, and on a busy machine that may take long.
    private static readonly TimeSpan Margin = TimeSpan.FromSeconds(5);

    private static readonly GraphQLOperation<EventPage> Page = new(
        """
        query Comments($eventId: ID!, $limit: Int, $nextToken: String) {
          getEvent(id: $eventId) { comments(limit: $limit, nextToken: $nextToken) { nextToken items { eventId commentId content createdAt } } }
        }
        """);

    private readonly List<(string End, string Token)> _pages = [];

    public static string TextOf(DateTimeOffset time) => time.UtcDateTime.ToString("O", CultureInfo.InvariantCulture);

    public async IAsyncEnumerable<EventApp.CommentAdded> SinceAsync(DateTimeOffset since, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        string from = TextOf(since - Margin);
        string? nextToken = _pages.FindLast(page => string.CompareOrdinal(page.End, from) < 0).Token;
        do
        {
            EventPage answer = await api.QueryAsync(Page.With(new { eventId, limit = PageSize, nextToken }), cancellationToken: cancellationToken);
            Comments page = answer.GetEvent.Comments;
            foreach (EventApp.Comment comment in page.Items.Where(comment => string.CompareOrdinal(comment.CreatedAt, from) >= 0))
            {
                yield return new EventApp.CommentAdded(comment);
            }

            nextToken = page.NextToken;
            if (nextToken is not null && (_pages.Count == 0 || string.CompareOrdinal(page.Items[^1].CreatedAt, _pages[^1].End) > 0))
            {
                _pages.Add((page.Items[^1].CreatedAt, nextToken));
            }
        }
        while (nextToken is not null);
    }

    internal sealed record Comments(IReadOnlyList<EventApp.Comment> Items, string? NextToken);

    internal sealed record CommentedEvent(Comments Comments);

    internal sealed record EventPage(CommentedEvent GetEvent);
}
