using System.Collections.Frozen;
using GraphQLParser.AST;

namespace Amplify.Local.AppSync.Authorization.Fields;

/// <summary>
/// Who may read which field, worked out once from a schema: a field's own directives count, else its type's, else only the default mode
/// is let in. Introspection is open to every caller.
/// </summary>
internal sealed class FieldAccess
{
    private readonly FrozenDictionary<string, FrozenDictionary<string, FieldRule>> _types;

    private FieldAccess(FrozenDictionary<string, FrozenDictionary<string, FieldRule>> types) => _types = types;

    /// <param name="schema">The parsed schema; definitions and extensions of a type count as one.</param>
    /// <param name="modes">The modes of the API.</param>
    public static FieldAccess Create(GraphQLDocument schema, AppSyncModes modes)
    {
        var reader = new DirectiveReader(modes);
        FieldGrants byDefault = modes.DeniesByDefault ? FieldGrants.None : FieldGrants.Of(modes.Default);
        return new FieldAccess(schema.Definitions
            .Select(PartOf)
            .OfType<TypePart>()
            .GroupBy(static part => part.Name, StringComparer.Ordinal)
            .ToFrozenDictionary(static type => type.Key, type => Rules(type, reader, byDefault), StringComparer.Ordinal));
    }

    public bool Allows(string typeName, string fieldName, AppSyncCaller caller) => RuleOf(typeName, fieldName).Allows(caller);

    /// <summary>Gives the rule of a field, for whoever asks about it often.</summary>
    /// <exception cref="KeyNotFoundException">The schema has no such field.</exception>
    public FieldRule RuleOf(string typeName, string fieldName) =>
        IsIntrospection(typeName) || IsIntrospection(fieldName) ? FieldRule.Open : _types[typeName][fieldName];

    private static bool IsIntrospection(string name) => name.StartsWith("__", StringComparison.Ordinal);

    private static FrozenDictionary<string, FieldRule> Rules(IGrouping<string, TypePart> type, DirectiveReader reader, FieldGrants byDefault)
    {
        FieldGrants ofType = type.Select(part => reader.Read(part.Directives))
            .Aggregate((FieldGrants?)null, static (all, part) => part is { } more ? (all ?? FieldGrants.None).Or(more) : all)
            ?? byDefault;
        var rules = new Dictionary<string, FieldRule>(StringComparer.Ordinal);
        foreach (GraphQLFieldDefinition field in type.SelectMany(static part => part.Fields))
        {
            rules[field.Name.StringValue] = new FieldRule($"{type.Key}.{field.Name.StringValue}", reader.Read(field.Directives) ?? ofType);
        }

        return rules.ToFrozenDictionary(StringComparer.Ordinal);
    }

    private static TypePart? PartOf(ASTNode definition) => definition switch
    {
        GraphQLObjectTypeDefinition type => new(type.Name.StringValue, type.Directives, type.Fields?.Items ?? []),
        GraphQLObjectTypeExtension type => new(type.Name.StringValue, type.Directives, type.Fields?.Items ?? []),
        _ => null,
    };

    private sealed record TypePart(string Name, GraphQLDirectives? Directives, List<GraphQLFieldDefinition> Fields);
}
