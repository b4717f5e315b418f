/// <summary>What the table of items keeps.</summary>
internal sealed record Item(string Id, string Name, decimal Price);
