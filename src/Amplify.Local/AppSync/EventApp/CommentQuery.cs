namespace Amplify.Local.AppSync.EventApp;

/// <summary>Asks for comments of an event, by their time, behind a certain one.</summary>
internal sealed record CommentQuery(string EventId, string AfterTime, string AfterId, int Limit);
