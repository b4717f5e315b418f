namespace Quickstart.Chapters;

/// <summary>A comment on an event of the guide's Event App.</summary>
internal sealed record Comment(string EventId, string CommentId, string Content, string CreatedAt);
