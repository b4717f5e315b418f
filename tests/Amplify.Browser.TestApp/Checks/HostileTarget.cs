namespace Amplify.Browser.TestApp.Checks;

/// <summary>A path and a query that are easily changed on their way, which breaks a signature.</summary>
/// <param name="Name">The name of the check.</param>
/// <param name="Path">The path that the application gives, with or without a query of its own.</param>
/// <param name="Value">The value of the query parameter <c>v</c>.</param>
/// <param name="Wire">The path as it has to arrive.</param>
internal sealed record HostileTarget(string Name, string Path, string Value, string Wire)
{
    public static HostileTarget[] All { get; } =
    [
        new("apostrophe", "/o'neil", "it's", "/o%27neil"),
        new("plus", "/a+b", "1+1=2", "/a+b"),
        new("encoded slash", "/a%2Fb", "a/b", "/a%2Fb"),
        new("space", "/a b", "a b", "/a%20b"),
        new("unicode", "/møte/日本", "ü€😀", "/m%C3%B8te/%E6%97%A5%E6%9C%AC"),
        new("percent", "/100%25", "50%", "/100%25"),
        new("delimiters", "/a;b,c=d&e:f@g$h!i*j(k)", "a;b,c=d&e:f@g$h!i*j(k)?~", "/a;b,c=d&e:f@g$h!i*j(k)"),
        new("brackets", "/[a]{b}|c^d`\"<>", "[a]{b}|c^d`\"<>\\", "/%5Ba%5D%7Bb%7D%7Cc%5Ed%60%22%3C%3E"),
        new("raw plus in the path's query", "/q?w=a+b", "x", "/q"),
        new("double slash", "/a//b", "//", "/a//b"),
    ];
}
