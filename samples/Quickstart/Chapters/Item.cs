namespace Quickstart.Chapters;

/// <summary>What the API keeps. Any type that System.Text.Json can write and read will do.</summary>
internal sealed record Item(string? Id, string Name, decimal? Price);
