using System.Globalization;
using System.Text;
using Amplify.Local.Cognito.UserPool.Mfa;

namespace Amplify.Local.Tests.Cognito.UserPool;

public sealed class TimeBasedCodeTests
{
    // Appendix B of RFC 6238, whose codes have eight digits.
    [Theory]
    [InlineData(59, "94287082")]
    [InlineData(1111111109, "07081804")]
    [InlineData(1111111111, "14050471")]
    [InlineData(1234567890, "89005924")]
    [InlineData(2000000000, "69279037")]
    [InlineData(20000000000, "65353130")]
    public void Truncate_PublishedTimes_GivesThePublishedCodes(long seconds, string code)
    {
        byte[] key = Encoding.ASCII.GetBytes("12345678901234567890");

        Assert.Equal(code, (TimeBasedCode.Truncate(key, seconds / 30) % 100_000_000).ToString("D8", CultureInfo.InvariantCulture));
        Assert.Equal(code[2..], TimeBasedCode.At(Base32.Encode(key), DateTimeOffset.FromUnixTimeSeconds(seconds)));
    }

    // Section 10 of RFC 4648.
    [Theory]
    [InlineData("", "")]
    [InlineData("f", "MY")]
    [InlineData("fo", "MZXQ")]
    [InlineData("foo", "MZXW6")]
    [InlineData("foob", "MZXW6YQ")]
    [InlineData("fooba", "MZXW6YTB")]
    [InlineData("foobar", "MZXW6YTBOI")]
    public void Base32_PublishedTexts_AreEncodedAndDecoded(string text, string encoded)
    {
        Assert.Equal(encoded, Base32.Encode(Encoding.ASCII.GetBytes(text)));
        Assert.Equal(text, Encoding.ASCII.GetString(Base32.Decode(encoded)));
    }

    [Theory]
    [InlineData(-31, false)]
    [InlineData(-30, true)]
    [InlineData(0, true)]
    [InlineData(30, true)]
    [InlineData(60, false)]
    public void FindStep_ClockOfTheApp_MayBeOffByAStep(int seconds, bool isTaken)
    {
        string secret = TimeBasedCode.NewSecret();
        DateTimeOffset now = DateTimeOffset.FromUnixTimeSeconds(1_800_000_000);

        Assert.Equal(isTaken, TimeBasedCode.FindStep(secret, TimeBasedCode.At(secret, now.AddSeconds(seconds)), now) is not null);
        Assert.Null(TimeBasedCode.FindStep(secret, "", now));
    }
}
