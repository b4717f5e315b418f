using System.Numerics;
using System.Security.Cryptography;
using Amplify.Local.Cognito.UserPool.Srp;

namespace Amplify.Local.Tests.Cognito.UserPool;

/// <summary>Powers as the runtime computes them, in other ways.</summary>
public sealed class ModularPowerTests
{
    private const int Rounds = 200;

    [Fact]
    public void Of_RandomNumbers_IsWhatTheRuntimeComputes()
    {
        int seed = RandomNumberGenerator.GetInt32(int.MaxValue);
        var random = new Random(seed);
        for (int i = 0; i < Rounds; i++)
        {
            BigInteger modulus = Number(random, 1 + random.Next(100)) | 3;
            BigInteger number = Number(random, random.Next(200));
            BigInteger exponent = Number(random, random.Next(40));

            Assert.True(
                new ModularPower(modulus).Of(number, exponent) == BigInteger.ModPow(number, exponent, modulus), $"seed {seed}, {i}: {number} ^ {exponent} % {modulus}");
        }
    }

    [Fact]
    public void Of_NumbersAtTheEdges_IsWhatTheRuntimeComputes()
    {
        BigInteger prime = SrpGroup.Prime;
        BigInteger[] numbers = [0, 1, 2, prime - 1, prime, prime + 1, prime * prime, (BigInteger.One << 64) - 1, BigInteger.One << 3071, (BigInteger.One << 3072) - 1];
        BigInteger[] exponents = [0, 1, 2, 15, 16, 255, 256, (BigInteger.One << 256) - 1, prime - 1];

        foreach (BigInteger number in numbers)
        {
            foreach (BigInteger exponent in exponents)
            {
                Assert.Equal(BigInteger.ModPow(number, exponent, prime), SrpGroup.Power(number, exponent));
            }
        }
    }

    private static BigInteger Number(Random random, int bytes)
    {
        byte[] number = new byte[bytes];
        random.NextBytes(number);
        // Runs of ones and zeros are where a carry goes far.
        Array.Fill(number, (byte)(random.Next(2) * 0xFF), 0, random.Next(bytes + 1));
        return SrpGroup.Number(number);
    }
}
