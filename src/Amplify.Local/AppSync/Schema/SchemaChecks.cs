using GraphQLParser;
using GraphQLParser.AST;

namespace Amplify.Local.AppSync.Schema;

/// <summary>Finds what is wrong with a schema that is well-formed, and tells where.</summary>
internal sealed class SchemaChecks
{
    private readonly GraphQLDocument _document;
    private readonly SchemaNames _names;
    private readonly HashSet<string> _directives;

    private SchemaChecks(GraphQLDocument document, SchemaNames names)
    {
        _document = document;
        _names = names;
        _directives = document.Definitions.OfType<GraphQLDirectiveDefinition>().Select(static directive => directive.Name.StringValue)
            .Append("deprecated")
            .ToHashSet(StringComparer.Ordinal);
    }

    /// <exception cref="AppSyncSchemaException">Something is wrong.</exception>
    public static void Check(GraphQLDocument document, SchemaNames names)
    {
        if (names.KindOf(names.Query) != TypeKind.Object)
        {
            throw new AppSyncSchemaException($"There is no type '{names.Query}' for queries.");
        }

        var checks = new SchemaChecks(document, names);
        foreach (ASTNode definition in document.Definitions)
        {
            checks.CheckDefinition(definition);
        }
    }

    public static AppSyncSchemaException Fault(ROM source, ASTNode node, string reason)
    {
        var location = Location.FromLinearPosition(source, node.Location.Start);
        return new AppSyncSchemaException(reason, location.Line, location.Column);
    }

    private void CheckDefinition(ASTNode definition)
    {
        CheckDirectives(definition);
        switch (definition)
        {
            case GraphQLObjectTypeDefinition type:
                CheckFields(type.Fields);
                CheckInterfaces(type.Name.StringValue, type.Interfaces);
                break;
            case GraphQLInterfaceTypeDefinition type:
                CheckFields(type.Fields);
                break;
            case GraphQLInputObjectTypeDefinition type:
                CheckInputs(type.Fields?.Items, "field");
                break;
            case GraphQLUnionTypeDefinition type:
                CheckMembers(type);
                break;
            case GraphQLObjectTypeExtension type when _names.KindOf(type.Name.StringValue) != TypeKind.Object:
                throw Fault(type.Name, $"There is no object type '{type.Name}' to extend.");
            case GraphQLObjectTypeExtension type:
                CheckFields(type.Fields);
                CheckInterfaces(type.Name.StringValue, type.Interfaces);
                break;
            case GraphQLTypeExtension type:
                throw Fault(type.Name, "Only object types can be extended.");
        }
    }

    private void CheckFields(GraphQLFieldsDefinition? fields)
    {
        foreach (GraphQLFieldDefinition field in fields?.Items ?? [])
        {
            CheckDirectives(field);
            GraphQLNamedType type = NamedType(field.Type);
            if (KindOf(type) == TypeKind.Input)
            {
                throw Fault(type, $"'{type.Name}' is an input type: the field '{field.Name}' cannot return it.");
            }

            CheckInputs(field.Arguments?.Items, "argument");
        }
    }

    private void CheckInputs(List<GraphQLInputValueDefinition>? inputs, string what)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (GraphQLInputValueDefinition input in inputs ?? [])
        {
            if (!seen.Add(input.Name.StringValue))
            {
                throw Fault(input.Name, $"The {what} '{input.Name}' is there already.");
            }

            GraphQLNamedType type = NamedType(input.Type);
            if (KindOf(type) is not (TypeKind.Scalar or TypeKind.Enum or TypeKind.Input))
            {
                throw Fault(type, $"'{type.Name}' is no input type: the {what} '{input.Name}' cannot take it.");
            }
        }
    }

    private void CheckMembers(GraphQLUnionTypeDefinition union)
    {
        foreach (GraphQLNamedType member in union.Types?.Items ?? [])
        {
            if (KindOf(member) != TypeKind.Object)
            {
                throw Fault(member, $"'{member.Name}' is no object type: it cannot be in the union '{union.Name}'.");
            }
        }
    }

    private void CheckInterfaces(string type, GraphQLImplementsInterfaces? interfaces)
    {
        foreach (GraphQLNamedType implemented in interfaces?.Items ?? [])
        {
            if (KindOf(implemented) != TypeKind.Interface)
            {
                throw Fault(implemented, $"'{implemented.Name}' is no interface.");
            }

            GraphQLInterfaceTypeDefinition definition = _document.Definitions.OfType<GraphQLInterfaceTypeDefinition>()
                .First(candidate => candidate.Name.StringValue == implemented.Name.StringValue);
            foreach (GraphQLFieldDefinition field in definition.Fields?.Items ?? [])
            {
                if (_names.Field(type, field.Name.StringValue) is null)
                {
                    throw Fault(implemented, $"'{type}' lacks the field '{field.Name}' of '{implemented.Name}'.");
                }
            }
        }
    }

    private void CheckDirectives(ASTNode node)
    {
        foreach (GraphQLDirective directive in (node as IHasDirectivesNode)?.Directives?.Items ?? [])
        {
            if (!_directives.Contains(directive.Name.StringValue))
            {
                throw Fault(directive, $"There is no directive '@{directive.Name}'.");
            }
        }
    }

    private TypeKind KindOf(GraphQLNamedType type) =>
        _names.KindOf(type.Name.StringValue) ?? throw Fault(type, $"There is no type '{type.Name}'.");

    private AppSyncSchemaException Fault(ASTNode node, string reason) => Fault(_document.Source, node, reason);

    private static GraphQLNamedType NamedType(GraphQLType type) => type switch
    {
        GraphQLNonNullType nonNull => NamedType(nonNull.Type),
        GraphQLListType list => NamedType(list.Type),
        _ => (GraphQLNamedType)type,
    };
}
