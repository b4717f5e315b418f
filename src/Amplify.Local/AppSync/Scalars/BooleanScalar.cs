namespace Amplify.Local.AppSync.Scalars;

/// <summary>True or false.</summary>
internal sealed class BooleanScalar() : AppSyncScalar("Boolean", "True or false.")
{
    public override object Read(object value) => value is bool ? value : throw WrongKind(value);
}
