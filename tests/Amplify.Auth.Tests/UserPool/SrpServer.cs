using System.Globalization;
using System.Numerics;
using System.Security.Cryptography;
using Amplify.Auth.UserPool.Srp;

namespace Amplify.Auth.Tests.UserPool;

/// <summary>The server's half of the protocol, by the formulas.</summary>
internal sealed class SrpServer
{
    private readonly BigInteger _verifier;
    private readonly BigInteger _secret;
    private readonly BigInteger _public;

    public SrpServer(SrpIdentity identity, Random random)
        : this(RandomNumber(random, 16), default, random, identity)
    {
    }

    public SrpServer(BigInteger salt, BigInteger verifier, Random random, SrpIdentity? identity = null)
    {
        _verifier = identity is null ? verifier : BigInteger.ModPow(2, identity.SecretOf(salt), SrpGroup.Prime);
        _secret = RandomNumber(random, 32);
        _public = ((SrpGroup.Multiplier * _verifier) + BigInteger.ModPow(2, _secret, SrpGroup.Prime)) % SrpGroup.Prime;
        Salt = salt.ToString("x", CultureInfo.InvariantCulture);
    }

    public string Salt { get; }

    public string PublicValue => _public.ToString("x", CultureInfo.InvariantCulture);

    public byte[] KeyFor(string clientPublic)
    {
        BigInteger a = SrpGroup.Parse(clientPublic)!.Value;
        var u = new BigInteger(SHA256.HashData([.. SrpGroup.Pad(a), .. SrpGroup.Pad(_public)]), isUnsigned: true, isBigEndian: true);
        BigInteger shared = BigInteger.ModPow(a * BigInteger.ModPow(_verifier, u, SrpGroup.Prime), _secret, SrpGroup.Prime);
        return HKDF.DeriveKey(HashAlgorithmName.SHA256, SrpGroup.Pad(shared), 16, SrpGroup.Pad(u), "Caldera Derived Key"u8.ToArray());
    }

    private static BigInteger RandomNumber(Random random, int length)
    {
        byte[] bytes = new byte[length];
        random.NextBytes(bytes);
        return new BigInteger(bytes, isUnsigned: true, isBigEndian: true);
    }
}
