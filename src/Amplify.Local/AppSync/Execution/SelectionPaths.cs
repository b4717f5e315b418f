using GraphQLParser;
using GraphQLParser.AST;

namespace Amplify.Local.AppSync.Execution;

/// <summary>Lists what a field's selection set asks for, as slash-separated paths, each before what is below it.</summary>
internal static class SelectionPaths
{
    public static IReadOnlyList<string> Of(GraphQLField field, GraphQLDocument document)
    {
        var paths = new List<string>();
        Add(field.SelectionSet, "", document, paths);
        return paths;
    }

    private static void Add(GraphQLSelectionSet? selections, string prefix, GraphQLDocument document, List<string> paths)
    {
        foreach (ASTNode selection in selections?.Selections ?? [])
        {
            switch (selection)
            {
                case GraphQLField field:
                    string path = prefix + (field.Alias?.Name ?? field.Name).StringValue;
                    if (!paths.Contains(path))
                    {
                        paths.Add(path);
                    }

                    Add(field.SelectionSet, path + "/", document, paths);
                    break;
                case GraphQLInlineFragment fragment:
                    Add(fragment.SelectionSet, prefix, document, paths);
                    break;
                case GraphQLFragmentSpread spread:
                    Add(document.FindFragmentDefinition(spread.FragmentName.Name)?.SelectionSet, prefix, document, paths);
                    break;
            }
        }
    }
}
