using GraphQLParser;
using GraphQLParser.AST;

namespace Amplify.Local.AppSync.Execution;

/// <summary>Lists what a field's selection set asks for, as slash-separated paths, each before what is below it.</summary>
internal sealed class SelectionPaths
{
    private readonly GraphQLDocument _document;
    private readonly List<string> _paths = [];
    private readonly HashSet<string> _known = new(StringComparer.Ordinal);
    private readonly HashSet<(string Prefix, string Fragment)> _spread = [];

    private SelectionPaths(GraphQLDocument document) => _document = document;

    public static IReadOnlyList<string> Of(GraphQLField field, GraphQLDocument document)
    {
        var paths = new SelectionPaths(document);
        paths.Add(field.SelectionSet, "");
        return paths._paths;
    }

    private void Add(GraphQLSelectionSet? selections, string prefix)
    {
        foreach (ASTNode selection in selections?.Selections ?? [])
        {
            switch (selection)
            {
                case GraphQLField field:
                    string path = prefix + (field.Alias?.Name ?? field.Name).StringValue;
                    if (_known.Add(path))
                    {
                        _paths.Add(path);
                    }

                    Add(field.SelectionSet, path + "/");
                    break;
                case GraphQLInlineFragment fragment:
                    Add(fragment.SelectionSet, prefix);
                    break;
                case GraphQLFragmentSpread spread when _spread.Add((prefix, spread.FragmentName.Name.StringValue)):
                    Add(_document.FindFragmentDefinition(spread.FragmentName.Name)?.SelectionSet, prefix);
                    break;
            }
        }
    }
}
