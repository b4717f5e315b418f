using System.Globalization;
using System.Numerics;
using System.Security.Cryptography;
using System.Text;
using Amplify.Auth.UserPool.Devices;
using Amplify.Auth.UserPool.Srp;

namespace Amplify.Auth.Tests.UserPool;

/// <summary>The client's half of the protocol, against published values and against a server's half written here by the formulas.</summary>
public sealed class SrpTests
{
    private const string Salt = "a1b2c3d4e5f60718293a4b5c6d7e8f90";
    private const string SecretBlock = "c2VjcmV0LWJsb2Nr";

    private static readonly DateTimeOffset Time = new(2025, 11, 2, 3, 4, 5, TimeSpan.Zero);

    private static SrpIdentity Jane => new("AbCdEfGhI", "jane", "P@ssw0rd!");

    private static SrpIdentity Device => new("-groupKey1", "us-east-1_11111111-2222-3333-4444-555555555555", "cmFuZG9tUGFzc3dvcmQ=");

    [Fact]
    public void Multiplier_IsThePublishedOne() => Assert.Equal(
        "538282c4354742d7cbbde2359fcf67f9f5b3a6b08791e5011b43b8a5b66d9ee6", SrpGroup.Format(SrpGroup.Multiplier));

    [Theory]
    [InlineData(false, "c1f3f99bb7e56c6d48be47fc68619a0b7310fba228224e7e7a605c2e924183e0", "e2617e83b3d983baffac33d7b5db4bcb", "tkcNDapCxfHieVS6DLKWJpJ5tmZICe0tPHtmLTyzh7o=")]
    [InlineData(true, "cd71a6413573c7529d2cb5bc48778b57b94697e853e687bd24efe6f1aa0b2990", "9666c4b6184891f015f98ee30dab4938", "1ByyWJ7J64wvfUBJ4oaSRRaebzt+Bh7DsBl8a5vQ7Q4=")]
    public async Task Exchange_PublishedVectors(bool isDevice, string x, string key, string signature)
    {
        SrpIdentity identity = isDevice ? Device : Jane;
        var client = new SrpExchange(Secret("client"));
        BigInteger verifier = SrpGroup.Power(2, identity.SecretOf(SrpGroup.Parse(Salt)!.Value));
        BigInteger b = Secret("server");
        BigInteger server = ((SrpGroup.Multiplier * verifier) + SrpGroup.Power(2, b)) % SrpGroup.Prime;

        byte[] derived = await client.DeriveKeyAsync(identity, Salt, SrpGroup.Format(server));
        PasswordClaim claim = PasswordClaim.Create(derived, identity, SecretBlock, Time);

        Assert.Equal(
            "a2f21f6b8d6ef1f3f880f4119e6058df447e0d772376a3b33128dab8e3eb452b",
            Convert.ToHexStringLower(SHA256.HashData(SrpGroup.Pad(SrpGroup.Parse(client.PublicValue)!.Value))));
        Assert.Equal(x, SrpGroup.Format(identity.SecretOf(SrpGroup.Parse(Salt)!.Value)));
        Assert.Equal(key, Convert.ToHexStringLower(derived));
        Assert.Equal((SecretBlock, "Sun Nov 2 03:04:05 UTC 2025", signature), (claim.SecretBlock, claim.Timestamp, claim.Signature));
    }

    [Theory]
    [InlineData("")]
    [InlineData("0")]
    [InlineData("prime")]
    [InlineData("twice")]
    public async Task DeriveKey_ServerValueIsZeroInTheGroup_IsRefused(string value)
    {
        string server = value switch
        {
            "prime" => SrpGroup.Format(SrpGroup.Prime),
            "twice" => SrpGroup.Format(SrpGroup.Prime * 2),
            _ => value,
        };

        var error = await Assert.ThrowsAsync<SrpException>(() => new SrpExchange(5).DeriveKeyAsync(Jane, Salt, server));

        Assert.Contains("zero", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, "ff")]
    [InlineData("xyz", "ff")]
    [InlineData("ff", "xyz")]
    [InlineData("ff", "-1")]
    public async Task DeriveKey_NotHexadecimal_IsRefused(string? salt, string server) =>
        await Assert.ThrowsAsync<SrpException>(() => new SrpExchange(5).DeriveKeyAsync(Jane, salt, server));

    [Theory]
    [InlineData(null)]
    [InlineData("not base 64")]
    public void Claim_SecretBlockIsNotBase64_IsRefused(string? block) =>
        Assert.Throws<SrpException>(() => PasswordClaim.Create([1], Jane, block, Time));

    [Theory]
    [InlineData("00000000000000000000000000000001", "01")]
    [InlineData("80", "0080")]
    [InlineData("ff00", "00ff00")]
    [InlineData("7f", "7f")]
    public void Pad_IsMinimalWithAZeroBeforeATopBit(string hex, string padded) =>
        Assert.Equal(padded, Convert.ToHexStringLower(SrpGroup.Pad(SrpGroup.Parse(hex)!.Value)));

