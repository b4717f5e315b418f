using Amplify.Local.AppSync.Responses;
using Amplify.Local.Hosting;
using GraphQL.Execution;

namespace Amplify.Local.AppSync.Execution;

/// <summary>Tells whoever listens what each root field of a mutation gave; one that gave nothing is not told.</summary>
internal sealed class MutationFeed
{
    public event Action<MutationResult>? Mutated;

    public void Publish(ExecutionNode field, RunningOperation operation)
    {
        if (Mutated is { } listeners && !field.PropagateNull())
        {
            ReadOnlyMemory<byte> value = JsonText.Write(field, static (writer, field) => ResponseWriter.WriteNode(writer, field));
            listeners(new MutationResult(field.FieldDefinition.Name, value, operation.Caller));
        }
    }
}
