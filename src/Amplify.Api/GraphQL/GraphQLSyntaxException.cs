namespace Amplify;

/// <summary>A GraphQL document that is not one: the place where it stops making sense, and what was expected there.</summary>
/// <remarks>See <see href="https://spec.graphql.org/draft/#sec-Language">the language of GraphQL</see>.</remarks>
public sealed class GraphQLSyntaxException : ArgumentException
{
    /// <summary>Creates an error.</summary>
    /// <param name="message">What was expected and what was found.</param>
    /// <param name="line">The line, from 1.</param>
    /// <param name="column">The column, from 1.</param>
    public GraphQLSyntaxException(string message, int line, int column)
        : base(FormattableString.Invariant($"The GraphQL document is wrong at line {line}, column {column}: {message}"), "document")
    {
        Line = line;
        Column = column;
    }

    /// <summary>Gets the line, from 1.</summary>
    public int Line { get; }

    /// <summary>Gets the column, from 1, counted in UTF-16 code units.</summary>
    public int Column { get; }
}
