using GraphQL.Types;
using GraphQLParser.AST;

namespace Amplify.Local.AppSync.Execution;

/// <summary>A field that an object of a certain type is asked for.</summary>
internal readonly record struct PlannedField(GraphQLField Syntax, FieldType Definition);