    [Fact]
    public async Task Start_SecretHas256Bits_AndIsAnotherEachTime()
    {
        SrpExchange one = await SrpExchange.StartAsync();
        SrpExchange two = await SrpExchange.StartAsync();

        Assert.NotEqual(one.PublicValue, two.PublicValue);
        Assert.InRange(one.PublicValue.Length, 700, 768);
    }

    [Theory]
    [InlineData("th-TH")]
    [InlineData("tr-TR")]
    [InlineData("ar-SA")]
    public void Timestamp_InAnyCulture_IsEnglishAndGregorian(string culture)
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = new CultureInfo(culture);
        try
        {
            Assert.Equal("Sun Nov 2 03:04:05 UTC 2025", PasswordClaim.Create([1], Jane, SecretBlock, Time.ToOffset(TimeSpan.FromHours(7))).Timestamp);
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void Secret_PasswordsThatDifferInUnicodeFormOnly_AreDifferentPasswords()
    {
        BigInteger salt = SrpGroup.Parse(Salt)!.Value;
        string composed = "p\u00e9", decomposed = composed.Normalize(NormalizationForm.FormD);

        Assert.NotEqual(new SrpIdentity("p", "u", composed).SecretOf(salt), new SrpIdentity("p", "u", decomposed).SecretOf(salt));
    }

    [Fact]
    public void Secret_TenThousandGeneratedPasswords_FollowsTheFormula()
    {
        var random = new Random(20251103);
        byte[] salt = new byte[16];
        for (int i = 0; i < 10_000; i++)
        {
            random.NextBytes(salt);
            string name = Text(random), password = Text(random);
            byte[] trimmed = [.. salt.SkipWhile(static each => each == 0)];
            byte[] padded = trimmed[0] >= 0x80 ? [0, .. trimmed] : trimmed;
            byte[] expected = SHA256.HashData([.. padded, .. SHA256.HashData(Encoding.UTF8.GetBytes("pool" + name + ":" + password))]);

            BigInteger secret = new SrpIdentity("pool", name, password).SecretOf(SrpGroup.Parse(Convert.ToHexString(salt))!.Value);

            Assert.Equal(new BigInteger(expected, isUnsigned: true, isBigEndian: true), secret);
        }
    }

    [Fact]
    public async Task Exchange_GeneratedPasswords_ServerArrivesAtTheSameKey()
    {
        var random = new Random(20251102);
        SrpExchange client = await SrpExchange.StartAsync();
        for (int i = 0; i < 40; i++)
        {
            var identity = new SrpIdentity("pool", Text(random), Text(random));
            var server = new SrpServer(identity, random);

            byte[] key = await client.DeriveKeyAsync(identity, server.Salt, server.PublicValue);

            Assert.Equal(server.KeyFor(client.PublicValue), key);
        }
    }

    [Fact]
    public async Task Exchange_WrongPassword_KeysDiffer()
    {
        var server = new SrpServer(Jane, new Random(1));
        SrpExchange client = await SrpExchange.StartAsync();

        byte[] key = await client.DeriveKeyAsync(new SrpIdentity("AbCdEfGhI", "jane", "P@ssw0rd?"), server.Salt, server.PublicValue);

        Assert.NotEqual(server.KeyFor(client.PublicValue), key);
    }

    [Fact]
    public async Task DeviceVerifier_LetsTheDeviceProveItself()
    {
        var device = new RememberedDevice { DeviceKey = "us-east-1_1", DeviceGroupKey = "-g", Password = DeviceVerifier.CreatePassword() };
        DeviceVerifier verifier = await DeviceVerifier.CreateAsync(device);
        var server = new SrpServer(
            SrpGroup.Parse(Convert.ToHexString(Convert.FromBase64String(verifier.Salt)))!.Value,
            SrpGroup.Parse(Convert.ToHexString(Convert.FromBase64String(verifier.PasswordVerifier)))!.Value,
            new Random(2));
        SrpExchange client = await SrpExchange.StartAsync();

        byte[] key = await client.DeriveKeyAsync(device.ToIdentity(), server.Salt, server.PublicValue);

        Assert.Equal(server.KeyFor(client.PublicValue), key);
        Assert.Equal(40, Convert.FromBase64String(device.Password).Length);
        Assert.DoesNotContain(device.Password, device.ToString(), StringComparison.Ordinal);
    }

    private static BigInteger Secret(string name) =>
        SrpGroup.Parse(string.Concat(Enumerable.Repeat(Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(name))), 4)))!.Value;

    private static string Text(Random random)
    {
        string[] parts = ["a", "Z", "9", "é", "e\u0301", "ß", "İ", "ı", "漢", "😀", "👩‍👩‍👧", " ", "\"", "\\", "\u0000", "ไทย"];
        return string.Concat(Enumerable.Range(0, random.Next(1, 40)).Select(_ => parts[random.Next(parts.Length)]));
    }
}
