using CsCheck;

namespace Amplify.Signing.Tests.Oracle;

/// <summary>The canonical query against the plainest possible writing of its rule, for the order that AWS's own signer gets wrong.</summary>
public sealed class CanonicalQueryOrderTests
{
    private static readonly Gen<string> Part = Gen.String["ab-!~Ä日 "].Select(Uri.EscapeDataString);
    private static readonly SigV4Signer Signer = new();

    [Fact]
    public void Sign_RepeatedAndNonAsciiParameters_SortsByEncodedNameThenValue() =>
        Gen.Select(Part, Part).Array[1, 8].Sample(
            static pairs =>
            {
                string query = string.Join('&', pairs.Select(static pair => $"x{pair.Item1}={pair.Item2}"));
                string expected = string.Join('&', pairs
                    .OrderBy(static pair => pair.Item1, StringComparer.Ordinal)
                    .ThenBy(static pair => pair.Item2, StringComparer.Ordinal)
                    .Select(static pair => $"x{pair.Item1}={pair.Item2}"));

                Assert.Equal(expected, CanonicalQueryOf(query));
            },
            iter: 20_000);

    [Theory]
    [InlineData("a+b=c+d", "a%20b=c%20d")]
    [InlineData("a%2Bb=c%2bd", "a%2Bb=c%2Bd")]
    [InlineData("a", "a=")]
    [InlineData("a&&b=1&", "a=&b=1")]
    [InlineData("=1", "=1")]
    [InlineData("a=b=c", "a=b%3Dc")]
    [InlineData("a=%", "a=%25")]
    [InlineData("a=%4", "a=%254")]
    [InlineData("a=%zz", "a=%25zz")]
    [InlineData("a=%E4", "a=%E4")]
    [InlineData("a=%7e%2d%41", "a=~-A")]
    [InlineData("a=\u00e9\uD83D\uDE00", "a=%C3%A9%F0%9F%98%80")]
    [InlineData("a=\r\nb\0", "a=%0D%0Ab%00")]
    [InlineData("a=#b?c/d", "a=%23b%3Fc%2Fd")]
    [InlineData("_a=1&A=2&a=3", "A=2&_a=1&a=3")]
    public void Sign_Query_HasItsCanonicalForm(string query, string expected) => Assert.Equal(expected, CanonicalQueryOf(query));

    [Fact]
    public void Sign_LoneSurrogate_CountsAsReplacementCharacter() => Assert.Equal("a=%EF%BF%BD", CanonicalQueryOf("a=" + (char)0xD83D));

    private static string CanonicalQueryOf(string query)
    {
        SigV4Request request = new("GET", "/?" + query, [new("Host", "example.com")]);
        SigV4Signature signature = Signer.Sign(
            request, new AwsCredentials("id", "secret"), new SigV4Scope("us-east-1", "service"), DateTimeOffset.UnixEpoch, new SigV4Options { CaptureCanonicalRequest = true });
        return signature.CanonicalRequest!.Split('\n')[2];
    }
}
