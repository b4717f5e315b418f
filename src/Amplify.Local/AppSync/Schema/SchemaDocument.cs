using GraphQLParser;
using GraphQLParser.AST;

namespace Amplify.Local.AppSync.Schema;

/// <summary>A schema as written, looked through for what AppSync would refuse.</summary>
internal sealed class SchemaDocument
{
    // What AppSync knows without being told; a schema may declare it all the same, for the sake of other tools.
    private const string Known =
        """
        directive @aws_subscribe(mutations: [String!]) on FIELD_DEFINITION
        directive @aws_auth(cognito_groups: [String!]!) on OBJECT | FIELD_DEFINITION
        directive @aws_api_key on OBJECT | FIELD_DEFINITION
        directive @aws_iam on OBJECT | FIELD_DEFINITION
        directive @aws_oidc on OBJECT | FIELD_DEFINITION
        directive @aws_lambda on OBJECT | FIELD_DEFINITION
        directive @aws_cognito_user_pools(cognito_groups: [String!]) on OBJECT | FIELD_DEFINITION
        """;

    private SchemaDocument(GraphQLDocument syntax, SchemaNames names)
    {
        Syntax = syntax;
        Names = names;
    }

    /// <summary>The parsed text, with AppSync's own directives among its definitions.</summary>
    public GraphQLDocument Syntax { get; }

    public SchemaNames Names { get; }

    /// <exception cref="AppSyncSchemaException">It is no schema that AppSync would take.</exception>
    public static SchemaDocument Of(GraphQLDocument document)
    {
        AddKnownDirectives(document);
        var names = SchemaNames.Of(document);
        SchemaChecks.Check(document, names);
        SubscriptionChecks.Check(document, names);
        return new SchemaDocument(document, names);
    }

    private static void AddKnownDirectives(GraphQLDocument document)
    {
        HashSet<string> declared = document.Definitions.OfType<GraphQLDirectiveDefinition>()
            .Select(static directive => directive.Name.StringValue)
            .ToHashSet(StringComparer.Ordinal);
        document.Definitions.AddRange(Parser.Parse(Known).Definitions
            .Where(definition => definition is GraphQLDirectiveDefinition directive && !declared.Contains(directive.Name.StringValue)));
    }
}
