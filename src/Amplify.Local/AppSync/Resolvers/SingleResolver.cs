using Amplify.Local.AppSync.Execution;

namespace Amplify.Local.AppSync.Resolvers;

/// <summary>A function that is called for each value of a field.</summary>
internal sealed class SingleResolver(Func<AppSyncContext, CancellationToken, ValueTask<object?>> resolve) : IResolver
{
    public ValueTask<object?> ResolveAsync(AppSyncContext context, RunningOperation operation)
    {
        operation.CountResolver();
        return resolve(context, operation.CancellationToken);
    }
}
