using GraphQL.Types;
using GraphQLParser.AST;

namespace Amplify.Local.AppSync.Execution;

/// <summary>A variable as an operation declares it.</summary>
internal sealed record DeclaredVariable(string Name, IGraphType Type, GraphQLVariableDefinition Syntax);
