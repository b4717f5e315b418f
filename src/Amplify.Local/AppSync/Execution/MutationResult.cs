using System.Text.Json;
using Amplify.Local.AppSync.Authorization;
using Amplify.Local.Hosting;
using GraphQL.Execution;
using GraphQL.Types;

namespace Amplify.Local.AppSync.Execution;

/// <summary>What a root field of a mutation gave: what its caller selected and nothing else.</summary>
internal sealed class MutationResult(ExecutionNode field, ISchema schema, AppSyncCaller caller)
{
    public string Field { get; } = field.FieldDefinition.Name;

    public AppSyncCaller Caller => caller;

    /// <summary>Gives the value as JSON, by the names of the fields and not by the aliases that the mutation gave them.</summary>
    public JsonDocument ToJson() => JsonDocument.Parse(JsonText.Write(
        (field, schema), static (writer, result) => PayloadWriter.Write(writer, result.field, result.schema), capacity: 1024));
}
