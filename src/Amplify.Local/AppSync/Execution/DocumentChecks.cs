using Amplify.Local.AppSync.Responses;
using GraphQL;
using GraphQL.Instrumentation;
using GraphQL.Types;
using GraphQL.Validation;
using GraphQL.Validation.Rules;
using GraphQL.Validation.Rules.Custom;
using GraphQLParser.AST;

namespace Amplify.Local.AppSync.Execution;

/// <summary>Validates documents by GraphQL.NET's rules, and tells what they find in AppSync's words.</summary>
internal sealed class DocumentChecks
{
    private readonly ISchema _schema;
    private readonly IValidationRule[] _rules;
    private readonly DocumentValidator _validator = new();

    public DocumentChecks(ISchema schema, bool allowsIntrospection)
    {
        _schema = schema;

        // How many fields a subscription has is AppSync's own business, and variables are read apart from the document.
        IEnumerable<IValidationRule> rules = DocumentValidator.CoreRules.Where(static rule => rule is not SingleRootFieldSubscriptions);
        _rules = allowsIntrospection ? [.. rules] : [.. rules, NoIntrospectionValidationRule.Instance];
    }

    public async ValueTask<IReadOnlyList<AppSyncError>> FindErrorsAsync(GraphQLDocument document)
    {
        var options = new ValidationOptions
        {
            Schema = _schema,
            Document = document,
            Rules = _rules,
            Metrics = Metrics.None,
            Variables = Inputs.Empty,
            Extensions = Inputs.Empty,
        };
        IValidationResult result = await _validator.ValidateAsync(in options).ConfigureAwait(false);
        return result.IsValid ? [] : new ValidationErrors(_schema, document).Of(result.Errors);
    }
}
