using System.Diagnostics.CodeAnalysis;
using Amplify.Local.AppSync.Execution;

namespace Amplify.Local.AppSync.Resolvers;

/// <summary>Values of one field that are asked for together.</summary>
internal sealed class Batch(BatchResolver resolver, RunningOperation operation)
{
    public BatchResolver Resolver => resolver;

    public List<AppSyncContext> Contexts { get; } = [];

    public Task<IReadOnlyList<object?>>? Results { get; private set; }

    [MemberNotNull(nameof(Results))]
    public void Start() => Results = resolver.RunAsync(Contexts, operation);
}
