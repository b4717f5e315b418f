using System.Collections;
using Amplify.Core.Http;

namespace Amplify.Core.Tests.Http;

public sealed class WireTargetTests
{
    private static readonly Uri Endpoint = new("https://abc.execute-api.us-east-1.amazonaws.com/prod");

    [Theory]
    [InlineData("/items", "/prod/items")]
    [InlineData("/", "/prod/")]
    [InlineData("", "/prod")]
    [InlineData("?a=1", "/prod?a=1")]
    [InlineData("//evil.example/x", "/prod//evil.example/x")]
    [InlineData("/a/../b/./c", "/prod/a/../b/./c")]
    [InlineData("/a b", "/prod/a%20b")]
    [InlineData("/a%20b%2Fc%2f", "/prod/a%20b%2Fc%2f")]
    [InlineData("/100%", "/prod/100%25")]
    [InlineData("/%zz%4", "/prod/%25zz%254")]
    [InlineData("/a+b", "/prod/a+b")]
    [InlineData("/!$&'()*+,;=:@-._~", "/prod/!$&'()*+,;=:@-._~")]
    [InlineData("/é|\"<>[]{}^`\\", "/prod/%C3%A9%7C%22%3C%3E%5B%5D%7B%7D%5E%60%5C")]
    [InlineData("/😀", "/prod/%F0%9F%98%80")]
    [InlineData("/x?a=b c&d=e+f", "/prod/x?a=b%20c&d=e%20f")]
    [InlineData("/x?a=%2B%20&flag&e=", "/prod/x?a=%2B%20&flag&e=")]
    [InlineData("/x?a=1;b|c'd/e:f=g", "/prod/x?a=1%3Bb%7Cc%27d%2Fe%3Af%3Dg")]
    [InlineData("/x?a=é&%zz=%", "/prod/x?a=%C3%A9&%25zz=%25")]
    [InlineData("/x?&&a=1&", "/prod/x?a=1")]
    [InlineData("/x?", "/prod/x")]
    [InlineData("/x?a=b?c", "/prod/x?a=b%3Fc")]
    public void Build_Path_EncodesOnce(string path, string target) => Assert.Equal(target, Target(path));

    [Fact]
    public void Build_Result_IsNotRewrittenByUri()
    {
        Uri uri = WireTarget.Build(Endpoint, "/%41/../b%2e?q=%41", null, browser: false);

        Assert.Equal("https://abc.execute-api.us-east-1.amazonaws.com/prod/%41/../b%2e?q=%41", uri.AbsoluteUri);
    }

    [Theory]
    [InlineData("https://h/prod/", "/x", "https://h/prod/x")]
    [InlineData("https://h", "/x", "https://h/x")]
    [InlineData("https://h", "", "https://h/")]
    [InlineData("https://h", "?a=1", "https://h/?a=1")]
    [InlineData("http://127.0.0.1:5000/api/prod", "/x", "http://127.0.0.1:5000/api/prod/x")]
    [InlineData("http://[::1]:5000", "/x", "http://[::1]:5000/x")]
    [InlineData("https://bücher.example", "/x", "https://xn--bcher-kva.example/x")]
    public void Build_Endpoint_IsJoined(string endpoint, string path, string address) =>
        Assert.Equal(address, WireTarget.Build(new Uri(endpoint), path, null, browser: false).OriginalString);

    [Fact]
    public void Build_ParameterValues_StandForThemselves() => Assert.Equal(
        "/prod/x?a=1&q=a%2Bb%20c%25%26%3D%2541%23%3B",
        Target("/x?a=1", new() { { "q", "a+b c%&=%41#;" } }));

    [Fact]
    public void Build_ReplacingParameter_TakesOutThoseInPath() => Assert.Equal(
        "/prod/x?b=2&a%20b=new",
        Target("/x?a+b=1&b=2&a%20b=3", new(replaces: "a b") { { "a b", "new" } }));

    [Fact]
    public void Build_NullParameter_IsNotSent() => Assert.Equal("/prod/x", Target("/x?a=1", new(replaces: "a") { { "a", null } }));

    [Theory]
    [InlineData("/a\rb", "U+000D")]
    [InlineData("/a\nX-Injected: 1", "U+000A")]
    [InlineData("/a\0", "U+0000")]
    [InlineData("/a\u007f", "U+007F")]
    [InlineData("/a\u0085", "U+0085")]
    [InlineData("/a?q=\t", "U+0009")]
    [InlineData("/a?q\n=1", "U+000A")]
    public void Build_ControlCharacter_IsRefusedAndNamed(string path, string name)
    {
        var error = Assert.Throws<ArgumentException>(() => Target(path));

        Assert.Contains(name, error.Message, StringComparison.Ordinal);
        Assert.Equal("path", error.ParamName);
    }

    [Fact]
    public void Build_ControlCharacterInParameter_IsRefused()
    {
        Assert.Contains("U+000D", Assert.Throws<ArgumentException>(() => Target("/x", new() { { "q", "a\r\nb" } })).Message, StringComparison.Ordinal);
        Assert.Contains("U+0000", Assert.Throws<ArgumentException>(() => Target("/x", new() { { "q\0", "a" } })).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Build_HalfSurrogate_IsRefused() => Assert.Throws<ArgumentException>(() => Target("/a\ud83d"));

    [Theory]
    [InlineData("items", "\"/items\"")]
    [InlineData("https://evil.example/x", "absolute URL")]
    [InlineData("/x#frag", "%23")]
    [InlineData("/x?a=#", "%23")]
    public void Build_NotAPath_IsRefusedWithWhatToWrite(string path, string advice) =>
        Assert.Contains(advice, Assert.Throws<ArgumentException>(() => Target(path)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("/a/../b")]
    [InlineData("/a/./b")]
    [InlineData("/a/..")]
    [InlineData("/%2e%2E/b")]
    [InlineData("/.%2e?x=1")]
    public void Build_DotSegmentInBrowser_IsRefused(string path) =>
        Assert.Throws<ArgumentException>(() => WireTarget.Build(Endpoint, path, null, browser: true));

    [Fact]
    public void Build_Browser_EncodesApostropheAndKeepsDots() => Assert.Equal(
        "/prod/it%27s/...?q=..",
        WireTarget.Build(Endpoint, "/it's/...?q=..", null, browser: true).PathAndQuery);

    private static string Target(string path, Parameters? parameters = null) => WireTarget.Build(Endpoint, path, parameters, browser: false).PathAndQuery;

    private sealed class Parameters(string? replaces = null) : IWireQuery, IEnumerable
    {
        private readonly List<KeyValuePair<string, string?>> _items = [];

        public IReadOnlyList<KeyValuePair<string, string?>> Items => _items;

        public void Add(string name, string? value) => _items.Add(new(name, value));

        public bool Replaces(string name) => name == replaces;

        public IEnumerator GetEnumerator() => _items.GetEnumerator();
    }
}
