namespace Amplify.Signing.Keys;

/// <summary>
/// What a derived key depends on. The secret is part of it: two key pairs that share an id by mistake must not share a key.
/// </summary>
/// <remarks>The date is the UTC day as the number yyyymmdd.</remarks>
internal readonly record struct DerivedKeyId(int Date, SigV4Scope Scope, string AccessKeyId, string SecretAccessKey)
{
    public static DerivedKeyId For(DateTimeOffset time, SigV4Scope scope, AwsCredentials credentials)
    {
        DateTime utc = time.UtcDateTime;
        return new DerivedKeyId((utc.Year * 10_000) + (utc.Month * 100) + utc.Day, scope, credentials.AccessKeyId, credentials.SecretAccessKey);
    }

    // The generated text would print the secret.
    public override string ToString() => $"derived key of {Date:D8}/{Scope.Region}/{Scope.Service}";
}
