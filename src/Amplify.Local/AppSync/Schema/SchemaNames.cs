using Amplify.Local.AppSync.Scalars;
using GraphQLParser;
using GraphQLParser.AST;

namespace Amplify.Local.AppSync.Schema;

/// <summary>What a schema declares, by name.</summary>
internal sealed class SchemaNames
{
    private readonly Dictionary<string, TypeKind> _kinds = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Dictionary<string, GraphQLFieldDefinition>> _fields = new(StringComparer.Ordinal);

    private SchemaNames()
    {
    }

    public string Query { get; private set; } = "Query";

    public string Mutation { get; private set; } = "Mutation";

    public string Subscription { get; private set; } = "Subscription";

    /// <exception cref="AppSyncSchemaException">A name is taken twice, or may not be used.</exception>
    public static SchemaNames Of(GraphQLDocument document)
    {
        var names = new SchemaNames();
        foreach (string scalar in AppSyncScalars.Names)
        {
            names._kinds.Add(scalar, TypeKind.Scalar);
        }

        foreach (ASTNode definition in document.Definitions)
        {
            names.AddType(document.Source, definition);
        }

        foreach (GraphQLObjectTypeExtension extension in document.Definitions.OfType<GraphQLObjectTypeExtension>())
        {
            names.AddFields(document.Source, extension.Name.StringValue, extension.Fields);
        }

        return names;
    }

    public TypeKind? KindOf(string type) => _kinds.TryGetValue(type, out TypeKind kind) ? kind : null;

    public GraphQLFieldDefinition? Field(string type, string field) =>
        _fields.TryGetValue(type, out var fields) ? fields.GetValueOrDefault(field) : null;

    private void AddType(ROM source, ASTNode definition)
    {
        switch (definition)
        {
            case GraphQLSchemaDefinition schema:
                AddRoots(schema);
                break;
            case GraphQLScalarTypeDefinition scalar when !AppSyncScalars.Names.Contains(scalar.Name.StringValue):
                throw SchemaChecks.Fault(source, scalar.Name, $"AppSync has no scalars of one's own, such as '{scalar.Name}'.");
            case GraphQLTypeDefinition type and not (GraphQLScalarTypeDefinition or GraphQLDirectiveDefinition):
                AddName(source, type.Name, KindOf(type));
                AddFields(source, type.Name.StringValue, (type as IHasFieldsDefinitionNode)?.Fields);
                break;
        }
    }

    private void AddRoots(GraphQLSchemaDefinition schema)
    {
        foreach (GraphQLRootOperationTypeDefinition root in schema.OperationTypes)
        {
            string name = root.Type!.Name.StringValue;
            switch (root.Operation)
            {
                case OperationType.Query:
                    Query = name;
                    break;
                case OperationType.Mutation:
                    Mutation = name;
                    break;
                case OperationType.Subscription:
                    Subscription = name;
                    break;
            }
        }
    }

    private void AddName(ROM source, GraphQLName name, TypeKind kind)
    {
        string text = name.StringValue;
        if (text.StartsWith("AWS", StringComparison.Ordinal) || text.StartsWith("__", StringComparison.Ordinal))
        {
            throw SchemaChecks.Fault(source, name, $"The name '{text}' is reserved: it begins with 'AWS' or '__'.");
        }

        if (!_kinds.TryAdd(text, kind))
        {
            throw SchemaChecks.Fault(source, name, $"There is a type '{text}' already.");
        }
    }

    private void AddFields(ROM source, string type, GraphQLFieldsDefinition? fields)
    {
        if (!_fields.TryGetValue(type, out Dictionary<string, GraphQLFieldDefinition>? all))
        {
            _fields[type] = all = new Dictionary<string, GraphQLFieldDefinition>(StringComparer.Ordinal);
        }

        foreach (GraphQLFieldDefinition field in fields?.Items ?? [])
        {
            if (!all.TryAdd(field.Name.StringValue, field))
            {
                throw SchemaChecks.Fault(source, field.Name, $"Type '{type}' has a field '{field.Name}' already.");
            }
        }
    }

    private static TypeKind KindOf(GraphQLTypeDefinition type) => type switch
    {
        GraphQLInterfaceTypeDefinition => TypeKind.Interface,
        GraphQLUnionTypeDefinition => TypeKind.Union,
        GraphQLEnumTypeDefinition => TypeKind.Enum,
        GraphQLInputObjectTypeDefinition => TypeKind.Input,
        _ => TypeKind.Object,
    };
}
