using Amplify.Local.AppSync.Resolvers;

namespace Amplify.Local.AppSync.Scalars;

/// <summary>Whole seconds since 1970, before it negative.</summary>
internal sealed class TimestampScalar() : AppSyncScalar("AWSTimestamp", "Seconds since 1970-01-01T00:00Z, a whole number.")
{
    public override object Read(object value) =>
        value is long ? value : throw new ScalarException($"Unable to parse `{value}` as a valid timestamp.");

    public override object Write(object value)
    {
        object leaf = ResolverValue.Leaf(value);
        return leaf is long ? leaf : throw new ScalarException($"Unable to serialize `{leaf}` as a valid timestamp.");
    }
}
