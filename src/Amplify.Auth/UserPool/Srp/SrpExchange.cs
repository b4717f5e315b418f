using System.Numerics;
using System.Security.Cryptography;

namespace Amplify.Auth.UserPool.Srp;

/// <summary>The client's half of one exchange: a secret of its own, and the key that it arrives at with the server's half.</summary>
/// <remarks>
/// In WebAssembly there is one thread, and each of the big steps takes it for a tenth of a second: between them others get their turn.
/// </remarks>
internal sealed class SrpExchange
{
    private const int SecretLength = 32;
    private const int KeyLength = 16;

    private readonly BigInteger _secret;
    private readonly BigInteger _public;

    internal SrpExchange(BigInteger secret)
    {
        _secret = secret;
        _public = SrpGroup.Power(SrpGroup.Generator, secret);
    }

    /// <summary>Gets what is sent as <c>SRP_A</c>.</summary>
    public string PublicValue => SrpGroup.Format(_public);

    public static async Task<SrpExchange> StartAsync()
    {
        await SrpGroup.YieldAsync();
        return new SrpExchange(new BigInteger(RandomNumberGenerator.GetBytes(SecretLength), isUnsigned: true, isBigEndian: true));
    }

    /// <summary>Gives the key that proves the password.</summary>
    /// <exception cref="SrpException">What the server sent gives no key, or would give it away.</exception>
    public async Task<byte[]> DeriveKeyAsync(SrpIdentity identity, string? salt, string? serverValue)
    {
        BigInteger saltNumber = SrpGroup.Parse(salt) ?? throw new SrpException("its salt is not a hexadecimal number");
        BigInteger server = SrpGroup.Parse(serverValue) ?? throw new SrpException("its SRP_B is not a hexadecimal number");
        if ((server % SrpGroup.Prime).IsZero)
        {
            throw new SrpException("its SRP_B is zero in the group, with which any password would do");
        }

        BigInteger scramble = SrpGroup.Hash(SrpGroup.Pad(_public), SrpGroup.Pad(server));
        if (scramble.IsZero)
        {
            throw new SrpException("its SRP_B makes the scrambler zero, with which any password would do");
        }

        BigInteger secret = identity.SecretOf(saltNumber);
        await SrpGroup.YieldAsync();
        BigInteger verifier = SrpGroup.Power(SrpGroup.Generator, secret);
        await SrpGroup.YieldAsync();

        // The remainder of a negative number is negative, and a negative base is another key.
        BigInteger number = (server - (SrpGroup.Multiplier * verifier)) % SrpGroup.Prime;
        number = number.Sign < 0 ? number + SrpGroup.Prime : number;
        return Expand(SrpGroup.Power(number, _secret + (scramble * secret)), scramble);
    }

    // RFC 5869 with a single block; written out, for the platform's own is not there in every browser.
    private static byte[] Expand(BigInteger shared, BigInteger scramble)
    {
        byte[] extracted = HMACSHA256.HashData(SrpGroup.Pad(scramble), SrpGroup.Pad(shared));
        return HMACSHA256.HashData(extracted, "Caldera Derived Key\u0001"u8)[..KeyLength];
    }
}
