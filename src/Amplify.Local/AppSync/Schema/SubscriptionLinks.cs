using System.Collections.Frozen;
using GraphQLParser.AST;

namespace Amplify.Local.AppSync.Schema;

/// <summary>Reads <c>@aws_subscribe</c>: which mutations a subscription follows.</summary>
internal static class SubscriptionLinks
{
    private const string Directive = "aws_subscribe";

    /// <summary>Gives the subscriptions by the mutation that they follow.</summary>
    public static FrozenDictionary<string, string[]> Of(SchemaDocument schema) => Fields(schema.Syntax, schema.Names)
        .SelectMany(static field => Mutations(field).OfType<GraphQLStringValue>(), static (field, mutation) => (field, mutation))
        .GroupBy(static link => link.mutation.Value.ToString(), static link => link.field.Name.StringValue, StringComparer.Ordinal)
        .ToFrozenDictionary(static group => group.Key, static group => group.Distinct().ToArray(), StringComparer.Ordinal);

    public static IEnumerable<GraphQLFieldDefinition> Fields(GraphQLDocument document, SchemaNames names) => document.Definitions
        .SelectMany(definition => definition switch
        {
            GraphQLObjectTypeDefinition type when type.Name.StringValue == names.Subscription => type.Fields?.Items ?? [],
            GraphQLObjectTypeExtension type when type.Name.StringValue == names.Subscription => type.Fields?.Items ?? [],
            _ => [],
        });

    public static IEnumerable<GraphQLValue> Mutations(GraphQLFieldDefinition field) =>
        field.Directives?.Items.Find(static directive => directive.Name.StringValue == Directive)?.Arguments?.Items
            .Where(static argument => argument.Name.StringValue == "mutations")
            .SelectMany(static argument => argument.Value is GraphQLListValue list ? list.Values ?? [] : [argument.Value])
        ?? [];
}
