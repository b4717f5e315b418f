namespace Quickstart.Chapters;

/// <summary>An event of the guide's Event App. What an operation does not ask for is null.</summary>
internal sealed record Event(string Id, string? Name, string? When, string? Where, string? Description);
