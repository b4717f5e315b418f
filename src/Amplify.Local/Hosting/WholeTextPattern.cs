using System.Text.RegularExpressions;

namespace Amplify.Local.Hosting;

/// <summary>A regular expression of the settings; it has to match the whole text.</summary>
internal sealed class WholeTextPattern
{
    private static readonly TimeSpan LongestMatch = TimeSpan.FromSeconds(1);

    private readonly Regex _regex;

    private WholeTextPattern(Regex regex) => _regex = regex;

    /// <exception cref="ArgumentException">The text is no regular expression.</exception>
    public static WholeTextPattern? Create(string? expression) => expression is null
        ? null
        : new WholeTextPattern(new Regex($@"\A(?:{expression})\z", RegexOptions.CultureInvariant, LongestMatch));

    public bool Matches(string text)
    {
        try
        {
            return _regex.IsMatch(text);
        }
        catch (RegexMatchTimeoutException)
        {
            return false;
        }
    }
}
