using System.Globalization;
using System.Security.Cryptography;

namespace Amplify.Tests.SignIn;

/// <summary>An authenticator app: RFC 6238 with the defaults that these apps have.</summary>
internal static class Authenticator
{
    private const string Base32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    public static string CodeOf(TotpSetup setup, TimeProvider time)
    {
        int bits = 0, count = 0;
        List<byte> key = [];
        foreach (char c in setup.SecretCode.TrimEnd('='))
        {
            bits = (bits << 5) | Base32.IndexOf(c, StringComparison.Ordinal);
            count += 5;
            if (count >= 8)
            {
                count -= 8;
                key.Add((byte)(bits >> count));
                bits &= (1 << count) - 1;
            }
        }

        byte[] counter = BitConverter.GetBytes(time.GetUtcNow().ToUnixTimeSeconds() / 30);
        Array.Reverse(counter);
#pragma warning disable CA5350 // Authenticator apps have SHA-1.
        byte[] hash = HMACSHA1.HashData(key.ToArray(), counter);
#pragma warning restore CA5350
        int offset = hash[^1] & 15;
        int number = ((hash[offset] & 127) << 24) | (hash[offset + 1] << 16) | (hash[offset + 2] << 8) | hash[offset + 3];
        return (number % 1_000_000).ToString("D6", CultureInfo.InvariantCulture);
    }
}
