namespace Amplify.Benchmarks.Calls;

/// <summary>What the query gives.</summary>
internal sealed record ItemData(Item GetItem);
