using Amplify.Configuration.Settings;

namespace Amplify.Configuration.JavaScript;

/// <summary>Splits JavaScript, and so JSON, into tokens: what a configuration file needs of them.</summary>
internal sealed class Tokenizer(string text, SettingSource source)
{
    private readonly CharacterReader _reader = new(text, source.EmbeddedLine);

    public Token Next()
    {
        SkipBlank();
        int line = _reader.Line;
        if (_reader.AtEnd)
        {
            return new Token(TokenKind.End, "", line);
        }

        char first = _reader.Current;
        if (first is '"' or '\'' or '`')
        {
            return new Token(TokenKind.String, new StringLiteral(_reader, source).Read(), line);
        }

        if (char.IsAsciiDigit(first) || (first == '.' && char.IsAsciiDigit(_reader.Following)))
        {
            return new Token(TokenKind.Number, ReadNumber(), line);
        }

        if (IsNamePart(first))
        {
            return new Token(TokenKind.Name, _reader.TakeWhile(IsNamePart), line);
        }

        return char.IsControl(first) || char.IsSurrogate(first)
            ? throw source.SyntaxError(line, $"found the character U+{(int)first:X4}, which has no place outside quotes")
            : new Token(TokenKind.Punctuator, _reader.Take().ToString(), line);
    }

    private static bool IsNamePart(char character) => char.IsLetterOrDigit(character) || character is '_' or '$';

    private static bool IsBlank(char character) => char.IsWhiteSpace(character) || character == '\uFEFF';

    private void SkipBlank()
    {
        while (!_reader.AtEnd)
        {
            if (IsBlank(_reader.Current))
            {
                _reader.Take();
            }
            else if (_reader is { Current: '/', Following: '/' })
            {
                _reader.TakeWhile(character => !CharacterReader.IsLineEnd(character));
            }
            else if (_reader is { Current: '/', Following: '*' })
            {
                SkipComment();
            }
            else
            {
                return;
            }
        }
    }

    private void SkipComment()
    {
        int line = _reader.Line;
        _reader.Take();
        _reader.Take();
        while (!_reader.AtEnd)
        {
            if (_reader.Take() == '*' && _reader.TryTake('/'))
            {
                return;
            }
        }

        throw source.SyntaxError(line, "the comment that starts here has no end, \"*/\"");
    }

    private string ReadNumber()
    {
        string number = _reader.TakeWhile(character => IsNamePart(character) || character == '.');
        bool signedExponent = number[^1] is 'e' or 'E' && !number.StartsWith("0x", StringComparison.OrdinalIgnoreCase);
        if (signedExponent && _reader.Current is '+' or '-')
        {
            number += _reader.Take() + _reader.TakeWhile(char.IsAsciiDigit);
        }

        return number;
    }
}
