using Amplify.Local.AppSync.Responses;
using GraphQL.Types;
using GraphQL.Validation;
using GraphQLParser.AST;

namespace Amplify.Local.AppSync.Execution;

/// <summary>A document that has been parsed and validated, and with it whatever of running it is the same each time.</summary>
internal sealed class PreparedDocument
{
    private readonly ISchema _schema;
    private readonly Selections? _selections;
    private readonly Dictionary<string, PreparedOperation> _operations = new(StringComparer.Ordinal);

    private PreparedDocument(ISchema schema, GraphQLDocument syntax, IReadOnlyList<AppSyncError> errors)
    {
        _schema = schema;
        Syntax = syntax;
        Errors = errors;
        GraphQLOperationDefinition[] operations = [.. syntax.Definitions.OfType<GraphQLOperationDefinition>()];
        Names = [.. operations.Select(static operation => operation.Name?.StringValue ?? "")];
        if (errors.Count > 0)
        {
            return;
        }

        foreach (GraphQLOperationDefinition operation in operations)
        {
            _operations.Add(operation.Name?.StringValue ?? "", new PreparedOperation(
                operation, VariablesOf(operation), SelectionDepth.Of(operation.SelectionSet, syntax)));
        }

        _selections = ConditionFinder.HasConditions(syntax) ? null : new Selections(schema, syntax, Variables.None);
    }

    public GraphQLDocument Syntax { get; }

    /// <summary>Why the document cannot be run; empty when it can.</summary>
    public IReadOnlyList<AppSyncError> Errors { get; }

    /// <summary>The operations in their order; an anonymous one has an empty name.</summary>
    public string[] Names { get; }

    /// <summary>Whether variables decide which fields are selected.</summary>
    public bool HasConditions => _selections is null;

    public static async ValueTask<PreparedDocument> CreateAsync(ISchema schema, GraphQLDocument syntax, DocumentChecks checks) =>
        new(schema, syntax, await checks.FindErrorsAsync(syntax).ConfigureAwait(false));

    public PreparedOperation Operation(string name) => _operations[name];

    public Selections SelectionsFor(Variables variables) => _selections ?? new Selections(_schema, Syntax, variables);

    private DeclaredVariable[] VariablesOf(GraphQLOperationDefinition operation) =>
    [
        .. (operation.Variables?.Items ?? []).Select(variable =>
            new DeclaredVariable(variable.Variable.Name.StringValue, variable.Type.GraphTypeFromType(_schema)!, variable)),
    ];
}
