using System.Text.Json;
using GraphQL.Execution;
using GraphQL.Types;

namespace Amplify.Local.AppSync.Execution;

/// <summary>Tells the subscriptions what each root field of a mutation gave.</summary>
internal sealed class MutationFeed
{
    /// <summary>Whoever passes results on; the mutation is answered when it has.</summary>
    public Func<MutationResult, ValueTask>? Subscriber { get; set; }

    /// <summary>Whoever ends subscriptions of a field on account of a payload.</summary>
    public Action<string, JsonElement>? Invalidator { get; set; }

    public void Invalidate(string subscriptionField, JsonElement payload) => Invalidator?.Invoke(subscriptionField, payload);

    public ValueTask PublishAsync(ExecutionNode field, ISchema schema, RunningOperation operation) =>
        Subscriber is { } subscriber && !field.PropagateNull()
            ? subscriber(new MutationResult(field, schema, operation.Caller))
            : ValueTask.CompletedTask;
}
