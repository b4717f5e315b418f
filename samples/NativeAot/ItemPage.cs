/// <summary>What the table of items lists.</summary>
internal sealed record ItemPage(Item[] Items);
