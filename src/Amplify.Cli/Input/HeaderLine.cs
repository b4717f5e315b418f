using System.Buffers;

namespace Amplify.Cli.Input;

/// <summary>A header as it is written on a command line: <c>Name: value</c>.</summary>
internal static class HeaderLine
{
    private static readonly SearchValues<char> TokenCharacters =
        SearchValues.Create("!#$%&'*+-.^_`|~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");

    /// <exception cref="FormatException">The text is not a header that can be sent.</exception>
    public static KeyValuePair<string, string> Parse(string text)
    {
        int colon = text.IndexOf(':', StringComparison.Ordinal);
        if (colon <= 0)
        {
            throw new FormatException("A header is written \"Name: value\".");
        }

        string name = text[..colon].TrimEnd();
        if (name.Length == 0 || name.AsSpan().ContainsAnyExcept(TokenCharacters))
        {
            throw new FormatException("The name of a header holds letters, digits and !#$%&'*+-.^_`|~ only.");
        }

        string value = text[(colon + 1)..].Trim(' ', '\t');
        if (value.Any(static character => char.IsControl(character) && character != '\t'))
        {
            // The value stays out of the message: it may be a token that was pasted with a line break.
            throw new FormatException($"The value of the header '{name}' holds a line break or another control character.");
        }

        return new(name, value);
    }
}
