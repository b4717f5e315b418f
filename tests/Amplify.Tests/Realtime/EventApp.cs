using Amplify.Local;

namespace Amplify.Tests.Realtime;

/// <summary>The Event App of a local backend as its clients see it.</summary>
internal static class EventApp
{
    public static GraphQLOperation<CommentAdded> CommentsOf(string eventId) => new GraphQLOperation<CommentAdded>(
        """
        subscription Comments($eventId: String!) {
          subscribeToEventComments(eventId: $eventId) { eventId commentId content createdAt }
        }
        """).With(new { eventId });

    public static async Task<string> CreateEventAsync(GraphQLApi api)
    {
        var create = new GraphQLOperation<EventCreated>(
            """mutation { createEvent(name: "Concert", when: "today", where: "here", description: "loud") { id } }""");
        return (await api.MutateAsync(create, cancellationToken: TestContext.Current.CancellationToken)).CreateEvent.Id;
    }

    public static Task<CommentMade> CommentAsync(GraphQLApi api, string eventId, string content, string createdAt = "2026-01-02T03:04:05.000Z") =>
        api.MutateAsync(
            new GraphQLOperation<CommentMade>(
                """
                mutation Comment($eventId: ID!, $content: String!, $createdAt: String!) {
                  commentOnEvent(eventId: $eventId, content: $content, createdAt: $createdAt) { eventId commentId content createdAt }
                }
                """).With(new { eventId, content, createdAt }),
            cancellationToken: TestContext.Current.CancellationToken);

    public static AmplifyConfiguration ConfigurationOf(LocalBackend backend) => AmplifyConfiguration.Parse(backend.AmplifyOutputs());

    internal sealed record Comment(string EventId, string CommentId, string Content, string CreatedAt);

    internal sealed record CommentAdded(Comment SubscribeToEventComments)
    {
        public string Content => SubscribeToEventComments.Content;
    }

    internal sealed record CommentMade(Comment CommentOnEvent);

    internal sealed record EventId(string Id);

    internal sealed record EventCreated(EventId CreateEvent);
}
