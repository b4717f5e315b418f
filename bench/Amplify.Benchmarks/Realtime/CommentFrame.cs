namespace Amplify.Benchmarks.Realtime;

/// <summary>A frame with a message, as the bare client reads it.</summary>
internal sealed record CommentFrame(string Id, string Type, CommentPayload Payload);
