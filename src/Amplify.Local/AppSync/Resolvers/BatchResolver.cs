using Amplify.Local.AppSync.Execution;

namespace Amplify.Local.AppSync.Resolvers;

/// <summary>A function that is called once for all values of a field that are wanted at the same level.</summary>
internal sealed class BatchResolver(
    Func<IReadOnlyList<AppSyncContext>, CancellationToken, ValueTask<IReadOnlyList<object?>>> resolve, int largestBatch) : IResolver
{
    public ValueTask<object?> ResolveAsync(AppSyncContext context, RunningOperation operation) =>
        new(operation.Batches.Join(this, context));

    public async Task<IReadOnlyList<object?>> RunAsync(IReadOnlyList<AppSyncContext> contexts, RunningOperation operation)
    {
        var results = new List<object?>(contexts.Count);
        foreach (AppSyncContext[] part in contexts.Chunk(largestBatch))
        {
            operation.CountResolver();
            IReadOnlyList<object?> values = await resolve(part, operation.CancellationToken).ConfigureAwait(false);
            results.AddRange(values.Count == part.Length
                ? values
                : throw new AppSyncException($"The batch resolver returned {values.Count} results for {part.Length} values.", "BatchResult"));
        }

        return results;
    }
}
