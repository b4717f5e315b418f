namespace Amplify.Cli.Commands.Auth;

/// <summary>First and second factors, as the command line calls them.</summary>
internal static class FactorNames
{
    public static IReadOnlyList<string> All { get; } =
        [.. Enum.GetValues<MfaType>().Select(Of).Union(Enum.GetValues<FirstFactor>().Select(Of))];

    public static string Of<TFactor>(TFactor factor)
        where TFactor : struct, Enum => factor is FirstFactor.PasswordSrp ? "password-srp" : factor.ToString().ToLowerInvariant();

    public static TFactor? Find<TFactor>(IEnumerable<TFactor> factors, string? name)
        where TFactor : struct, Enum
    {
        foreach (TFactor factor in factors)
        {
            if (string.Equals(Of(factor), name, StringComparison.OrdinalIgnoreCase))
            {
                return factor;
            }
        }

        return null;
    }
}
