using Amplify.Local.AppSync.Execution;
using GraphQLParser.AST;

namespace Amplify.Local.AppSync.Resolvers;

/// <summary>
/// The batches of one operation that still take members. GraphQL.NET asks for the results of a level only when everything else at that
/// level is done, so that by then all members have joined.
/// </summary>
internal sealed class Batches(RunningOperation operation)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<(GraphQLField, BatchResolver), Batch> _open = [];

    public BatchMember Join(BatchResolver resolver, AppSyncContext context)
    {
        lock (_gate)
        {
            if (!_open.TryGetValue((context.Field, resolver), out Batch? batch))
            {
                batch = new Batch(resolver, operation);
                _open.Add((context.Field, resolver), batch);
            }

            batch.Contexts.Add(context);
            return new BatchMember(this, batch, batch.Contexts.Count - 1);
        }
    }

    /// <summary>Takes no further members into a batch.</summary>
    public void Close(Batch batch)
    {
        lock (_gate)
        {
            var key = (batch.Contexts[0].Field, batch.Resolver);
            if (_open.GetValueOrDefault(key) == batch)
            {
                _open.Remove(key);
            }
        }
    }
}
