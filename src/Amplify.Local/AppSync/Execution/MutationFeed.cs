using GraphQL.Execution;
using GraphQL.Types;

namespace Amplify.Local.AppSync.Execution;

/// <summary>Tells the subscriptions what each root field of a mutation gave.</summary>
internal sealed class MutationFeed
{
    /// <summary>Whoever passes results on; the mutation is answered when it has.</summary>
    public Func<MutationResult, ValueTask>? Subscriber { get; set; }

    public ValueTask PublishAsync(ExecutionNode field, ISchema schema, RunningOperation operation) =>
        Subscriber is { } subscriber && !field.PropagateNull()
            ? subscriber(new MutationResult(field, schema, operation.Caller))
            : ValueTask.CompletedTask;
}
