using GraphQLParser;
using GraphQLParser.AST;

namespace Amplify.Local.AppSync.Execution;

/// <summary>Counts how deep fields are nested; fragments do not count.</summary>
internal static class SelectionDepth
{
    public static int Of(GraphQLSelectionSet? selections, GraphQLDocument document)
    {
        int deepest = 0;
        foreach (ASTNode selection in selections?.Selections ?? [])
        {
            deepest = Math.Max(deepest, selection switch
            {
                GraphQLField field => 1 + Of(field.SelectionSet, document),
                GraphQLInlineFragment fragment => Of(fragment.SelectionSet, document),
                GraphQLFragmentSpread spread => Of(document.FindFragmentDefinition(spread.FragmentName.Name)?.SelectionSet, document),
                _ => 0,
            });
        }

        return deepest;
    }
}
