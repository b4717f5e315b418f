namespace Amplify.Configuration.JavaScript;

/// <summary>Walks over a text character by character and counts its lines, whichever way they end.</summary>
/// <param name="text">The text.</param>
/// <param name="fixedLine">The line to tell for all of it: that of the string which holds the text.</param>
internal sealed class CharacterReader(string text, int? fixedLine = null)
{
    private int _position;
    private int _line = 1;

    public int Line => fixedLine ?? _line;

    public bool AtEnd => _position >= text.Length;

    public char Current => Peek(0);

    public char Following => Peek(1);

    public static bool IsLineEnd(char character) => character is '\n' or '\r' or '\u2028' or '\u2029';

    public char Take()
    {
        char taken = text[_position++];
        if (taken == '\n' || (taken == '\r' && Current != '\n'))
        {
            _line++;
        }

        return taken;
    }

    public bool TryTake(char character)
    {
        bool matches = !AtEnd && Current == character;
        if (matches)
        {
            Take();
        }

        return matches;
    }

    public string TakeWhile(Func<char, bool> condition)
    {
        int start = _position;
        while (!AtEnd && condition(Current))
        {
            Take();
        }

        return text[start.._position];
    }

    private char Peek(int offset) => _position + offset < text.Length ? text[_position + offset] : '\0';
}
