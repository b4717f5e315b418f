using GraphQL;
using GraphQL.Types;
using GraphQLParser.AST;

namespace Amplify.Local.AppSync.Execution;

/// <summary>Where each node of a document is: behind which fields, and on which type. Made only when there is an error to tell.</summary>
internal sealed class DocumentMap
{
    private readonly ISchema _schema;
    private readonly Dictionary<ASTNode, Place> _places = [];

    public DocumentMap(ISchema schema, GraphQLDocument document)
    {
        _schema = schema;
        foreach (ASTNode definition in document.Definitions)
        {
            switch (definition)
            {
                case GraphQLOperationDefinition operation:
                    Visit(operation.SelectionSet, new Place("", RootOf(operation.Operation), null));
                    break;
                case GraphQLFragmentDefinition fragment:
                    Visit(fragment.SelectionSet, new Place(fragment.FragmentName.Name.StringValue, TypeOf(fragment.TypeCondition), null));
                    break;
            }
        }
    }

    /// <summary>Gives a node's place; nothing is known of what stands outside of selections.</summary>
    public Place Of(ASTNode node) => _places.GetValueOrDefault(node, new Place("", null, null));

    private void Visit(GraphQLSelectionSet? selections, Place within)
    {
        if (selections is null)
        {
            return;
        }

        _places[selections] = within;
        foreach (ASTNode selection in selections.Selections)
        {
            VisitDirectives(selection, within);
            switch (selection)
            {
                case GraphQLField field:
                    VisitField(field, within);
                    break;
                case GraphQLInlineFragment fragment:
                    _places[fragment] = within;
                    Visit(fragment.SelectionSet, within with { Parent = fragment.TypeCondition is null ? within.Parent : TypeOf(fragment.TypeCondition) });
                    break;
                default:
                    _places[selection] = within;
                    break;
            }
        }
    }

    private void VisitField(GraphQLField field, Place within)
    {
        string path = within.Path.Length == 0 ? field.Name.StringValue : $"{within.Path}/{field.Name}";
        FieldType? definition = (within.Parent as IComplexGraphType)?.GetField(field.Name.Value);
        var place = new Place(path, within.Parent, definition);
        _places[field] = place;
        VisitArguments(field.Arguments, place);
        VisitDirectives(field, place);
        Visit(field.SelectionSet, place with { Parent = definition?.ResolvedType?.GetNamedType() });
    }

    private void VisitDirectives(ASTNode node, Place place)
    {
        foreach (GraphQLDirective directive in ((IHasDirectivesNode)node).Directives?.Items ?? [])
        {
            _places[directive] = place;
            VisitArguments(directive.Arguments, place);
        }
    }

    private void VisitArguments(GraphQLArguments? arguments, Place place)
    {
        foreach (GraphQLArgument argument in arguments?.Items ?? [])
        {
            _places[argument] = place;
            VisitValue(argument.Value, place);
        }
    }

    private void VisitValue(GraphQLValue value, Place place)
    {
        _places[value] = place;
        IEnumerable<GraphQLValue> parts = value switch
        {
            GraphQLListValue list => list.Values ?? [],
            GraphQLObjectValue members => (members.Fields ?? []).Select(static member => member.Value),
            _ => [],
        };
        foreach (GraphQLValue part in parts)
        {
            VisitValue(part, place);
        }
    }

    private IGraphType? RootOf(OperationType operation) => operation switch
    {
        OperationType.Query => _schema.Query,
        OperationType.Mutation => _schema.Mutation,
        _ => _schema.Subscription,
    };

    private IGraphType? TypeOf(GraphQLTypeCondition condition) => _schema.AllTypes[condition.Type.Name.Value];

    /// <summary>A place in a document.</summary>
    /// <param name="Path">The fields, and the fragment, around the node and the field that it is or belongs to, with slashes.</param>
    /// <param name="Parent">The type that the field is looked for on.</param>
    /// <param name="Field">The field's definition, where there is one.</param>
    internal readonly record struct Place(string Path, IGraphType? Parent, FieldType? Field);
}
