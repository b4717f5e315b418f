namespace Amplify.Signing.Keys;

/// <summary>
/// What a derived key depends on. The secret is part of it: two key pairs that share an id by mistake must not share a key.
/// </summary>
/// <remarks>
/// The date is the UTC day as the number yyyymmdd. A class, though a value by nature: dictionaries over a structure of ours would be compiled anew
/// in every process, which is felt at its start.
/// </remarks>
internal sealed record DerivedKeyId(int Date, string Region, string Service, string AccessKeyId, string SecretAccessKey)
{
    public static DerivedKeyId For(DateTimeOffset time, SigV4Scope scope, AwsCredentials credentials) =>
        new(DayOf(time), scope.Region, scope.Service, credentials.AccessKeyId, credentials.SecretAccessKey);

    /// <summary>Tells whether this is what <see cref="For"/> would give, without making it.</summary>
    public bool IsFor(DateTimeOffset time, SigV4Scope scope, AwsCredentials credentials) =>
        Date == DayOf(time)
        && string.Equals(Region, scope.Region, StringComparison.Ordinal)
        && string.Equals(Service, scope.Service, StringComparison.Ordinal)
        && string.Equals(AccessKeyId, credentials.AccessKeyId, StringComparison.Ordinal)
        && string.Equals(SecretAccessKey, credentials.SecretAccessKey, StringComparison.Ordinal);

    // The generated text would print the secret.
    public override string ToString() => $"derived key of {Date:D8}/{Region}/{Service}";

    private static int DayOf(DateTimeOffset time)
    {
        DateTime utc = time.UtcDateTime;
        return (utc.Year * 10_000) + (utc.Month * 100) + utc.Day;
    }
}
