using System.Buffers;

namespace Amplify.Api.GraphQL.Documents;

/// <summary>Splits a GraphQL document into tokens, one at a time, with nothing copied.</summary>
/// <remarks>See <see href="https://spec.graphql.org/draft/#sec-Language.Lexical-Tokens">lexical tokens</see>.</remarks>
internal ref struct Tokenizer(string text)
{
    private const string BlockQuotes = "\"\"\"";
    private const int LongestQuote = 20;

    private static readonly SearchValues<char> LineEnds = SearchValues.Create("\r\n");
    private static readonly SearchValues<char> NameCharacters =
        SearchValues.Create("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz");

    private int _position;

    public TokenKind Kind { get; private set; }

    /// <summary>Gets where the token begins.</summary>
    public int Start { get; private set; }

    public readonly ReadOnlySpan<char> Value => text.AsSpan(Start, _position - Start);

    /// <summary>Moves to the next token.</summary>
    /// <exception cref="GraphQLSyntaxException">What comes is none.</exception>
    public void Read()
    {
        SkipIgnored();
        Start = _position;
        switch (Peek())
        {
            case null:
                Kind = TokenKind.End;
                break;
            case '{' or '}' or '(' or ')' or '[' or ']' or ':' or '$' or '!' or '=' or '@':
                Kind = TokenKind.Punctuator;
                _position++;
                break;
            case '.' when text.AsSpan(_position).StartsWith("..."):
                Kind = TokenKind.Punctuator;
                _position += "...".Length;
                break;
            case '"':
                Kind = TokenKind.Text;
                ReadText();
                break;
            case '-' or (>= '0' and <= '9'):
                Kind = TokenKind.Number;
                ReadNumber();
                break;
            case { } c when IsNameStart(c):
                Kind = TokenKind.Name;
                int length = text.AsSpan(_position).IndexOfAnyExcept(NameCharacters);
                _position = length < 0 ? text.Length : _position + length;
                break;
            case { } c:
                throw Fault(_position, c == '.' ? "one dot stands where three make a spread." : $"{Printable(c)} has no place here.");
        }
    }

    /// <summary>Makes the error that stands for the token: something else was expected in its place.</summary>
    public readonly GraphQLSyntaxException Unexpected(string expected) => Fault(Start, $"expected {expected}, found {Described()}.");

    public readonly GraphQLSyntaxException Fault(int position, string message)
    {
        int line = 1;
        int lineStart = 0;
        for (int i = 0; i < position; i++)
        {
            // A carriage return before a line feed is half of one line's end.
            if (text[i] == '\n' || (text[i] == '\r' && !(i + 1 < text.Length && text[i + 1] == '\n')))
            {
                line++;
                lineStart = i + 1;
            }
        }

        return new GraphQLSyntaxException(message, line, position - lineStart + 1);
    }

    private static string Printable(char c) =>
        c is > ' ' and <= '~' ? $"\"{c}\"" : FormattableString.Invariant($"the character U+{(int)c:X4}");

    private static bool IsNameStart(char c) => char.IsAsciiLetter(c) || c == '_';

    private readonly char? Peek(int offset = 0) => _position + offset < text.Length ? text[_position + offset] : null;

    // A string may hold what is nobody else's business; it is not quoted.
    private readonly string Described() => Kind switch
    {
        TokenKind.End => "the end of the document",
        TokenKind.Text => "a string",
        _ => Value.Length <= LongestQuote ? $"\"{Value}\"" : $"\"{Value[..LongestQuote]}…\"",
    };

    private void SkipIgnored()
    {
        while (true)
        {
            switch (Peek())
            {
                case ' ' or '\t' or '\r' or '\n' or ',' or '\uFEFF':
                    _position++;
                    break;
                case '#':
                    int length = text.AsSpan(_position).IndexOfAny(LineEnds);
                    _position = length < 0 ? text.Length : _position + length;
                    break;
                default:
                    return;
            }
        }
    }

    private void ReadNumber()
    {
        Skip('-');
        if (Skip('0'))
        {
            ThrowIfDigit();
        }
        else
        {
            ReadDigits();
        }

        if (Skip('.'))
        {
            ReadDigits();
        }

        if (Skip('e') || Skip('E'))
        {
            _ = Skip('+') || Skip('-');
            ReadDigits();
        }

        if (Peek() is { } next && (next == '.' || IsNameStart(next)))
        {
            throw Fault(_position, $"{Printable(next)} has no place after a number.");
        }
    }

    private readonly void ThrowIfDigit()
    {
        if (Peek() is >= '0' and <= '9')
        {
            throw Fault(Start, "a number does not begin with a zero and another digit.");
        }
    }

    private void ReadDigits()
    {
        if (Peek() is not (>= '0' and <= '9'))
        {
            throw Fault(_position, Peek() is { } c ? $"expected a digit, found {Printable(c)}." : "the document ends within a number.");
        }

        while (Peek() is >= '0' and <= '9')
        {
            _position++;
        }
    }

    private bool Skip(char c)
    {
        if (Peek() != c)
        {
            return false;
        }

        _position++;
        return true;
    }

    private void ReadText()
    {
        if (text.AsSpan(_position).StartsWith(BlockQuotes))
        {
            ReadBlockText();
            return;
        }

        _position++;
        while (Peek() is { } c && c is not ('\r' or '\n'))
        {
            _position++;
            switch (c)
            {
                case '"':
                    return;
                case '\\':
                    ReadEscape();
                    break;
            }
        }

        throw Fault(Start, "this string has no end on its line. A string of several lines stands between \"\"\" and \"\"\".");
    }

    private void ReadBlockText()
    {
        _position += BlockQuotes.Length;
        while (text.AsSpan(_position).IndexOf(BlockQuotes) is >= 0 and int length)
        {
            _position += length + BlockQuotes.Length;
            if (text[_position - BlockQuotes.Length - 1] != '\\')
            {
                return;
            }
        }

        throw Fault(Start, "this string has no end.");
    }

    private void ReadEscape()
    {
        int start = _position - 1;
        switch (Peek())
        {
            case '"' or '\\' or '/' or 'b' or 'f' or 'n' or 'r' or 't':
                _position++;
                return;
            case 'u':
                _position++;
                int digits = Peek() == '{' ? BracedLength() : HexDigits(0) >= 4 ? 4 : 0;
                _position += digits;
                if (digits > 0)
                {
                    return;
                }

                break;
        }

        throw Fault(start, "this escape is none of \\\" \\\\ \\/ \\b \\f \\n \\r \\t \\u1234 \\u{1F600}.");
    }

    private readonly int BracedLength()
    {
        int digits = HexDigits(1);
        return digits is > 0 and <= 6 && Peek(digits + 1) == '}' ? digits + 2 : 0;
    }

    private readonly int HexDigits(int offset)
    {
        int count = 0;
        while (Peek(offset + count) is { } c && char.IsAsciiHexDigit(c))
        {
            count++;
        }

        return count;
    }
}
