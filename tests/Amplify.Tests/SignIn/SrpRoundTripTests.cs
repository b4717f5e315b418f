using System.Numerics;
using System.Security.Cryptography;
using System.Text;
using Amplify.Auth.UserPool.Srp;
using Amplify.Local.Cognito.UserPool.Srp;
using ClientExchange = Amplify.Auth.UserPool.Srp.SrpExchange;
using ServerExchange = Amplify.Local.Cognito.UserPool.Srp.SrpExchange;
using ServerGroup = Amplify.Local.Cognito.UserPool.Srp.SrpGroup;

namespace Amplify.Tests.SignIn;

/// <summary>
/// The client's proofs of generated passwords, verified by the local backend: two halves that share no code. What a run generates follows from a seed
/// that it makes anew and tells.
/// </summary>
public sealed class SrpRoundTripTests
{
    private const string Pool = "AbCdEfGhI";
    private const int Passwords = 10_000;

    // A whole exchange takes five hundredths of a second of big powers, to which the password contributes nothing but its number x.
    private const int Exchanges = 100;

    private static readonly DateTimeOffset Time = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    [Fact]
    public void Secret_TenThousandGeneratedPasswords_IsTheSameNumberOnBothSides()
    {
        (int seed, Random random) = Begin();
        for (int i = 0; i < Passwords; i++)
        {
            string name = GeneratedText.Name(random), password = GeneratedText.Password(random);
            string salt = Salt(random);

            BigInteger client = new SrpIdentity(Pool, name, password).SecretOf(Auth.UserPool.Srp.SrpGroup.Parse(salt)!.Value);
            BigInteger server = PasswordVerifier.PrivateKey(ServerGroup.Parse(salt), Pool, name, password);

            Assert.True(client == server, $"seed {seed}, {i}: '{name}', '{password}', {salt}");
        }
    }

    [Fact]
    public async Task Proof_GeneratedPasswords_IsAccepted_AndOfAnotherPasswordIsNot()
    {
        (int seed, Random random) = Begin();
        (string Name, string Password, string Other)[] users =
            [.. Enumerable.Range(0, Rounds()).Select(_ => (GeneratedText.Name(random), GeneratedText.Password(random), GeneratedText.Password(random)))];

        // One secret of the client will do for all, for each exchange has a salt and a secret of the server's own.
        var client = new ClientExchange(new BigInteger(RandomNumberGenerator.GetBytes(32), isUnsigned: true, isBigEndian: true));
        int accepted = 0;
        await Parallel.ForAsync(0, users.Length, TestContext.Current.CancellationToken, async (i, _) =>
        {
            (string name, string password, string other) = users[i];
            ServerExchange server = ServerExchange.Begin(Pool, name, PasswordVerifier.Create(Pool, name, password), client.PublicValue)!;

            Assert.True(await AcceptsAsync(server, client, new SrpIdentity(Pool, name, password)), $"seed {seed}, {i}: '{name}', '{password}'");

            // As costly as the one that is right, and none of them is near to being so.
            if (i % 20 == 0)
            {
                Assert.False(await AcceptsAsync(server, client, new SrpIdentity(Pool, name, other)), $"seed {seed}, {i}: '{name}', '{password}' for '{other}'");
            }

            Interlocked.Increment(ref accepted);
        });

        Assert.Equal(users.Length, accepted);
    }

    [Fact]
    public void Generated_Passwords_HaveWhatIsHard()
    {
        var random = new Random(1);
        string[] passwords = [.. Enumerable.Range(0, Passwords).Select(_ => GeneratedText.Password(random))];

        Assert.Contains(passwords, static password => password.Length == 256);
        Assert.Contains(passwords, static password => password.StartsWith(' '));
        Assert.Contains(passwords, static password => password.EndsWith(' '));
        Assert.Contains(passwords, static password => password != password.Normalize(NormalizationForm.FormC));
        Assert.Contains(passwords, static password => password != password.Normalize(NormalizationForm.FormD));
        Assert.Contains(passwords, static password => password.EnumerateRunes().Any(static rune => rune.Value > 0xFFFF));
        Assert.All(passwords, static password => Assert.InRange(password.Length, 1, 256));
    }

    // AMPLIFY_SRP_EXCHANGES has more of them made. For 10000, which takes minutes, build with -p:TestBound=3600.
    private static int Rounds() => int.TryParse(Environment.GetEnvironmentVariable("AMPLIFY_SRP_EXCHANGES"), out int rounds) ? rounds : Exchanges;

    private static async Task<bool> AcceptsAsync(ServerExchange server, ClientExchange client, SrpIdentity identity)
    {
        byte[] key = await client.DeriveKeyAsync(identity, server.Salt, server.PublicNumber);
        PasswordClaim claim = PasswordClaim.Create(key, identity, server.SecretBlock, Time);
        return server.Accepts(claim.SecretBlock, claim.Timestamp, claim.Signature);
    }

    private static (int Seed, Random Random) Begin()
    {
        int seed = RandomNumberGenerator.GetInt32(int.MaxValue);
        return (seed, new Random(seed));
    }

    // Zeros in front and high first bits are what goes wrong.
    private static string Salt(Random random)
    {
        byte[] bytes = new byte[16];
        random.NextBytes(bytes);
        bytes[0] = random.Next(4) switch { 0 => 0, 1 => 0x80, _ => bytes[0] };
        return Convert.ToHexStringLower(bytes);
    }
}
