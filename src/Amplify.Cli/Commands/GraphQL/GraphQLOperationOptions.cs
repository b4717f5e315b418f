using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;
using Amplify.Cli.Execution;
using Amplify.Cli.Input;

namespace Amplify.Cli.Commands.GraphQL;

/// <summary>The options that say what is sent: a document and values for its variables.</summary>
internal sealed class GraphQLOperationOptions
{
    private readonly Option<string> _document = new("--document", "-d")
    {
        Description = "The operation: GraphQL text, a file, or @- for standard input.",
        HelpName = "text|file",
        Required = true,
    };

    private readonly Option<string?> _variables = new("--variables", "-v")
    {
        Description = "The values of the variables: a JSON object, @file, or @- for standard input.",
        HelpName = "json|@file",
    };

    private readonly Option<string?> _operation = new("--operation")
    {
        Description = "The name of the operation to send, where the document has several.",
        HelpName = "name",
    };

    public void AddTo(Command command)
    {
        _document.Validators.Add(result =>
        {
            if (result.Tokens is [{ Value: "" or "@" }])
            {
                result.AddError($"{_document.Name} is empty.");
            }
        });
        command.Add(_document);
        command.Add(_variables);
        command.Add(_operation);
    }

    /// <exception cref="UsageException">The document or the variables cannot be sent, or the operation is of another kind.</exception>
    /// <exception cref="IOException">A file cannot be read.</exception>
    public async Task<GraphQLOperation<JsonElement>> ReadAsync(
        ParseResult arguments, GraphQLOperationKind kind, CliContext context, CancellationToken cancellationToken)
    {
        string document = await InputText.ReadAsync(DocumentSource(arguments.GetValue(_document)!), context, cancellationToken);
        GraphQLOperation<JsonElement> operation = Read(document, arguments.GetValue(_operation));
        if (operation.Kind != kind)
        {
            throw new UsageException($"--document: {operation} is no {kind.ToString().ToLowerInvariant()}.");
        }

        return arguments.GetValue(_variables) is { } variables
            ? operation.With(Parse(await InputText.ReadAsync(variables, context, cancellationToken)))
            : operation;
    }

    // No document is without a brace, and hardly a file's name has one.
    private static string DocumentSource(string given) => given.StartsWith('@') || given.Contains('{') ? given : $"@{given}";

    private static GraphQLOperation<JsonElement> Read(string document, string? operationName)
    {
        try
        {
            return new GraphQLOperation<JsonElement>(document, operationName);
        }
        catch (ArgumentException wrong)
        {
            throw new UsageException($"--document: {ErrorText.Of(wrong)}", wrong);
        }
    }

    private static JsonObject Parse(string variables)
    {
        try
        {
            // Of two values for one variable, one would be lost without a word.
            return JsonNode.Parse(variables, documentOptions: new JsonDocumentOptions { AllowDuplicateProperties = false }) as JsonObject
                ?? throw new UsageException("--variables is a JSON object: {\"name\":value}.");
        }
        catch (JsonException wrong)
        {
            throw new UsageException($"--variables cannot be read as JSON. {ErrorText.Of(wrong)}", wrong);
        }
    }
}
