namespace Amplify.Benchmarks.Realtime;

/// <summary>What is subscribed to.</summary>
internal sealed record Comment(string CommentId, string EventId, string Content, string CreatedAt, int Likes);
