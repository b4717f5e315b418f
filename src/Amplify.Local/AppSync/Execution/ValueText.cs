using GraphQLParser.AST;

namespace Amplify.Local.AppSync.Execution;

/// <summary>Writes a literal as graphql-java does: <c>StringValue{value='2019'}</c>.</summary>
internal static class ValueText
{
    public static string Of(GraphQLValue value) => value switch
    {
        GraphQLStringValue text => $"StringValue{{value='{text.Value}'}}",
        GraphQLIntValue number => $"IntValue{{value={number.Value}}}",
        GraphQLFloatValue number => $"FloatValue{{value={number.Value}}}",
        GraphQLBooleanValue boolean => $"BooleanValue{{value={boolean.Value}}}",
        GraphQLEnumValue name => $"EnumValue{{name='{name.Name}'}}",
        GraphQLVariable variable => $"VariableReference{{name='{variable.Name}'}}",
        GraphQLListValue list => $"ArrayValue{{values=[{string.Join(", ", (list.Values ?? []).Select(Of))}]}}",
        GraphQLObjectValue members => $"ObjectValue{{objectFields=[{string.Join(", ", (members.Fields ?? []).Select(Of))}]}}",
        _ => "NullValue{}",
    };

    private static string Of(GraphQLObjectField member) => $"ObjectField{{name='{member.Name}', value={Of(member.Value)}}}";
}
