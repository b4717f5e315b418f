using System.Globalization;

namespace Amplify.Local.AppSync.Scalars;

/// <summary>An id: always a text to resolvers and callers, though callers may write whole numbers.</summary>
internal sealed class IdScalar() : AppSyncScalar("ID", "A unique id.")
{
    public override object Read(object value) => value switch
    {
        string => value,
        long number => number.ToString(CultureInfo.InvariantCulture),
        _ => throw WrongKind(value),
    };

}
