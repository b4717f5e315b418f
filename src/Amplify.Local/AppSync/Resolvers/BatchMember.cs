using GraphQL.DataLoader;

namespace Amplify.Local.AppSync.Resolvers;

/// <summary>A value that comes with its batch. A result that is an <see cref="AppSyncException"/> is that one value's error.</summary>
internal sealed class BatchMember(Batches batches, Batch batch, int index) : IDataLoaderResult
{
    public async Task<object?> GetResultAsync(CancellationToken cancellationToken = default)
    {
        batches.Close(batch);
        IReadOnlyList<object?> results = await batch.Results.ConfigureAwait(false);
        return results[index] is AppSyncException error ? throw error : results[index];
    }
}
