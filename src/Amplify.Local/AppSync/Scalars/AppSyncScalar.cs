using System.Globalization;
using Amplify.Local.AppSync.Resolvers;
using GraphQL.Types;
using GraphQLParser.AST;

namespace Amplify.Local.AppSync.Scalars;

/// <summary>A scalar that is all our own.</summary>
internal abstract class AppSyncScalar : ScalarGraphType, IAppSyncScalar
{
    protected AppSyncScalar(string name, string description)
    {
        Name = name;
        Description = description;
    }

    public abstract object Read(object value);

    /// <summary>Writes a resolver's value that is not null: a string, a number or a boolean.</summary>
    /// <exception cref="ScalarException">It is none of this scalar's.</exception>
    public virtual object Write(object value) => Read(ResolverValue.Leaf(value));

    public sealed override object? ParseValue(object? value) => value is null ? null : Read(value);

    public sealed override object? Serialize(object? value) => ResolverValue.IsNull(value) ? null : Write(value);

    public sealed override object? ParseLiteral(GraphQLValue value) => value is GraphQLNullValue ? null : Read(ValueOf(value));

    protected ScalarException WrongKind(object value) => ScalarException.WrongKind(Name, value);

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
