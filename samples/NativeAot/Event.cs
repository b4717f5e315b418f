/// <summary>What the GraphQL API keeps.</summary>
internal sealed record Event(string Id, string Name);
