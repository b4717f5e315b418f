using Amplify;

namespace Quickstart.Chapters;

/// <summary>Operations on the comments of an event. AppSync sends subscribers what the mutation selects, so it selects what they ask for.</summary>
internal static class CommentOperations
{
    public static readonly GraphQLOperation<CommentOnEventData> CommentOnEvent = new("""
        mutation CommentOnEvent($eventId: ID!, $content: String!, $createdAt: String!) {
          commentOnEvent(eventId: $eventId, content: $content, createdAt: $createdAt) { eventId commentId content createdAt }
        }
        """);

    public static readonly GraphQLOperation<OnCommentData> OnComment = new("""
        subscription OnComment($eventId: String!) {
          subscribeToEventComments(eventId: $eventId) { eventId commentId content createdAt }
        }
        """);

    public sealed record CommentOnEventData(Comment? CommentOnEvent);

    public sealed record OnCommentData(Comment? SubscribeToEventComments);
}
