using Amplify.Local.AppSync.Responses;
using Amplify.Local.AppSync.Schema;
using GraphQL;
using GraphQL.Types;
using GraphQL.Validation;
using GraphQL.Validation.Errors;
using GraphQL.Validation.Errors.Custom;
using GraphQLParser;
using GraphQLParser.AST;

namespace Amplify.Local.AppSync.Execution;

/// <summary>Tells what GraphQL.NET's rules found in the words of AppSync, which are those of graphql-java.</summary>
internal sealed class ValidationErrors(ISchema schema, GraphQLDocument document)
{
    private readonly DocumentMap _map = new(schema, document);

    public IReadOnlyList<AppSyncError> Of(IEnumerable<ExecutionError> errors) =>
        [.. errors.OfType<ValidationError>().Where(IsTold).Select(Of)];

    // A selection below a scalar is wrong as such, and so is an unknown type: what follows from them is no further fault.
    private bool IsTold(ValidationError error) => (error, error.Nodes.FirstOrDefault()) switch
    {
        (FieldsOnCorrectTypeError, { } field) => _map.Of(field).Parent is not ScalarGraphType,
        (VariablesAreInputTypesError, GraphQLVariableDefinition variable) => variable.Type.GraphTypeFromType(schema) is not null,
        _ => true,
    };

    private AppSyncError Of(ValidationError error)
    {
        ASTNode? node = error.Nodes.FirstOrDefault();
        (string type, string text) = Describe(error, node);
        string path = node is null ? "" : _map.Of(node).Path;
        var told = AppSyncError.OfRequest($"Validation error of type {type}: {text}{(path.Length == 0 ? "" : $" @ '{path}'")}");
        foreach (Location location in error.Locations ?? [])
        {
            told.AddLocation(location);
        }

        return told;
    }

    private (string Type, string Text) Describe(ValidationError error, ASTNode? node) => (error, node) switch
    {
        (FieldsOnCorrectTypeError or NoIntrospectionError, GraphQLField field) => ("FieldUndefined", Undefined(field)),
        (ArgumentsOfCorrectTypeError, GraphQLArgument argument) => ("WrongType", WrongArgument(argument)),
        (ProvidedNonNullArgumentsError, GraphQLField field) => ("MissingFieldArgument", $"Missing field argument {Missing(field)}"),
        (ProvidedNonNullArgumentsError, GraphQLDirective) => ("MissingDirectiveArgument", "Missing directive argument if"),
        (KnownArgumentNamesError, GraphQLArgument argument) => ("UnknownArgument", $"Unknown field argument {argument.Name}"),
        (ScalarLeafsError, GraphQLField field) => ("SubSelectionRequired", $"Sub selection required for type {TypeOf(field)} of field {field.Name}"),
        (ScalarLeafsError, GraphQLSelectionSet selections) => ("SubSelectionNotAllowed", NotAllowed(selections)),
        (NoUndefinedVariablesError, _) => ("UndefinedVariable", $"Undefined variable {NameOf(error.Nodes.OfType<GraphQLVariable>().First())}"),
        (NoUnusedVariablesError, GraphQLVariableDefinition variable) => ("UnusedVariable", $"Unused variable {NameOf(variable.Variable)}"),
        (VariablesInAllowedPositionError, _) => ("VariableTypeMismatch", "Variable type doesn't match"),
        (VariablesAreInputTypesError, GraphQLVariableDefinition variable) => ("NonInputTypeOnVariable", $"Input variable {NameOf(variable.Variable)} type {variable.Type.Text()} is not an input type"),
        (DefaultValuesOfCorrectTypeError, GraphQLValue value) => ("BadValueForDefaultArg", $"Bad default value {ValueText.Of(value)}"),
        (KnownTypeNamesError, GraphQLNamedType named) => ("UnknownType", $"Unknown type {named.Name}"),
        (KnownFragmentNamesError, GraphQLFragmentSpread spread) => ("UndefinedFragment", $"Undefined fragment {spread.FragmentName.Name}"),
        (NoUnusedFragmentsError, GraphQLFragmentDefinition fragment) => ("UnusedFragment", $"Unused fragment {fragment.FragmentName.Name}"),
        (NoFragmentCyclesError, _) => ("FragmentCycle", "Fragment cycles not allowed"),
        (PossibleFragmentSpreadsError, _) => ("InvalidFragmentType", "Fragment cannot be spread here as its type can never be that of the objects"),
        (FragmentsOnCompositeTypesError, _) => ("FragmentTypeConditionInvalid", "Fragment type condition is invalid, must be on Object/Interface/Union"),
        (OverlappingFieldsCanBeMergedError, GraphQLField field) => ("FieldsConflict", $"{(field.Alias?.Name ?? field.Name).StringValue}: they differ in field, arguments or type"),
        (KnownDirectivesError, GraphQLDirective directive) => ("UnknownDirective", $"Unknown directive {directive.Name}"),
        (DirectivesInAllowedLocationsError, GraphQLDirective directive) => ("MisplacedDirective", $"Directive {directive.Name} not allowed here"),
        (UniqueDirectivesPerLocationError, GraphQLDirective directive) => ("DuplicateDirectiveName", $"The directive '{directive.Name}' can only be used once at this location"),
        (UniqueOperationNamesError, GraphQLOperationDefinition operation) => ("DuplicateOperationName", $"There can be only one operation named '{operation.Name}'"),
        (UniqueFragmentNamesError, GraphQLFragmentDefinition fragment) => ("DuplicateFragmentName", $"There can be only one fragment named '{fragment.FragmentName.Name}'"),
        (UniqueArgumentNamesError, GraphQLArgument argument) => ("DuplicateArgumentNames", $"There can be only one argument named '{argument.Name}'"),
        (UniqueVariableNamesError, GraphQLVariableDefinition variable) => ("DuplicateVariableName", $"There can be only one variable named '{NameOf(variable.Variable)}'"),
        (UniqueInputFieldNamesError, _) => ("UniqueObjectFieldName", error.Message.TrimEnd('.')),
        (LoneAnonymousOperationError, _) => ("LoneAnonymousOperationViolation", "Anonymous operation with other operations"),
        _ => ("InvalidSyntax", error.Message.TrimEnd('.')),
    };

    private string Undefined(GraphQLField field) => $"Field '{field.Name}' in type '{_map.Of(field).Parent?.Name}' is undefined";

    private string WrongArgument(GraphQLArgument argument) =>
        _map.Of(argument).Field?.Arguments?.Find(argument.Name.Value)?.ResolvedType is { } type
            ? LiteralFault.Find(argument.Name.StringValue, type, argument.Value)
            : $"argument '{argument.Name}' with value '{ValueText.Of(argument.Value)}' is not a valid 'Boolean'";

    private string Missing(GraphQLField field) => _map.Of(field).Field!.Arguments!
        .First(argument => argument.ResolvedType is NonNullGraphType
            && argument.DefaultValue is null
            && field.Arguments?.Items.Exists(given => given.Name == argument.Name) != true)
        .Name;

    private string TypeOf(GraphQLField field) => _map.Of(field).Field?.ResolvedType?.ToString() ?? "null";

    private string NotAllowed(GraphQLSelectionSet selections)
    {
        FieldType? field = _map.Of(selections).Field;
        return $"Sub selection not allowed on leaf type {field?.ResolvedType?.GetNamedType().Name} of field {field?.Name}";
    }

    private static string NameOf(GraphQLVariable variable) => variable.Name.StringValue;
}
