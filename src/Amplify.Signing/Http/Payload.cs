namespace Amplify.Signing.Http;

/// <summary>What can be known of a body before it is read.</summary>
internal static class Payload
{
    /// <summary>Tells whether a body is bytes in memory, which are hashed at once.</summary>
    public static bool IsInMemory(HttpContent? content) => content is ByteArrayContent or ReadOnlyMemoryContent;

    /// <summary>Tells whether a body can be written once for the hash and again for the wire.</summary>
    public static bool IsReplayable(HttpContent content) => content switch
    {
        ByteArrayContent or ReadOnlyMemoryContent => true,

        // The stream inside is not public. The view that is read of it tells, and stays unread.
        StreamContent => content.ReadAsStream().CanSeek,
        MultipartContent parts => parts.All(IsReplayable),

        // JsonContent and contents that we do not know may write something else the second time.
        _ => false,
    };
}
