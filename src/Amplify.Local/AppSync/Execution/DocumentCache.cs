using System.Collections.Concurrent;
using GraphQL.Types;
using GraphQLParser;
using GraphQLParser.AST;

namespace Amplify.Local.AppSync.Execution;

/// <summary>Keeps the documents that have been prepared, so many of them; when full, it starts anew.</summary>
internal sealed class DocumentCache(ISchema schema, DocumentChecks checks)
{
    // A client has some dozens of documents. What fills this is one that writes values into its documents, and gains nothing from any cache.
    private const int Capacity = 500;
    private const int DeepestSyntax = 256;

    private readonly ConcurrentDictionary<string, PreparedDocument> _documents = new(StringComparer.Ordinal);

    /// <exception cref="GraphQLParser.Exceptions.GraphQLParserException">The text is no GraphQL.</exception>
    public ValueTask<PreparedDocument> GetAsync(string text) =>
        _documents.TryGetValue(text, out PreparedDocument? document) ? new(document) : PrepareAsync(text);

    private async ValueTask<PreparedDocument> PrepareAsync(string text)
    {
        GraphQLDocument syntax = Parser.Parse(text, new ParserOptions { Ignore = IgnoreOptions.Comments, MaxDepth = DeepestSyntax });
        FragmentNesting.Check(syntax);
        PreparedDocument document = await PreparedDocument.CreateAsync(schema, syntax, checks).ConfigureAwait(false);
        if (_documents.Count >= Capacity)
        {
            _documents.Clear();
        }

        _documents[text] = document;
        return document;
    }
}
