namespace Amplify.Local.AppSync.Scalars;

/// <summary>A number; whole ones count as well. A resolver's decimal goes out with all its digits.</summary>
internal sealed class FloatScalar() : AppSyncScalar("Float", "A number.")
{
    public override object Read(object value) => value switch
    {
        decimal => value,
        double number when double.IsFinite(number) => number,
        long number => (double)number,
        _ => throw WrongKind(value),
    };
}
