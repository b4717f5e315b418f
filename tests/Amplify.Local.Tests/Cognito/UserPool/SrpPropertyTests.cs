using System.Numerics;
using System.Security.Cryptography;
using System.Text;
using Amplify.Local.Cognito.UserPool.Srp;

namespace Amplify.Local.Tests.Cognito.UserPool;

/// <summary>What has to hold for any password. The numbers follow from a seed that each run makes anew and tells.</summary>
public sealed class SrpPropertyTests
{
    private const int Passwords = 10_000;
    private const int Exchanges = 50;

    [Fact]
    public void PrivateKey_TenThousandPasswords_IsTheHashOfBytesWrittenDownOtherwise()
    {
        int seed = RandomNumberGenerator.GetInt32(int.MaxValue);
        var random = new Random(seed);
        for (int i = 0; i < Passwords; i++)
        {
            string name = Text(random, 24);
            string password = Text(random, 64);
            string saltHex = Convert.ToHexStringLower(Bytes(random, 16));

            BigInteger key = PasswordVerifier.PrivateKey(SrpGroup.Parse(saltHex), "AbCdEfGhI", name, password);

            Assert.True(ByHand("AbCdEfGhI", name, password, saltHex) == SrpGroup.ToHex(key), $"seed {seed}, {i}: '{name}', '{password}', {saltHex}");
        }
    }

    [Fact]
    public void Pad_TenThousandNumbers_ComesBackAndIsNeverNegative()
    {
        int seed = RandomNumberGenerator.GetInt32(int.MaxValue);
        var random = new Random(seed);
        for (int i = 0; i < Passwords; i++)
        {
            byte[] bytes = Bytes(random, 1 + random.Next(384));
            BigInteger number = SrpGroup.Number(bytes);
            byte[] padded = SrpGroup.Pad(number);

            Assert.True(new BigInteger(padded, isUnsigned: false, isBigEndian: true) == number, $"seed {seed}, {i}");
            Assert.True(padded.Length == 1 || padded[0] != 0 || padded[1] >= 0x80, $"seed {seed}, {i}: more zeros than needed");
            Assert.True(SrpGroup.Parse(SrpGroup.ToHex(number)) == number, $"seed {seed}, {i}");
            Assert.True(SrpGroup.Parse(Convert.ToHexString(bytes)) == number, $"seed {seed}, {i}");
        }
    }

    [Fact]
    public void Exchange_AnyPassword_AgreesOnAKey_AndWithAnotherPassword_DoesNot()
    {
        int seed = RandomNumberGenerator.GetInt32(int.MaxValue);
        var random = new Random(seed);
        for (int i = 0; i < Exchanges; i++)
        {
            string name = Text(random, 24);
            string password = Text(random, 64);
            var client = new SrpClient(SrpGroup.Number(Bytes(random, 32)));
            SrpExchange exchange = SrpExchange.Begin("AbCdEfGhI", name, PasswordVerifier.Create("AbCdEfGhI", name, password), client.PublicHex)!;

            byte[] right = client.DeriveKey("AbCdEfGhI", name, password, exchange.Salt, exchange.PublicNumber);
            byte[] wrong = client.DeriveKey("AbCdEfGhI", name, password + "x", exchange.Salt, exchange.PublicNumber);

            string because = $"seed {seed}, {i}: '{name}', '{password}'";
            Assert.True(exchange.Accepts(exchange.SecretBlock, "t", SrpClient.Sign(right, "AbCdEfGhI", name, exchange.SecretBlock, "t")), because);
            Assert.False(exchange.Accepts(exchange.SecretBlock, "t", SrpClient.Sign(wrong, "AbCdEfGhI", name, exchange.SecretBlock, "t")), because);
        }
    }

    // The same without big numbers: the salt's zeros go, and one comes before a first byte of 128 or more.
    private static string ByHand(string realm, string name, string password, string saltHex)
    {
        byte[] inner = SHA256.HashData([.. Encoding.UTF8.GetBytes(realm), .. Encoding.UTF8.GetBytes(name), (byte)':', .. Encoding.UTF8.GetBytes(password)]);
        byte[] salt = [.. Convert.FromHexString(saltHex).SkipWhile(static value => value == 0)];
        byte[] padded = salt.Length == 0 || salt[0] >= 0x80 ? [0, .. salt] : salt;
        return Convert.ToHexStringLower(SHA256.HashData([.. padded, .. inner])).TrimStart('0');
    }

    // From plain letters to emoji; half of a surrogate pair is no text.
    private static string Text(Random random, int longest)
    {
        var text = new StringBuilder();
        for (int length = 1 + random.Next(longest); length > 0; length--)
        {
            Rune rune;
            do
            {
                int limit = random.Next(4) switch { 0 => 0x80, 1 => 0x800, 2 => 0x1_0000, _ => 0x11_0000 };
                Rune.TryCreate(random.Next(0x20, limit), out rune);
            }
            while (rune.Value == 0);
            text.Append(rune.ToString());
        }

        return text.ToString();
    }

    private static byte[] Bytes(Random random, int count)
    {
        byte[] bytes = new byte[count];
        random.NextBytes(bytes);
        // Zeros in front and high first bits are what goes wrong.
        bytes[0] = random.Next(4) switch { 0 => 0, 1 => 0x80, _ => bytes[0] };
        return bytes;
    }
}
