namespace Amplify.Benchmarks.Calls;

/// <summary>What asks for the query.</summary>
internal sealed record ItemRequest(string Query, string OperationName, ItemVariables Variables);
