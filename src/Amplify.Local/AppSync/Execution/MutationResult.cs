using Amplify.Local.AppSync.Authorization;

namespace Amplify.Local.AppSync.Execution;

/// <summary>What a root field of a mutation gave, as JSON: what its caller selected and nothing else.</summary>
internal sealed record MutationResult(string Field, ReadOnlyMemory<byte> Value, AppSyncCaller Caller);
