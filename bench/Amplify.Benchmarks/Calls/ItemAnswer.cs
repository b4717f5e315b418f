namespace Amplify.Benchmarks.Calls;

/// <summary>What the query is answered.</summary>
internal sealed record ItemAnswer(ItemData Data);
