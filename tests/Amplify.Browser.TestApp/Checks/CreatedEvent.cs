namespace Amplify.Browser.TestApp.Checks;

/// <summary>An event that was created.</summary>
internal sealed record CreatedEvent(string Id);
