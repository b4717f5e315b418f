using GraphQL.Types;
using GraphQLParser.AST;

namespace Amplify.Local.AppSync.Execution;

/// <summary>Finds what of a literal argument is wrong, and tells it as graphql-java does.</summary>
internal static class LiteralFault
{
    /// <summary>Describes the first fault of a value that is known to have one.</summary>
    public static string Find(string argument, IGraphType type, GraphQLValue value) =>
        Search(argument, type, value) ?? Told(argument, value, $"is not a valid '{type}'");

    private static string? Search(string path, IGraphType type, GraphQLValue value)
    {
        if (value is GraphQLVariable)
        {
            return null;
        }

        if (type is NonNullGraphType nonNull)
        {
            return value is GraphQLNullValue ? Told(path, value, "must not be null") : Search(path, nonNull.ResolvedType!, value);
        }

        return value is GraphQLNullValue ? null : type switch
        {
            ListGraphType list => SearchList(path, list.ResolvedType!, value),
            IInputObjectGraphType input => SearchObject(path, input, value),
            ScalarGraphType scalar when !scalar.CanParseLiteral(value) => Told(path, value, $"is not a valid '{type.Name}'"),
            _ => null,
        };
    }

    private static string? SearchList(string path, IGraphType type, GraphQLValue value) => value is GraphQLListValue list
        ? (list.Values ?? []).Select((item, index) => Search($"{path}[{index}]", type, item)).FirstOrDefault(static fault => fault is not null)
        : Search(path, type, value);

    private static string? SearchObject(string path, IInputObjectGraphType type, GraphQLValue value)
    {
        if (value is not GraphQLObjectValue members)
        {
            return Told(path, value, "must be an object type");
        }

        List<GraphQLObjectField> given = members.Fields ?? [];
        string[] missing =
        [
            .. type.Fields
                .Where(field => field.ResolvedType is NonNullGraphType && field.DefaultValue is null && !given.Exists(member => member.Name == field.Name))
                .Select(static field => field.Name),
        ];
        if (missing.Length > 0)
        {
            return Told(path, value, $"is missing required fields '[{string.Join(", ", missing)}]'");
        }

        foreach (GraphQLObjectField member in given)
        {
            string? fault = type.GetField(member.Name.Value) is { } field
                ? Search($"{path}.{member.Name}", field.ResolvedType!, member.Value)
                : Told(path, value, $"contains a field not in '{type.Name}': '{member.Name}'");
            if (fault is not null)
            {
                return fault;
            }
        }

        return null;
    }

    private static string Told(string path, GraphQLValue value, string fault) => $"argument '{path}' with value '{ValueText.Of(value)}' {fault}";
}
