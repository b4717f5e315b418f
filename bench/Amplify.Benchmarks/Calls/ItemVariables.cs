namespace Amplify.Benchmarks.Calls;

/// <summary>What the query takes.</summary>
internal sealed record ItemVariables(string Id);
