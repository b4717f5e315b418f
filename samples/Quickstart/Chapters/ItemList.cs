namespace Quickstart.Chapters;

/// <summary>What the API answers to GET /items.</summary>
internal sealed record ItemList(Item[] Items);
