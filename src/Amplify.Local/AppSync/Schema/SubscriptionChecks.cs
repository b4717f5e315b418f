using GraphQLParser.AST;

namespace Amplify.Local.AppSync.Schema;

/// <summary>Looks at <c>@aws_subscribe</c>: each mutation that it names must be there and return what the subscription returns.</summary>
internal static class SubscriptionChecks
{
    /// <exception cref="AppSyncSchemaException">A subscription can never get anything.</exception>
    public static void Check(GraphQLDocument document, SchemaNames names)
    {
        foreach (GraphQLFieldDefinition field in SubscriptionLinks.Fields(document, names))
        {
            foreach (GraphQLValue mutation in SubscriptionLinks.Mutations(field))
            {
                string name = mutation is GraphQLStringValue text ? text.Value.ToString() : "";
                if (names.Field(names.Mutation, name) is not { } source)
                {
                    throw SchemaChecks.Fault(document.Source, mutation, $"There is no mutation '{name}'.");
                }

                if (Nullable(source.Type) != Nullable(field.Type))
                {
                    throw SchemaChecks.Fault(
                        document.Source,
                        mutation,
                        $"The mutation '{name}' returns {source.Type.Text()}, the subscription '{field.Name}' {field.Type.Text()}: they must be the same.");
                }
            }
        }
    }

    private static string Nullable(GraphQLType type) => (type is GraphQLNonNullType nonNull ? nonNull.Type : type).Text();
}
