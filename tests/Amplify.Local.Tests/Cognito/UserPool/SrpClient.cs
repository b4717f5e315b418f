using System.Globalization;
using System.Numerics;
using System.Security.Cryptography;
using System.Text;
using Amplify.Local.Cognito.UserPool.Srp;

namespace Amplify.Local.Tests.Cognito.UserPool;

/// <summary>The client's side of SRP, as the published description has it.</summary>
internal sealed class SrpClient
{
    private readonly BigInteger _private;

    public SrpClient(BigInteger? privateNumber = null)
    {
        _private = privateNumber ?? SrpGroup.Number(RandomNumberGenerator.GetBytes(32));
        Public = SrpGroup.Power(_private);
    }

    public BigInteger Public { get; }

    public string PublicHex => SrpGroup.ToHex(Public);

    public static string Timestamp(DateTimeOffset time) => time.UtcDateTime.ToString("ddd MMM d HH:mm:ss 'UTC' yyyy", CultureInfo.InvariantCulture);

    public byte[] DeriveKey(string realm, string name, string password, string saltHex, string serverPublicHex)
    {
        BigInteger x = PasswordVerifier.PrivateKey(SrpGroup.Parse(saltHex), realm, name, password);
        BigInteger server = SrpGroup.Parse(serverPublicHex);
        BigInteger u = SrpGroup.Hash(SrpGroup.Pad(Public), SrpGroup.Pad(server));
        BigInteger difference = (server - (SrpGroup.Multiplier * SrpGroup.Power(x))) % SrpGroup.Prime;
        BigInteger secret = BigInteger.ModPow(difference < 0 ? difference + SrpGroup.Prime : difference, _private + (u * x), SrpGroup.Prime);
        return HKDF.DeriveKey(HashAlgorithmName.SHA256, SrpGroup.Pad(secret), 16, SrpGroup.Pad(u), "Caldera Derived Key"u8.ToArray());
    }

    public static string Sign(byte[] key, string realm, string name, string secretBlock, string timestamp)
    {
        byte[] message = [.. Encoding.UTF8.GetBytes(realm + name), .. Convert.FromBase64String(secretBlock), .. Encoding.UTF8.GetBytes(timestamp)];
        return Convert.ToBase64String(HMACSHA256.HashData(key, message));
    }
}
