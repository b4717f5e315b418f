using System.Globalization;
using Amplify.Local.AppSync.Resolvers;
using GraphQL.Types;
using GraphQLParser.AST;

namespace Amplify.Local.AppSync.Scalars;

/// <summary>
/// One of AppSync's scalars. Values come in as what JSON and GraphQL know: a string, a whole number (<see cref="long"/>), a
/// <see cref="double"/> or a boolean.
/// </summary>
internal abstract class AppSyncScalar : ScalarGraphType
{
    protected AppSyncScalar(string name, string description)
    {
        Name = name;
        Description = description;
    }

    /// <summary>Reads a value that is not null.</summary>
    /// <exception cref="ScalarException">It is none of this scalar's.</exception>
    public abstract object Read(object value);

    /// <summary>Writes a resolver's value that is not null: a string, a number or a boolean.</summary>
    /// <exception cref="ScalarException">It is none of this scalar's.</exception>
    public virtual object Write(object value) => Read(ResolverValue.Leaf(value));

    public sealed override object? ParseValue(object? value) => value is null ? null : Read(value);

    public sealed override object? Serialize(object? value) => ResolverValue.IsNull(value) ? null : Write(value);

    public sealed override object? ParseLiteral(GraphQLValue value) => value is GraphQLNullValue ? null : Read(ValueOf(value));

    /// <summary>The text of a refusal, for values that are of the wrong kind altogether.</summary>
    protected ScalarException WrongKind(object value) => new($"Expected type '{Name}' but was '{KindOf(value)}'.");

    private static string KindOf(object value) => value switch
    {
        string => "String",
        long => "Integer",
        double or decimal => "Double",
        bool => "Boolean",
        System.Text.Json.JsonElement { ValueKind: System.Text.Json.JsonValueKind.Array } => "ArrayList",
        _ => "LinkedHashMap",
    };

    private object ValueOf(GraphQLValue literal) => literal switch
    {
        GraphQLStringValue text => text.Value.ToString(),
        GraphQLBooleanValue boolean => boolean.BoolValue,
        GraphQLIntValue number when long.TryParse(number.Value.Span, CultureInfo.InvariantCulture, out long whole) => whole,
        GraphQLIntValue number => double.Parse(number.Value.Span, CultureInfo.InvariantCulture),
        GraphQLFloatValue number => double.Parse(number.Value.Span, CultureInfo.InvariantCulture),
        _ => throw WrongKind(literal),
    };
}
