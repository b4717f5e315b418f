using System.Collections;
using Amplify.Local.AppSync.Resolvers;
using GraphQL.Types;

namespace Amplify.Local.AppSync.Scalars;

/// <summary>True or false. Introspection wants it to be GraphQL.NET's, which reads literals as AppSync does.</summary>
internal sealed class BooleanScalar : BooleanGraphType, IAppSyncScalar
{
    public BooleanScalar() => Name = "Boolean";

    // Each element is looked at: lists are not taken for granted.
    public override bool CanSerializeList(IEnumerable list, bool allowNulls) => false;

    public object Read(object value) => value is bool ? value : throw ScalarException.WrongKind(Name, value);

    public override object? Serialize(object? value) => ResolverValue.IsNull(value) ? null : Read(ResolverValue.Leaf(value));
}
