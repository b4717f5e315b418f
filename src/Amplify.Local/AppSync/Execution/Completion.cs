using System.Text;
using Amplify.Local.AppSync.Resolvers;
using Amplify.Local.AppSync.Responses;
using Amplify.Local.AppSync.Scalars;
using GraphQL.Execution;
using GraphQL.Types;

namespace Amplify.Local.AppSync.Execution;

/// <summary>Makes what a resolver gave into what the schema says of the field, or tells why it is not.</summary>
internal static class Completion
{
    /// <exception cref="AppSyncError">The value does not fit.</exception>
    public static object? Complete(ISchema schema, ExecutionNode node)
    {
        object? value = ResolverValue.IsNull(node.Result) ? null : node switch
        {
            ValueExecutionNode leaf => Leaf(leaf, node.Result),
            ArrayExecutionNode => ResolverValue.Elements(node.Result) ?? throw Mismatch(node, "LIST"),
            _ => Object(schema, node, node.Result),
        };
        return value is null && TypeOf(node) is NonNullGraphType type ? throw NullIn(node, type) : value;
    }

    private static object? Leaf(ValueExecutionNode node, object value)
    {
        try
        {
            return node.GraphType is EnumerationGraphType type ? NameIn(type, value) : node.GraphType.Serialize(value);
        }
        catch (ScalarException exception)
        {
            throw AppSyncError.OfCompletion($"Can't serialize value ({PathOf(node)}) : {exception.Message}");
        }
    }

    // Introspection's enumerations have values of .NET, those of a schema their names.
    private static string NameIn(EnumerationGraphType type, object value) =>
        (type.Values.FindByValue(value) ?? (ResolverValue.Leaf(value) is string name ? type.Values.FindByName(name) : null))?.Name
        ?? throw new ScalarException($"Invalid input for Enum '{type.Name}'. Unknown value '{value}'");

    private static object Object(ISchema schema, ExecutionNode node, object value)
    {
        if (!ResolverValue.IsObject(value))
        {
            throw Mismatch(node, "OBJECT");
        }

        if (node.GraphType is IAbstractGraphType group
            && (group.GetObjectType(value, schema) is not { } type || !group.IsPossibleType(type)))
        {
            string field = $"{ParentName(node)}.{node.FieldDefinition.Name}";
            throw AppSyncError.OfCompletion(
                $"Can't resolve '{PathOf(node)}'. Abstract type '{group.Name}' must resolve to an Object type at runtime for field '{field}'. Could not determine the exact type of '{group.Name}'");
        }

        return value;
    }

    private static AppSyncError NullIn(ExecutionNode node, NonNullGraphType type) => AppSyncError.OfCompletion(
        $"Cannot return null for non-nullable type: '{type.ResolvedType}' within parent '{ParentName(node)}' ({PathOf(node)})");

    private static AppSyncError Mismatch(ExecutionNode node, string expected) =>
        AppSyncError.OfCompletion($"Can't resolve value ({PathOf(node)}) : type mismatch error, expected type {expected}");

    private static IGraphType? TypeOf(ExecutionNode node) =>
        node.IndexInParentNode is null ? node.FieldDefinition.ResolvedType : ((ListGraphType)node.Parent!.GraphType).ResolvedType;

    private static string ParentName(ExecutionNode node)
    {
        ExecutionNode parent = node.Parent!;
        while (parent is ArrayExecutionNode)
        {
            parent = parent.Parent!;
        }

        return parent.GraphType.Name;
    }

    private static string PathOf(ExecutionNode node)
    {
        var path = new StringBuilder();
        foreach (object step in node.ResponsePath)
        {
            path = step is int index ? path.Append('[').Append(index).Append(']') : path.Append('/').Append(step);
        }

        return path.ToString();
    }
}
