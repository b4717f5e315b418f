namespace Amplify.Benchmarks.Realtime;

/// <summary>What a frame carries.</summary>
internal sealed record CommentPayload(CommentData Data);
