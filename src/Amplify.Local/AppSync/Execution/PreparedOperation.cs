using GraphQLParser.AST;

namespace Amplify.Local.AppSync.Execution;

/// <summary>An operation of a document that is known to be valid.</summary>
internal sealed record PreparedOperation(GraphQLOperationDefinition Syntax, DeclaredVariable[] Variables, int Depth)
{
    public OperationType Kind => Syntax.Operation;
}
