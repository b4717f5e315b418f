using Amplify.Cli.Commands.Sign;

namespace Amplify.Cli.Tests.Sign;

public sealed class RawUrlTests
{
    [Theory]
    [InlineData("https://a.example", "https://a.example", "a.example", "/")]
    [InlineData("https://a.example?x=1", "https://a.example", "a.example", "/?x=1")]
    [InlineData("https://a.example/x#y", "https://a.example", "a.example", "/x")]
    [InlineData("https://a.example#y/z?w", "https://a.example", "a.example", "/")]
    [InlineData("https://a.example/./b/../c//d e/ሴ?q=a b+c%2B", "https://a.example", "a.example", "/./b/../c//d e/ሴ?q=a b+c%2B")]
    [InlineData("https://a.example:443/", "https://a.example:443", "a.example", "/")]
    [InlineData("https://a.example:80/", "https://a.example:80", "a.example:80", "/")]
    [InlineData("http://a.example:80/", "http://a.example:80", "a.example", "/")]
    [InlineData("http://a.example:/", "http://a.example:", "a.example", "/")]
    [InlineData("HTTPS://A.Example/X", "HTTPS://A.Example", "a.example", "/X")]
    [InlineData("http://127.0.0.1:4000/a:b@c", "http://127.0.0.1:4000", "127.0.0.1:4000", "/a:b@c")]
    [InlineData("http://[::1]:4000/", "http://[::1]:4000", "[::1]:4000", "/")]
    [InlineData("http://[::1]/", "http://[::1]", "[::1]", "/")]
    [InlineData("https://user:word@a.example/", "https://user:word@a.example", "a.example", "/")]
    [InlineData("wss://a.example/mqtt", "wss://a.example", "a.example", "/mqtt")]
    public void Parse_KeepsTheTargetAsItIs(string text, string origin, string host, string target)
    {
        RawUrl url = RawUrl.Parse(text);

        Assert.Equal(new RawUrl(origin, host, target), url);
    }

    [Theory]
    [InlineData("")]
    [InlineData("/items")]
    [InlineData("a.example/items")]
    [InlineData("ftp://a.example/")]
    [InlineData("https://")]
    [InlineData("https:///items")]
    [InlineData("https://:443/")]
    [InlineData("https://a.example:99999/")]
    [InlineData("https://a.example:80x/")]
    [InlineData("https://a b.example/")]
    [InlineData("https://bücher.example/")]
    [InlineData("https://a.example/\r\nx")]
    [InlineData("https://a.example/\0")]
    public void Parse_NotAnUrl_Throws(string text) => Assert.Throws<FormatException>(() => RawUrl.Parse(text));
}
