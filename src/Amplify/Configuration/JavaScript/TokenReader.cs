using Amplify.Configuration.Settings;

namespace Amplify.Configuration.JavaScript;

/// <summary>A tokenizer with one token of lookahead, and the errors for a token that does not fit.</summary>
internal sealed class TokenReader
{
    private readonly Tokenizer _tokenizer;
    private readonly SettingSource _source;

    public TokenReader(string text, SettingSource source)
    {
        _tokenizer = new Tokenizer(text, source);
        _source = source;
        Current = _tokenizer.Next();
    }

    public Token Current { get; private set; }

    public Token Take()
    {
        Token taken = Current;
        Current = _tokenizer.Next();
        return taken;
    }

    public bool TryTake(string punctuator)
    {
        bool matches = Current.Is(punctuator);
        if (matches)
        {
            Take();
        }

        return matches;
    }

    public void Expect(string punctuator, string expected, string? key = null)
    {
        if (!TryTake(punctuator))
        {
            throw Unexpected(expected, key);
        }
    }

    public Token ExpectName(string expected) => Current.Kind == TokenKind.Name ? Take() : throw Unexpected(expected);

    public AmplifyConfigurationException Unexpected(string expected, string? key = null) =>
        _source.SyntaxError(Current.Line, $"expected {expected}, found {Current.Description}", key);
}
