using Amplify.Local.AppSync.Execution;

namespace Amplify.Local.AppSync.Resolvers;

/// <summary>Values of one field that are asked for together.</summary>
internal sealed class Batch
{
    private readonly Lazy<Task<IReadOnlyList<object?>>> _results;

    public Batch(BatchResolver resolver, RunningOperation operation)
    {
        Resolver = resolver;
        _results = new Lazy<Task<IReadOnlyList<object?>>>(() => resolver.RunAsync(Contexts, operation));
    }

    public BatchResolver Resolver { get; }

    public List<AppSyncContext> Contexts { get; } = [];

    /// <summary>Gets the values in the order of the contexts; the first to ask has them resolved.</summary>
    public Task<IReadOnlyList<object?>> Results => _results.Value;
}
