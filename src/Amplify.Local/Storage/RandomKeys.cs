using System.Security.Cryptography;

namespace Amplify.Local.Storage;

/// <summary>Makes ids and keys of the shapes that AWS gives out.</summary>
internal static class RandomKeys
{
    private const string Base32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    private const string Alphanumeric = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    private const string LowercaseAlphanumeric = "abcdefghijklmnopqrstuvwxyz0123456789";
    private const int SessionTokenBytes = 255;

    public static string AccessKeyId(string prefix) => prefix + RandomNumberGenerator.GetString(Base32, 16);

    public static string SecretKey() => Convert.ToBase64String(RandomNumberGenerator.GetBytes(30));

    public static string SessionToken() => "IQoJ" + Convert.ToBase64String(RandomNumberGenerator.GetBytes(SessionTokenBytes));

    public static string ApiKey() => RandomNumberGenerator.GetString(Alphanumeric, 40);

    public static string PrincipalId(string prefix) => prefix + RandomNumberGenerator.GetString(Base32, 17);

    public static string PoolOrIdentityId(string region) => $"{region}:{Guid.NewGuid()}";

    public static string UserPoolId(string region) => $"{region}_{RandomNumberGenerator.GetString(Alphanumeric, 9)}";

    public static string ClientId() => RandomNumberGenerator.GetString(LowercaseAlphanumeric, 26);

    public static string ClientSecret() => RandomNumberGenerator.GetString(LowercaseAlphanumeric, 51);

    public static string AppSyncApiKey() => "da2-" + RandomNumberGenerator.GetString(LowercaseAlphanumeric, 26);
}
