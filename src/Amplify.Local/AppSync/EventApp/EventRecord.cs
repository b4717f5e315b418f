namespace Amplify.Local.AppSync.EventApp;

/// <summary>A row of the table of events.</summary>
internal sealed record EventRecord(string Id, string? Name, string? Where, string? When, string? Description);
