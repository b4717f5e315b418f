using System.Globalization;
using Amplify.Local.AppSync.Resolvers;

namespace Amplify.Local.AppSync.Scalars;

/// <summary>A text. Nothing else is taken for one; a resolver's numbers and booleans are written as texts, as in AppSync.</summary>
internal sealed class StringScalar() : AppSyncScalar("String", "A text.")
{
    public override object Read(object value) => value as string ?? throw WrongKind(value);

    public override object Write(object value) => ResolverValue.Leaf(value) switch
    {
        string text => text,
        bool boolean => boolean ? "true" : "false",
        IFormattable number and (long or double or decimal) => number.ToString(null, CultureInfo.InvariantCulture),
        var other => throw WrongKind(other),
    };
}
