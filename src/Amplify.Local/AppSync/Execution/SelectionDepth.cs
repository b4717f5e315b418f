using GraphQLParser;
using GraphQLParser.AST;

namespace Amplify.Local.AppSync.Execution;

/// <summary>Counts how deep fields are nested; fragments do not count. Each is looked through once, however often it is spread.</summary>
internal sealed class SelectionDepth
{
    private readonly GraphQLDocument _document;
    private readonly Dictionary<string, int> _fragments = new(StringComparer.Ordinal);

    private SelectionDepth(GraphQLDocument document) => _document = document;

    public static int Of(GraphQLSelectionSet? selections, GraphQLDocument document) => new SelectionDepth(document).Of(selections);

    private int Of(GraphQLSelectionSet? selections)
    {
        int deepest = 0;
        foreach (ASTNode selection in selections?.Selections ?? [])
        {
            deepest = Math.Max(deepest, selection switch
            {
                GraphQLField field => 1 + Of(field.SelectionSet),
                GraphQLInlineFragment fragment => Of(fragment.SelectionSet),
                GraphQLFragmentSpread spread => OfFragment(spread.FragmentName.Name),
                _ => 0,
            });
        }

        return deepest;
    }

    private int OfFragment(GraphQLName name)
    {
        if (!_fragments.TryGetValue(name.StringValue, out int depth))
        {
            depth = Of(_document.FindFragmentDefinition(name)?.SelectionSet);
            _fragments.Add(name.StringValue, depth);
        }

        return depth;
    }
}
