using System.Text.Json;
using Amplify.Local.AppSync.Responses;
using GraphQL.Execution;
using GraphQL.Types;

namespace Amplify.Local.AppSync.Execution;

/// <summary>Writes a mutation's result for those who subscribe: fields by their own names, and with every object its type.</summary>
internal static class PayloadWriter
{
    private const string TypeName = "__typename";

    public static void Write(Utf8JsonWriter writer, ExecutionNode? node, ISchema schema)
    {
        switch (node)
        {
            case ObjectExecutionNode { SubFields: { } fields } parent:
                writer.WriteStartObject();
                writer.WriteString(TypeName, parent.GetObjectGraphType(schema)!.Name);
                foreach (ExecutionNode field in fields)
                {
                    if (field.FieldDefinition.Name != TypeName)
                    {
                        writer.WritePropertyName(field.FieldDefinition.Name);
                        Write(writer, field, schema);
                    }
                }

                writer.WriteEndObject();
                break;
            case ArrayExecutionNode { Items: { } items }:
                writer.WriteStartArray();
                foreach (ExecutionNode item in items)
                {
                    Write(writer, item, schema);
                }

                writer.WriteEndArray();
                break;
            default:
                ResponseWriter.WriteNode(writer, node);
                break;
        }
    }
}
