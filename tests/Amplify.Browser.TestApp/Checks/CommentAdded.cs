namespace Amplify.Browser.TestApp.Checks;

/// <summary>A message of the subscription to an event's comments.</summary>
internal sealed record CommentAdded(Comment SubscribeToEventComments);
