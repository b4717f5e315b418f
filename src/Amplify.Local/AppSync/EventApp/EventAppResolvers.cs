using Amplify.Local.AppSync.Resolvers;

namespace Amplify.Local.AppSync.EventApp;

/// <summary>
/// The resolvers of the Event App, over its two tables. A page is cut off before it is filtered, as by the resolvers of the guide: it may
/// be short, or empty, and yet not the last.
/// </summary>
internal sealed class EventAppResolvers(EventStore events, CommentStore comments)
{
    private const int DefaultEvents = 20;
    private const int DefaultComments = 10;
    private const int LargestBatch = 2000;

    public void AddTo(ResolverTable table)
    {
        Add("Query.getEvent", context => events.Find((string)context.Arguments["id"]!));
        Add("Query.listEvents", ListEvents);
        Add("Mutation.createEvent", CreateEvent);
        Add("Mutation.deleteEvent", context => events.Delete((string)context.Arguments["id"]!));
        Add("Mutation.commentOnEvent", CommentOnEvent);
        table.Set("Event.comments", new BatchResolver((contexts, _) => new(CommentsOf(contexts)), LargestBatch));

        void Add(string field, Func<AppSyncContext, object?> resolve) =>
            table.Set(field, new SingleResolver((context, _) => new ValueTask<object?>(resolve(context))));
    }

    private Connection<EventRecord> ListEvents(AppSyncContext context)
    {
        int limit = Limit(context, DefaultEvents);
        string after = context.Argument<string>("nextToken") is { } token ? NextToken.Decode(token, 1)[0] : "";
        var filter = (IReadOnlyDictionary<string, object?>?)context.Arguments.GetValueOrDefault("filter");
        IReadOnlyList<EventRecord> page = events.Scan(after, limit);
        return new Connection<EventRecord>(
            filter is null ? page : [.. page.Where(candidate => TableFilter.Matches(filter, field => ResolverValue.Member(candidate, field) as string))],
            page.Count == limit ? NextToken.Encode(page[^1].Id) : null);
    }

    private EventRecord CreateEvent(AppSyncContext context)
    {
        var added = new EventRecord(
            Guid.NewGuid().ToString(), Text(context, "name"), Text(context, "where"), Text(context, "when"), Text(context, "description"));
        events.Add(added);
        return added;
    }

    private CommentRecord CommentOnEvent(AppSyncContext context)
    {
        var added = new CommentRecord(
            Text(context, "eventId"), Guid.NewGuid().ToString(), Text(context, "content"), Text(context, "createdAt"));
        comments.Add(added);
        return added;
    }

    private IReadOnlyList<object?> CommentsOf(IReadOnlyList<AppSyncContext> contexts)
    {
        CommentQuery[] queries = [.. contexts.Select(QueryOf)];
        return [.. comments.Query(queries).Select((page, i) => new Connection<CommentRecord>(
            page, page.Count == queries[i].Limit ? NextToken.Encode(page[^1].CreatedAt, page[^1].CommentId) : null))];
    }

    private static CommentQuery QueryOf(AppSyncContext context)
    {
        string[] after = context.Argument<string>("nextToken") is { } token ? NextToken.Decode(token, 2) : ["", ""];
        return new CommentQuery(context.GetSource<EventRecord>()!.Id, after[0], after[1], Limit(context, DefaultComments));
    }

    private static int Limit(AppSyncContext context, int byDefault) => context.Argument<int?>("limit") switch
    {
        null => byDefault,
        >= 1 and { } limit => limit,
        var wrong => throw new AppSyncException(
            $"1 validation error detected: Value '{wrong}' at 'limit' failed to satisfy constraint: Member must have value greater than or equal to 1",
            "DynamoDB:DynamoDbException"),
    };

    private static string Text(AppSyncContext context, string argument) => (string)context.Arguments[argument]!;
}
