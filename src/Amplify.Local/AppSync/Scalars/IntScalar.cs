namespace Amplify.Local.AppSync.Scalars;

/// <summary>A whole number of 32 bits.</summary>
internal sealed class IntScalar() : AppSyncScalar("Int", "A whole number of 32 bits.")
{
    public override object Read(object value) => value switch
    {
        long number and >= int.MinValue and <= int.MaxValue => (int)number,
        decimal number when decimal.Truncate(number) == number && number is >= int.MinValue and <= int.MaxValue => (int)number,
        double number when Math.Floor(number) == number && number is >= int.MinValue and <= int.MaxValue => (int)number,
        _ => throw WrongKind(value),
    };
}
