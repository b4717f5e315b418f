using System.Security.Cryptography;
using System.Text;

namespace Amplify.Signing.Keys;

/// <summary>The key that SigV4 derives from a secret for one day, region and service, and the text of that scope.</summary>
internal sealed class DerivedKey
{
    private readonly byte[] _key;
    private readonly DerivedKeyId _id;
    private IncrementalHash? _hmac;

    public DerivedKey(DerivedKeyId id)
    {
        _id = id;
        Scope = Encoding.UTF8.GetBytes($"{id.Date:D8}/{id.Region}/{id.Service}/aws4_request");
        Credential = Encoding.UTF8.GetBytes($"{id.AccessKeyId}/{id.Date:D8}/{id.Region}/{id.Service}/aws4_request");
        _key = Derive(id);
        _hmac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, _key);
    }

    /// <summary>Gets <c>date/region/service/aws4_request</c>.</summary>
    public byte[] Scope { get; }

    /// <summary>Gets <c>key id/date/region/service/aws4_request</c>.</summary>
    public byte[] Credential { get; }

    public bool IsFor(DateTimeOffset time, SigV4Scope scope, AwsCredentials credentials) => _id.IsFor(time, scope, credentials);

    /// <summary>Writes the HMAC-SHA256 of a string to sign.</summary>
    public void Sign(ReadOnlySpan<byte> stringToSign, Span<byte> signature)
    {
        // Making a keyed hash object costs several times the hash, so one is kept. A second caller at the same moment does without it.
        IncrementalHash? hmac = Interlocked.Exchange(ref _hmac, null);
        if (hmac is null)
        {
            HMACSHA256.HashData(_key, stringToSign, signature);
            return;
        }

        hmac.AppendData(stringToSign);
        hmac.GetHashAndReset(signature);
        Volatile.Write(ref _hmac, hmac);
    }

    private static byte[] Derive(DerivedKeyId id)
    {
        byte[] key = Encoding.UTF8.GetBytes($"AWS4{id.SecretAccessKey}");
        byte[] date = HMACSHA256.HashData(key, Encoding.UTF8.GetBytes($"{id.Date:D8}"));
        byte[] region = HMACSHA256.HashData(date, Encoding.UTF8.GetBytes(id.Region));
        byte[] service = HMACSHA256.HashData(region, Encoding.UTF8.GetBytes(id.Service));
        CryptographicOperations.ZeroMemory(key);
        return HMACSHA256.HashData(service, "aws4_request"u8);
    }
}
