namespace Amplify.Core.Http;

/// <summary>How the body of an answer is read.</summary>
/// <param name="MaxBytes">The most that is kept in memory, counted after decompression.</param>
/// <param name="Progress">Is told the bytes that have come so far.</param>
/// <param name="Streaming">Whether the body of a 2xx answer is left to be read by the caller.</param>
internal sealed record AnswerReading(long MaxBytes = AnswerReading.DefaultMaxBytes, IProgress<long>? Progress = null, bool Streaming = false)
{
    // Ten times what API Gateway sends, and far from what would end a process.
    public const long DefaultMaxBytes = 100 * 1024 * 1024;

    public static AnswerReading Default { get; } = new();
}
