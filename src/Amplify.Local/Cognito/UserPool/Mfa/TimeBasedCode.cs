using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using Amplify.Local.Cognito.UserPool.Codes;

namespace Amplify.Local.Cognito.UserPool.Mfa;

/// <summary>The codes of authenticator apps: <see href="https://www.rfc-editor.org/rfc/rfc6238">RFC 6238</see> with SHA-1, steps of 30 seconds and 6 digits.</summary>
internal static class TimeBasedCode
{
    private const int SecondsPerStep = 30;
    private const int SecretBytes = 32;
    private const int StepsOfTolerance = 1;
    private const int CodesBelow = 1_000_000;

    public static string NewSecret() => Base32.Encode(RandomNumberGenerator.GetBytes(SecretBytes));

    /// <summary>Gives the code of a moment.</summary>
    public static string At(string secret, DateTimeOffset time) => AtStep(Base32.Decode(secret), StepOf(time));

    /// <summary>Finds the step that a code belongs to: this one or the one before or after it, since clocks differ.</summary>
    public static long? FindStep(string secret, string code, DateTimeOffset now)
    {
        byte[] key = Base32.Decode(secret);
        long? found = null;
        for (long step = StepOf(now) - StepsOfTolerance; step <= StepOf(now) + StepsOfTolerance; step++)
        {
            found = ConfirmationCodes.AreEqual(AtStep(key, step), code) ? step : found;
        }

        return found;
    }

    internal static uint Truncate(byte[] key, long step)
    {
        Span<byte> counter = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(counter, step);
        Span<byte> hash = stackalloc byte[20];
        Hash(key, counter, hash);
        return BinaryPrimitives.ReadUInt32BigEndian(hash[(hash[^1] & 0x0F)..]) & 0x7FFF_FFFF;
    }

    private static string AtStep(byte[] key, long step) => (Truncate(key, step) % CodesBelow).ToString("D6", CultureInfo.InvariantCulture);

    private static long StepOf(DateTimeOffset time) => time.ToUnixTimeSeconds() / SecondsPerStep;

#pragma warning disable CA5350 // SHA-1 is what authenticator apps compute.
    private static void Hash(byte[] key, ReadOnlySpan<byte> counter, Span<byte> hash) => HMACSHA1.HashData(key, counter, hash);
#pragma warning restore CA5350
}
