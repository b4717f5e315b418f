namespace Amplify.Local.AppSync.EventApp;

/// <summary>A row of the table of comments.</summary>
internal sealed record CommentRecord(string EventId, string CommentId, string Content, string CreatedAt);
