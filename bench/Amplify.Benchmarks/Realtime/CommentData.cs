using System.Text;
using System.Text.Json;

namespace Amplify.Benchmarks.Realtime;

/// <summary>The data of a message.</summary>
internal sealed record CommentData(Comment OnComment)
{
    public static GraphQLOperation<CommentData> Subscription { get; } =
        new("subscription OnComment($eventId: ID!) { onComment(eventId: $eventId) { commentId eventId content createdAt likes } }");

    /// <summary>Gives a payload of 300 bytes.</summary>
    public static string PayloadOf300Bytes()
    {
        string With(string content) => JsonSerializer.Serialize(
            new CommentPayload(new CommentData(new Comment("6f9619ff-8b86-d011-b42d-00c04fc964ff", "1", content, "2026-01-02T03:04:05.678Z", 12))),
            RealtimeJson.Default.CommentPayload);
        return With(new string('c', 300 - Encoding.UTF8.GetByteCount(With(""))));
    }
}
