using GraphQLParser.AST;
using GraphQLParser.Exceptions;

namespace Amplify.Local.AppSync.Execution;

/// <summary>
/// Refuses documents whose fragments lead from one to the next so far that whoever follows them, as validation does, comes to the end of the stack.
/// </summary>
internal sealed class FragmentNesting
{
    // Far deeper than AppSync allows, which is 75 fields.
    private const int Deepest = 500;

    private readonly GraphQLDocument _document;
    private readonly Dictionary<string, GraphQLFragmentDefinition> _fragments = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _heights = new(StringComparer.Ordinal);

    private FragmentNesting(GraphQLDocument document)
    {
        _document = document;
        foreach (GraphQLFragmentDefinition fragment in document.Definitions.OfType<GraphQLFragmentDefinition>())
        {
            _fragments.TryAdd(fragment.FragmentName.Name.StringValue, fragment);
        }
    }

    /// <exception cref="GraphQLMaxDepthExceededException">They lead too far.</exception>
    public static void Check(GraphQLDocument document)
    {
        var nesting = new FragmentNesting(document);
        if (nesting._fragments.Count == 0)
        {
            return;
        }

        foreach (ASTNode definition in document.Definitions)
        {
            nesting.HeightOf(definition, level: 0);
        }
    }

    private int HeightOf(ASTNode node, int level)
    {
        if (level > Deepest)
        {
            throw TooDeep(node);
        }

        int highest = 0;
        foreach (ASTNode selection in (node as IHasSelectionSetNode)?.SelectionSet?.Selections ?? [])
        {
            int height = selection is GraphQLFragmentSpread spread ? HeightOf(spread, level + 1) : HeightOf(selection, level + 1);
            highest = Math.Max(highest, height + 1);
        }

        return highest;
    }

    private int HeightOf(GraphQLFragmentSpread spread, int level)
    {
        string name = spread.FragmentName.Name.StringValue;
        if (!_fragments.TryGetValue(name, out GraphQLFragmentDefinition? fragment))
        {
            return 0;
        }

        if (!_heights.TryGetValue(name, out int height))
        {
            // One that leads back to itself is for validation to tell.
            _heights[name] = 0;
            _heights[name] = height = HeightOf(fragment, level);
        }

        return level + height > Deepest ? throw TooDeep(spread) : height;
    }

    private GraphQLMaxDepthExceededException TooDeep(ASTNode node) => new(_document.Source, node.Location.Start);
}
