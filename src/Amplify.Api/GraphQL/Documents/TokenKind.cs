namespace Amplify.Api.GraphQL.Documents;

/// <summary>What a token of a GraphQL document is.</summary>
internal enum TokenKind
{
    End,
    Name,
    Number,
    Text,

    /// <summary>One character, or the three dots of a spread.</summary>
    Punctuator,
}
