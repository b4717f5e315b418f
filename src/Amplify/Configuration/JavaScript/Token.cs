namespace Amplify.Configuration.JavaScript;

internal enum TokenKind
{
    End,
    Name,
    String,
    Number,
    Punctuator,
}

/// <summary>A token: for a string its value, for anything else its source text.</summary>
internal readonly struct Token(TokenKind kind, string text, int line)
{
    public TokenKind Kind => kind;

    public string Text => text;

    public int Line => line;

    /// <summary>Names the token for a message. What a string, a number or a name says is left out: it may be a key that lost its quotes.</summary>
    public string Description => kind switch
    {
        TokenKind.End => "the end of the text",
        TokenKind.Name => "a name",
        TokenKind.String => "a string",
        TokenKind.Number => "a number",
        _ => $"\"{text}\"",
    };

    public bool Is(string punctuator) => kind == TokenKind.Punctuator && text == punctuator;

    public bool IsName(string name) => kind == TokenKind.Name && text == name;
}
