using System.Buffers.Binary;
using System.Globalization;
using System.Numerics;
using System.Security.Cryptography;

namespace Amplify.Interop.Tests.Running;

/// <summary>What a user's telephone shows: the code of the moment, written down here once more.</summary>
internal static class AuthenticatorApp
{
    private const string Base32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    public static string CodeOf(string secret, TimeProvider time)
    {
        byte[] counter = new byte[8];
        BinaryPrimitives.WriteInt64BigEndian(counter, time.GetUtcNow().ToUnixTimeSeconds() / 30);
#pragma warning disable CA5350 // The algorithm of authenticator apps.
        byte[] hash = HMACSHA1.HashData(Decode(secret), counter);
#pragma warning restore CA5350
        uint number = BinaryPrimitives.ReadUInt32BigEndian(hash.AsSpan(hash[^1] & 15)) & int.MaxValue;
        return (number % 1_000_000).ToString("D6", CultureInfo.InvariantCulture);
    }

    private static byte[] Decode(string secret)
    {
        BigInteger bits = secret.Aggregate(BigInteger.Zero, static (sum, letter) => (sum << 5) + Base32.IndexOf(letter, StringComparison.Ordinal));
        int length = secret.Length * 5 / 8;
        byte[] bytes = (bits >> ((secret.Length * 5) - (length * 8))).ToByteArray(isUnsigned: true, isBigEndian: true);
        return [.. new byte[length - bytes.Length], .. bytes];
    }
}
