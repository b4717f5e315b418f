using System.Collections.Concurrent;
using GraphQL.Types;
using GraphQL.Validation;
using GraphQLParser;
using GraphQLParser.AST;

namespace Amplify.Local.AppSync.Execution;

/// <summary>
/// Which fields a selection set asks an object of a type for: fragments spread, fields of the same name merged. Worked out once for each
/// document, or for each request where <c>@skip</c> and <c>@include</c> decide.
/// </summary>
internal sealed class Selections(ISchema schema, GraphQLDocument document, Variables variables)
{
    private readonly ConcurrentDictionary<(GraphQLSelectionSet, IObjectGraphType), PlannedField[]> _planned = new();

    public PlannedField[] Of(GraphQLSelectionSet selections, IObjectGraphType type) =>
        _planned.TryGetValue((selections, type), out PlannedField[]? planned)
            ? planned
            : _planned.GetOrAdd((selections, type), Collect(selections, type));

    private PlannedField[] Collect(GraphQLSelectionSet selections, IObjectGraphType type)
    {
        var fields = new OrderedDictionary<string, PlannedField>(StringComparer.Ordinal);
        Collect(selections, type, fields, []);
        return [.. fields.Values];
    }

    private void Collect(
        GraphQLSelectionSet selections, IObjectGraphType type, OrderedDictionary<string, PlannedField> fields, HashSet<string> fragments)
    {
        foreach (ASTNode selection in selections.Selections)
        {
            if (IsSkipped((IHasDirectivesNode)selection))
            {
                continue;
            }

            switch (selection)
            {
                case GraphQLField field:
                    Add(field, type, fields);
                    break;
                case GraphQLInlineFragment fragment when IsOf(type, fragment.TypeCondition):
                    Collect(fragment.SelectionSet, type, fields, fragments);
                    break;
                case GraphQLFragmentSpread spread when fragments.Add(spread.FragmentName.Name.StringValue):
                    GraphQLFragmentDefinition definition = document.FindFragmentDefinition(spread.FragmentName.Name)!;
                    if (IsOf(type, definition.TypeCondition))
                    {
                        Collect(definition.SelectionSet, type, fields, fragments);
                    }

                    break;
            }
        }
    }

    private void Add(GraphQLField field, IObjectGraphType type, OrderedDictionary<string, PlannedField> fields)
    {
        string name = (field.Alias?.Name ?? field.Name).StringValue;
        fields[name] = fields.TryGetValue(name, out PlannedField earlier)
            ? earlier with { Syntax = Merge(earlier.Syntax, field) }
            : new PlannedField(field, DefinitionOf(type, field.Name));
    }

    private static GraphQLField Merge(GraphQLField one, GraphQLField other) => one.SelectionSet is null || other.SelectionSet is null
        ? one
        : new GraphQLField(one.Name)
        {
            Alias = one.Alias,
            Arguments = one.Arguments,
            Location = one.Location,
            SelectionSet = new GraphQLSelectionSet([.. one.SelectionSet.Selections, .. other.SelectionSet.Selections]),
        };

    private FieldType DefinitionOf(IObjectGraphType type, GraphQLName name)
    {
        if (name == schema.TypeNameMetaFieldType.Name)
        {
            return schema.TypeNameMetaFieldType;
        }

        if (type == schema.Query && name == schema.SchemaMetaFieldType.Name)
        {
            return schema.SchemaMetaFieldType;
        }

        return type == schema.Query && name == schema.TypeMetaFieldType.Name ? schema.TypeMetaFieldType : type.GetField(name.Value)!;
    }

    private bool IsOf(IObjectGraphType type, GraphQLTypeCondition? condition) =>
        condition is null
        || condition.Type.Name == type.Name
        || (schema.AllTypes[condition.Type.Name.Value] is IAbstractGraphType group && group.IsPossibleType(type));

    private bool IsSkipped(IHasDirectivesNode node)
    {
        foreach (GraphQLDirective directive in node.Directives?.Items ?? [])
        {
            if ((directive.Name == "skip" && IfOf(directive)) || (directive.Name == "include" && !IfOf(directive)))
            {
                return true;
            }
        }

        return false;
    }

    private bool IfOf(GraphQLDirective directive) => directive.Arguments?.Items[0].Value switch
    {
        GraphQLBooleanValue literal => literal.BoolValue,
        GraphQLVariable variable => variables.Find(variable.Name.Value)?.Value is true,
        _ => false,
    };
}
