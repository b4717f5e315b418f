using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Amplify.Core.Http;

namespace Amplify.Api.GraphQL.Documents;

/// <summary>A document that was read, the operation in it that is meant, and what every request for it begins with.</summary>
internal sealed class PreparedOperation
{
    private readonly OperationDefinition _definition;

    /// <exception cref="GraphQLSyntaxException">The text is no document of operations.</exception>
    /// <exception cref="ArgumentException">The document does not tell which operation is meant.</exception>
    public PreparedOperation(string document, string? operationName)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(document);
        Document = document;
        _definition = Select(DocumentReader.Read(document), operationName);
        Http = new HttpOperation(WordFor(Kind), Name, IsRepeatable: Kind == GraphQLOperationKind.Query);
        BodyStart = WriteStart(document, _definition.Name);
    }

    public string Document { get; }

    public GraphQLOperationKind Kind => _definition.Kind;

    public string? Name => _definition.Name;

    /// <summary>Gets how the operation is told in messages and telemetry, and whether it may be repeated.</summary>
    public HttpOperation Http { get; }

    /// <summary>Gets the body of a request up to its variables, in UTF-8.</summary>
    public ReadOnlyMemory<byte> BodyStart { get; }

    public bool Takes(string variable) => _definition.Variables.Contains(variable);

    public override string ToString() => Http.ToString();

    private static string WordFor(GraphQLOperationKind kind) => kind switch
    {
        GraphQLOperationKind.Mutation => "mutation",
        GraphQLOperationKind.Subscription => "subscription",
        _ => "query",
    };

    private static OperationDefinition Select(List<OperationDefinition> operations, string? operationName)
    {
        OperationDefinition? found = operationName is null && operations.Count == 1 ? operations[0] : null;
        foreach (OperationDefinition operation in operations)
        {
            if (operationName is not null && operation.Name == operationName)
            {
                found = found is null ? operation : throw new ArgumentException($"The document has two operations named '{operationName}'. Give each a name of its own.", nameof(operationName));
            }
        }

        return found ?? throw new ArgumentException(Explain(operations, operationName), nameof(operationName));
    }

    private static string Explain(List<OperationDefinition> operations, string? operationName)
    {
        if (operations.Count == 0)
        {
            return "The document has fragments only, and no operation to send.";
        }

        string names = string.Join(", ", operations.Select(static operation => operation.Name ?? "one without a name"));
        return operationName is null
            ? $"The document has several operations, and none is named as the one to send. Give operationName; there are: {names}."
            : $"The document has no operation named '{operationName}'. There are: {names}.";
    }

    private static byte[] WriteStart(string document, string? name)
    {
        // Escapes no more than JSON asks for: the body is JSON and never part of a page.
        var buffer = new ArrayBufferWriter<byte>(Encoding.UTF8.GetMaxByteCount(document.Length));
        using (var writer = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            writer.WriteStartObject();
            writer.WriteString("query"u8, document);
            if (name is not null)
            {
                writer.WriteString("operationName"u8, name);
            }

            writer.Flush();
        }

        return buffer.WrittenSpan.ToArray();
    }
}
