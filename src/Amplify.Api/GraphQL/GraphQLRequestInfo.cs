namespace Amplify;

/// <summary>The operation that a function is asked to give headers for.</summary>
public sealed class GraphQLRequestInfo
{
    internal GraphQLRequestInfo(string document, string? operationName, GraphQLOperationKind kind, string? variables)
    {
        Document = document;
        OperationName = operationName;
        Kind = kind;
        Variables = variables;
    }

    /// <summary>Gets the text of the GraphQL document.</summary>
    public string Document { get; }

    /// <summary>Gets the name of the operation that is run.</summary>
    /// <value><see langword="null"/> when the document's one operation has no name.</value>
    public string? OperationName { get; }

    /// <summary>Gets what the operation does.</summary>
    public GraphQLOperationKind Kind { get; }

    /// <summary>Gets the variables as JSON, as they are sent.</summary>
    /// <value><see langword="null"/> when the operation has none.</value>
    public string? Variables { get; }
}
