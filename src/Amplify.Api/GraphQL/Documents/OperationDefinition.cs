namespace Amplify.Api.GraphQL.Documents;

/// <summary>An operation as its document defines it.</summary>
/// <param name="Kind">What it does.</param>
/// <param name="Name">Its name, or <see langword="null"/>.</param>
/// <param name="Variables">The names of the variables that it takes.</param>
internal sealed record OperationDefinition(GraphQLOperationKind Kind, string? Name, IReadOnlyList<string> Variables);
