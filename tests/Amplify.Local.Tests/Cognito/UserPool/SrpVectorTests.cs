using System.Numerics;
using System.Security.Cryptography;
using System.Text;
using Amplify.Local.Cognito.UserPool.Srp;

namespace Amplify.Local.Tests.Cognito.UserPool;

/// <summary>The server's side against published numbers.</summary>
public sealed class SrpVectorTests
{
    private const string Salt = "a1b2c3d4e5f60718293a4b5c6d7e8f90";
    private const string SecretBlock = "c2VjcmV0LWJsb2Nr";
    private const string Timestamp = "Sun Nov 2 03:04:05 UTC 2025";

    public static TheoryData<string, string, string, string, string, string> Vectors { get; } = new()
    {
        {
            "AbCdEfGhI",
            "jane",
            "P@ssw0rd!",
            "c1f3f99bb7e56c6d48be47fc68619a0b7310fba228224e7e7a605c2e924183e0",
            "e2617e83b3d983baffac33d7b5db4bcb",
            "tkcNDapCxfHieVS6DLKWJpJ5tmZICe0tPHtmLTyzh7o="
        },
        {
            "-groupKey1",
            "us-east-1_11111111-2222-3333-4444-555555555555",
            "cmFuZG9tUGFzc3dvcmQ=",
            "cd71a6413573c7529d2cb5bc48778b57b94697e853e687bd24efe6f1aa0b2990",
            "9666c4b6184891f015f98ee30dab4938",
            "1ByyWJ7J64wvfUBJ4oaSRRaebzt+Bh7DsBl8a5vQ7Q4="
        },
    };

    [Fact]
    public void Group_Multiplier_IsThePublishedOne() =>
        Assert.Equal("538282c4354742d7cbbde2359fcf67f9f5b3a6b08791e5011b43b8a5b66d9ee6", SrpGroup.ToHex(SrpGroup.Multiplier));

    [Theory]
    [MemberData(nameof(Vectors))]
    public void Exchange_PublishedNumbers_GivesThePublishedKeyAndSignature(
        string realm, string name, string password, string x, string key, string signature)
    {
        BigInteger privateKey = PasswordVerifier.PrivateKey(SrpGroup.Parse(Salt), realm, name, password);
        var verifier = new PasswordVerifier(Salt, SrpGroup.ToHex(SrpGroup.Power(privateKey)));
        var client = new SrpClient(Exponent("client"));
        var exchange = new SrpExchange(realm, name, verifier, client.Public, Exponent("server"), Convert.FromBase64String(SecretBlock));

        Assert.Equal(x, SrpGroup.ToHex(privateKey));
        Assert.Equal("a2f21f6b8d6ef1f3f880f4119e6058df447e0d772376a3b33128dab8e3eb452b", Convert.ToHexStringLower(SHA256.HashData(SrpGroup.Pad(client.Public))));
        Assert.Equal(key, Convert.ToHexStringLower(exchange.DeriveKey()));
        Assert.Equal(signature, exchange.Sign(Timestamp));
        Assert.True(exchange.Accepts(SecretBlock, Timestamp, signature));
        Assert.Equal(key, Convert.ToHexStringLower(client.DeriveKey(realm, name, password, Salt, exchange.PublicNumber)));
    }

    [Theory]
    [InlineData(SecretBlock, "Sun Nov 2 03:04:06 UTC 2025", "tkcNDapCxfHieVS6DLKWJpJ5tmZICe0tPHtmLTyzh7o=")]
    [InlineData("c2VjcmV0LWJsb2Nj", Timestamp, "tkcNDapCxfHieVS6DLKWJpJ5tmZICe0tPHtmLTyzh7o=")]
    [InlineData(SecretBlock, Timestamp, "ukcNDapCxfHieVS6DLKWJpJ5tmZICe0tPHtmLTyzh7o=")]
    [InlineData(SecretBlock, Timestamp, "")]
    public void Accepts_OtherBlockTimeOrSignature_IsFalse(string block, string timestamp, string signature)
    {
        BigInteger privateKey = PasswordVerifier.PrivateKey(SrpGroup.Parse(Salt), "AbCdEfGhI", "jane", "P@ssw0rd!");
        var exchange = new SrpExchange(
            "AbCdEfGhI",
            "jane",
            new PasswordVerifier(Salt, SrpGroup.ToHex(SrpGroup.Power(privateKey))),
            new SrpClient(Exponent("client")).Public,
            Exponent("server"),
            Convert.FromBase64String(SecretBlock));

        Assert.False(exchange.Accepts(block, timestamp, signature));
    }

    [Fact]
    public void Begin_MultipleOfThePrime_IsRefused()
    {
        var verifier = PasswordVerifier.Create("pool", "jane", "P@ssw0rd!");

        Assert.Null(SrpExchange.Begin("pool", "jane", verifier, "0"));
        Assert.Null(SrpExchange.Begin("pool", "jane", verifier, SrpGroup.ToHex(SrpGroup.Prime * 3)));
        Assert.Null(SrpExchange.Begin("pool", "jane", verifier, "no number"));
        Assert.NotNull(SrpExchange.Begin("pool", "jane", verifier, "FF"));
    }

    [Theory]
    [InlineData(0, "00")]
    [InlineData(0x7F, "7f")]
    [InlineData(0x80, "0080")]
    [InlineData(0x0100, "0100")]
    public void Pad_IsTheFewestBytesOfAPositiveNumber(int number, string expected) =>
        Assert.Equal(expected, Convert.ToHexStringLower(SrpGroup.Pad(number)));

    private static BigInteger Exponent(string seed) =>
        SrpGroup.Parse(string.Concat(Enumerable.Repeat(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(seed))), 4)));
}
