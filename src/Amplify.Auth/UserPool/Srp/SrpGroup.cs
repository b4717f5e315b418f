using System.Globalization;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;

namespace Amplify.Auth.UserPool.Srp;

/// <summary>The arithmetic of the Secure Remote Password protocol as Cognito has it.</summary>
/// <remarks>
/// The prime is <see href="https://www.rfc-editor.org/rfc/rfc5054#appendix-A">RFC 5054</see>'s of 3072 bits, but its generator is 2 and not 5.
/// </remarks>
internal static class SrpGroup
{
    public static readonly BigInteger Prime = Parse(
        "FFFFFFFFFFFFFFFFC90FDAA22168C234C4C6628B80DC1CD129024E088A67CC74020BBEA63B139B22514A08798E3404DD" +
        "EF9519B3CD3A431B302B0A6DF25F14374FE1356D6D51C245E485B576625E7EC6F44C42E9A637ED6B0BFF5CB6F406B7ED" +
        "EE386BFB5A899FA5AE9F24117C4B1FE649286651ECE45B3DC2007CB8A163BF0598DA48361C55D39A69163FA8FD24CF5F" +
        "83655D23DCA3AD961C62F356208552BB9ED529077096966D670C354E4ABC9804F1746C08CA18217C32905E462E36CE3B" +
        "E39E772C180E86039B2783A2EC07A28FB5C55DF06F4C52C9DE2BCBF6955817183995497CEA956AE515D2261898FA0510" +
        "15728E5A8AAAC42DAD33170D04507A33A85521ABDF1CBA64ECFB850458DBEF0A8AEA71575D060C7DB3970F85A6E1E4C7" +
        "ABF5AE8CDB0933D71E8C94E04A25619DCEE3D2261AD2EE6BF12FFA06D98A0864D87602733EC86A64521F2B18177B200C" +
        "BBE117577A615D6C770988C0BAD946E208E24FA074E5AB3143DB5BFCE0FD108E4B82D120A93AD2CAFFFFFFFFFFFFFFFF")
        ?? throw new FormatException();

    public static readonly BigInteger Generator = 2;

    /// <summary>The multiplier <c>k</c>.</summary>
    public static readonly BigInteger Multiplier = Hash(Pad(Prime), Pad(Generator));

    /// <summary>Gives others their turn. Unlike <see cref="Task.Yield"/> it does not need the caller's thread again, which may be waiting for the result.</summary>
    public static ConfiguredTaskAwaitable YieldAsync() => Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);

    /// <summary>Raises a number in the group.</summary>
    public static BigInteger Power(BigInteger number, BigInteger exponent) => BigInteger.ModPow(number, exponent, Prime);

    /// <summary>Gives a number as hashes take it: as few bytes as hold it, and a zero before a byte whose top bit is set; never the length of the prime.</summary>
    public static byte[] Pad(BigInteger number) => number.ToByteArray(isUnsigned: false, isBigEndian: true);

    public static BigInteger Hash(params ReadOnlySpan<byte[]> parts)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (byte[] part in parts)
        {
            hash.AppendData(part);
        }

        return new BigInteger(hash.GetHashAndReset(), isUnsigned: true, isBigEndian: true);
    }

    /// <summary>Reads a number in hexadecimal, which is never negative, or <see langword="null"/> when there is none.</summary>
    public static BigInteger? Parse(string? hex) =>
        hex is not null && BigInteger.TryParse($"0{hex}", NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out BigInteger number) ? number : null;

    public static string Format(BigInteger number) => number.ToString("x", CultureInfo.InvariantCulture).TrimStart('0');
}
