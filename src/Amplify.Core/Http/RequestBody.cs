namespace Amplify.Core.Http;

/// <summary>Tells whether a request's body can be sent a second time.</summary>
internal static class RequestBody
{
    private static readonly HttpRequestOptionsKey<HttpContent> Hashed = new("Amplify.HashedBody");

    /// <summary>Notes that the body has been read for its hash and can be read once more, whether it was rewound or buffered for that.</summary>
    public static void MarkHashed(HttpRequestMessage request)
    {
        if (request.Content is { } content and not (ByteArrayContent or ReadOnlyMemoryContent))
        {
            request.Options.Set(Hashed, content);
        }
    }

    public static bool CanBeSentAgain(HttpRequestMessage request, HttpContent? content) =>
        content is null || CanBeReadAgain(content) || (request.Options.TryGetValue(Hashed, out HttpContent? hashed) && ReferenceEquals(hashed, content));

    private static bool CanBeReadAgain(HttpContent content) => content switch
    {
        ByteArrayContent or ReadOnlyMemoryContent => true,

        // The stream inside is not public. The view that is read of it tells, and stays unread.
        StreamContent => content.ReadAsStream().CanSeek,
        MultipartContent parts => parts.All(CanBeReadAgain),
        _ => false,
    };
}
