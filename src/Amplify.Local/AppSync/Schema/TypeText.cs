using GraphQLParser.AST;

namespace Amplify.Local.AppSync.Schema;

internal static class TypeText
{
    /// <summary>Gives a type as it is written: <c>[Event!]</c>.</summary>
    public static string Text(this GraphQLType type) => type switch
    {
        GraphQLNonNullType nonNull => $"{nonNull.Type.Text()}!",
        GraphQLListType list => $"[{list.Type.Text()}]",
        _ => ((GraphQLNamedType)type).Name.StringValue,
    };
}
