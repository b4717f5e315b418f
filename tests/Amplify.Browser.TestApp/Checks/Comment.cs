namespace Amplify.Browser.TestApp.Checks;

/// <summary>A comment on an event.</summary>
internal sealed record Comment(string EventId, string Content);
