using System.Globalization;
using System.Numerics;
using System.Security.Cryptography;

namespace Amplify.Local.Cognito.UserPool.Srp;

/// <summary>
/// The numbers of Cognito's SRP-6a: the 3072-bit prime of <see href="https://www.rfc-editor.org/rfc/rfc3526#section-4">RFC 3526</see>, with
/// the generator 2.
/// </summary>
internal static class SrpGroup
{
    private const string PrimeHex =
        "0FFFFFFFFFFFFFFFFC90FDAA22168C234C4C6628B80DC1CD129024E088A67CC74020BBEA63B139B22514A08798E3404DD"
        + "EF9519B3CD3A431B302B0A6DF25F14374FE1356D6D51C245E485B576625E7EC6F44C42E9A637ED6B0BFF5CB6F406B7ED"
        + "EE386BFB5A899FA5AE9F24117C4B1FE649286651ECE45B3DC2007CB8A163BF0598DA48361C55D39A69163FA8FD24CF5F"
        + "83655D23DCA3AD961C62F356208552BB9ED529077096966D670C354E4ABC9804F1746C08CA18217C32905E462E36CE3B"
        + "E39E772C180E86039B2783A2EC07A28FB5C55DF06F4C52C9DE2BCBF6955817183995497CEA956AE515D2261898FA0510"
        + "15728E5A8AAAC42DAD33170D04507A33A85521ABDF1CBA64ECFB850458DBEF0A8AEA71575D060C7DB3970F85A6E1E4C7"
        + "ABF5AE8CDB0933D71E8C94E04A25619DCEE3D2261AD2EE6BF12FFA06D98A0864D87602733EC86A64521F2B18177B200C"
        + "BBE117577A615D6C770988C0BAD946E208E24FA074E5AB3143DB5BFCE0FD108E4B82D120A93AD2CAFFFFFFFFFFFFFFFF";

    public static BigInteger Prime { get; } = BigInteger.Parse(PrimeHex, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);

    private static ModularPower Powers { get; } = new(Prime);

    public static BigInteger Generator { get; } = new(2);

    public static BigInteger Multiplier { get; } = Hash(Pad(Prime), Pad(Generator));

    /// <summary>Gives g to the power of a number.</summary>
    public static BigInteger Power(BigInteger exponent) => Power(Generator, exponent);

    public static BigInteger Power(BigInteger number, BigInteger exponent) => Powers.Of(number, exponent);

    /// <summary>
    /// Gives a number's bytes as they are hashed: as few as possible, with a zero before a first one of 128 or more, and never filled up to
    /// the length of the prime.
    /// </summary>
    public static byte[] Pad(BigInteger number) => number.ToByteArray(isUnsigned: false, isBigEndian: true);

    public static BigInteger Hash(ReadOnlySpan<byte> first, ReadOnlySpan<byte> second)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        using var sha = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        sha.AppendData(first);
        sha.AppendData(second);
        sha.GetHashAndReset(hash);
        return Number(hash);
    }

    public static BigInteger Number(ReadOnlySpan<byte> bytes) => new(bytes, isUnsigned: true, isBigEndian: true);

    public static BigInteger Parse(string hex) => TryParse(hex, out BigInteger number) ? number : throw new FormatException("The text is no hexadecimal number.");

    public static bool TryParse(string hex, out BigInteger number) =>
        // Without the zero, a first digit of 8 or more would make it negative.
        BigInteger.TryParse("0" + hex, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out number);

    /// <summary>Gives a number as the service sends it: lower-case hexadecimal, without a zero before it.</summary>
    public static string ToHex(BigInteger number)
    {
        string hex = Convert.ToHexStringLower(number.ToByteArray(isUnsigned: true, isBigEndian: true)).TrimStart('0');
        return hex.Length == 0 ? "0" : hex;
    }
}
