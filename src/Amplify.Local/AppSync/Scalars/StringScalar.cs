using System.Collections;
using System.Globalization;
using Amplify.Local.AppSync.Resolvers;
using GraphQL.Types;

namespace Amplify.Local.AppSync.Scalars;

/// <summary>
/// A text. Nothing else is taken for one; a resolver's numbers and booleans are written as texts, as in AppSync. Introspection wants it to
/// be GraphQL.NET's, which reads literals as AppSync does.
/// </summary>
internal sealed class StringScalar : StringGraphType, IAppSyncScalar
{
    public StringScalar() => Name = "String";

    // Each element is looked at: lists are not taken for granted.
    public override bool CanSerializeList(IEnumerable list, bool allowNulls) => false;

    public object Read(object value) => value as string ?? throw ScalarException.WrongKind(Name, value);

    public override object? Serialize(object? value) => ResolverValue.IsNull(value) ? null : ResolverValue.Leaf(value) switch
    {
        string text => text,
        bool boolean => boolean ? "true" : "false",
        IFormattable number and (long or double or decimal) => number.ToString(null, CultureInfo.InvariantCulture),
        var other => throw ScalarException.WrongKind(Name, other),
    };
}
