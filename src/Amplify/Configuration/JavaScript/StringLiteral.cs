using System.Globalization;
using System.Text;
using Amplify.Configuration.Settings;

namespace Amplify.Configuration.JavaScript;

/// <summary>Reads a string in single quotes, double quotes or backticks, with the escapes of JavaScript.</summary>
internal sealed class StringLiteral(CharacterReader reader, SettingSource source)
{
    private const int LastCodePoint = 0x10FFFF;

    private readonly StringBuilder _value = new();
    private readonly int _line = reader.Line;

    public string Read()
    {
        char quote = reader.Take();
        while (!reader.TryTake(quote))
        {
            if (reader.AtEnd || (quote != '`' && reader.Current is '\n' or '\r'))
            {
                throw source.SyntaxError(_line, $"the string that starts here has no closing quote, {quote}");
            }

            if (quote == '`' && reader is { Current: '$', Following: '{' })
            {
                throw source.SyntaxError(reader.Line, "found \"${\": a text with a computed part cannot be read, write the whole text instead");
            }

            ReadCharacter();
        }

        return _value.ToString();
    }

    private void ReadCharacter()
    {
        if (reader.TryTake('\\'))
        {
            ReadEscape();
        }
        else if (reader.TryTake('\r'))
        {
            // Only a text in backticks gets here: JavaScript reads its line ends as \n, however the file ends its lines.
            reader.TryTake('\n');
            _value.Append('\n');
        }
        else
        {
            _value.Append(reader.Take());
        }
    }

    private void ReadEscape()
    {
        if (reader.AtEnd)
        {
            return;
        }

        char escape = reader.Take();
        switch (escape)
        {
            case 'b': _value.Append('\b'); break;
            case 'f': _value.Append('\f'); break;
            case 'n': _value.Append('\n'); break;
            case 'r': _value.Append('\r'); break;
            case 't': _value.Append('\t'); break;
            case 'v': _value.Append('\v'); break;
            case '0': _value.Append('\0'); break;
            case 'x': AppendCodePoint(TakeHex(2)); break;
            case 'u': AppendCodePoint(reader.TryTake('{') ? TakeBraced() : TakeHex(4)); break;
            case '\r': reader.TryTake('\n'); break;
            case '\n' or '\u2028' or '\u2029': break;
            default: _value.Append(escape); break;
        }
    }

    private string TakeHex(int length)
    {
        int left = length;
        string digits = reader.TakeWhile(character => left-- > 0 && char.IsAsciiHexDigit(character));
        return digits.Length == length ? digits : throw BadEscape();
    }

    private string TakeBraced()
    {
        string digits = reader.TakeWhile(char.IsAsciiHexDigit);
        return reader.TryTake('}') ? digits : throw BadEscape();
    }

    private void AppendCodePoint(string digits)
    {
        if (!int.TryParse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out int codePoint)
            || codePoint is < 0 or > LastCodePoint)
        {
            throw BadEscape();
        }

        if (codePoint <= char.MaxValue)
        {
            // Half of a surrogate pair is allowed here: its other half follows as the next escape.
            _value.Append((char)codePoint);
        }
        else
        {
            _value.Append(char.ConvertFromUtf32(codePoint));
        }
    }

    private AmplifyConfigurationException BadEscape() =>
        source.SyntaxError(reader.Line, @"found a broken escape: expected \xNN, \uNNNN or \u{N} with hexadecimal digits");
}
