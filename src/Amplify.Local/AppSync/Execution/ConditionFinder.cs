using GraphQLParser.AST;

namespace Amplify.Local.AppSync.Execution;

/// <summary>Looks for <c>@skip</c> and <c>@include</c>.</summary>
internal static class ConditionFinder
{
    public static bool HasConditions(GraphQLDocument document) => document.Definitions.Exists(static definition => Find(definition));

    private static bool Find(ASTNode node) =>
        node is IHasDirectivesNode { Directives.Count: > 0 }
        || (node is IHasSelectionSetNode { SelectionSet: { } selections } && selections.Selections.Exists(static selection => Find(selection)));
}
