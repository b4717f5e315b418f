using Amplify.Local.AppSync.Execution;
using GraphQLParser.AST;

namespace Amplify.Local;

/// <summary>What is asked for: <see href="https://docs.aws.amazon.com/appsync/latest/devguide/resolver-context-reference.html">info</see> in AppSync.</summary>
public sealed class AppSyncFieldInfo
{
    private readonly RunningOperation _operation;
    private readonly GraphQLField _field;

    internal AppSyncFieldInfo(RunningOperation operation, string parentType, GraphQLField field)
    {
        _operation = operation;
        _field = field;
        ParentTypeName = parentType;
    }

    /// <summary>Gets the name of the field.</summary>
    public string FieldName => _field.Name.StringValue;

    /// <summary>Gets the type that the field belongs to.</summary>
    public string ParentTypeName { get; }

    /// <summary>Gets what of the field's value is asked for, each as a path: <c>items</c>, <c>items/id</c>.</summary>
    /// <value>Empty for a field without members.</value>
    public IReadOnlyList<string> SelectionSetList => field ??= SelectionPaths.Of(_field, _operation.Document);

    /// <summary>Gets the operation's variables, those that were left out not among them.</summary>
    public IReadOnlyDictionary<string, object?> Variables => _operation.VariableValues;
}
