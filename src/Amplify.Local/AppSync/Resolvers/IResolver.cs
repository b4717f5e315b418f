using Amplify.Local.AppSync.Execution;

namespace Amplify.Local.AppSync.Resolvers;

/// <summary>What gives a field its value.</summary>
internal interface IResolver
{
    /// <returns>The value, or a <see cref="BatchMember"/> that will have it.</returns>
    ValueTask<object?> ResolveAsync(AppSyncContext context, RunningOperation operation);
}
