using System.Globalization;
using System.Text;
using Amplify.Configuration.Settings;

namespace Amplify.Configuration.JavaScript;

/// <summary>Reads a value: what JSON has, and what else people write into <c>aws-exports.js</c>. It computes nothing but joined strings.</summary>
/// <param name="tokens">The tokens.</param>
/// <param name="source">Where they come from.</param>
/// <param name="declared">The names that values may refer to.</param>
internal sealed class ExpressionParser(TokenReader tokens, SettingSource source, IReadOnlyDictionary<string, SettingNode> declared)
{
    // Far beyond any real file, far below what the stack holds; and what names joined to themselves must not outgrow.
    private const int MaxDepth = 64;
    private const int MaxStringLength = 1 << 20;

    private int _depth;

    /// <summary>Reads a text that is one value and nothing else, such as a JSON file.</summary>
    public static SettingNode ParseText(string text, SettingSource source, string key)
    {
        TokenReader tokens = new(text, source);
        SettingNode value = new ExpressionParser(tokens, source, new Dictionary<string, SettingNode>()).Parse(key);
        return tokens.Current.Kind == TokenKind.End ? value : throw tokens.Unexpected("nothing after the value", key);
    }

    public SettingNode Parse(string key)
    {
        SettingNode value = ParseOperand(key);
        if (tokens.Current.Is("+"))
        {
            value = ParseJoined(value, key);
        }

        SkipTypeAssertions();
        return value;
    }

    private StringNode ParseJoined(SettingNode first, string key)
    {
        StringBuilder joined = new(StringOf(first, key));
        while (tokens.TryTake("+"))
        {
            joined.Append(StringOf(ParseOperand(key), key));
            if (joined.Length > MaxStringLength)
            {
                throw source.SyntaxError(tokens.Current.Line, $"expected a string of at most {MaxStringLength} characters", key);
            }
        }

        return new StringNode(joined.ToString(), first.Line);
    }

    private string StringOf(SettingNode node, string key) =>
        node is StringNode text ? text.Value : throw source.SyntaxError(node.Line, "expected strings on both sides of \"+\"", key);

    // TypeScript: `… as const`, `… satisfies ResourcesConfig`.
    private void SkipTypeAssertions()
    {
        while (tokens.Current.IsName("as") || tokens.Current.IsName("satisfies"))
        {
            tokens.Take();
            tokens.ExpectName("a type");
            while (tokens.TryTake("."))
            {
                tokens.ExpectName("a type");
            }
        }
    }

    private SettingNode ParseOperand(string key)
    {
        if (++_depth > MaxDepth)
        {
            throw source.SyntaxError(tokens.Current.Line, $"the values are nested more than {MaxDepth} levels deep", key);
        }

        int line = tokens.Current.Line;
        SettingNode value = tokens.Current switch
        {
            { Kind: TokenKind.String } => new StringNode(tokens.Take().Text, line),
            { Kind: TokenKind.Number } => ParseNumber("", key),
            { Kind: TokenKind.Name } => ParseName(key),
            { Kind: TokenKind.Punctuator, Text: "-" } => ParseNegative(key),
            { Kind: TokenKind.Punctuator, Text: "{" } => ParseObject(key),
            { Kind: TokenKind.Punctuator, Text: "[" } => ParseArray(key),
            { Kind: TokenKind.Punctuator, Text: "(" } => ParseParenthesized(key),
            _ => throw tokens.Unexpected(ExpectedValue(key), key),
        };
        _depth--;
        return value;
    }

    private static string ExpectedValue(string key) => key.Length == 0 ? "a value" : $"a value for {key}";

    private SettingNode ParseName(string key)
    {
        Token name = tokens.Take();
        switch (name.Text)
        {
            case "true" or "false":
                return new BooleanNode(name.Text == "true", name.Line);
            case "null" or "undefined":
                return new NullNode(name.Line);
            case "Object" when tokens.Current.Is("."):
                return ParseFrozen(key);
            default:
                return Resolve(name, key);
        }
    }

    private SettingNode ParseFrozen(string key)
    {
        tokens.Take();
        if (!tokens.Current.IsName("freeze"))
        {
            throw tokens.Unexpected("Object.freeze, the only function that a configuration file may call", key);
        }

        tokens.Take();
        return tokens.Current.Is("(") ? ParseParenthesized(key) : throw tokens.Unexpected("\"(\" after Object.freeze", key);
    }

    private SettingNode Resolve(Token name, string key) =>
        declared.TryGetValue(name.Text, out SettingNode? value)
            ? value
            : throw source.SyntaxError(
                name.Line, "expected a value, found a name that this file does not declare (a text needs quotes)", key);

    private NumberNode ParseNegative(string key)
    {
        tokens.Take();
        return tokens.Current.Kind == TokenKind.Number ? ParseNumber("-", key) : throw tokens.Unexpected("a number after \"-\"", key);
    }

    private NumberNode ParseNumber(string sign, string key)
    {
        Token token = tokens.Take();
        string digits = token.Text;
        if (digits.StartsWith("0x", StringComparison.OrdinalIgnoreCase)
            && ulong.TryParse(digits.AsSpan(2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out ulong hexadecimal))
        {
            digits = hexadecimal.ToString(CultureInfo.InvariantCulture);
        }

        const NumberStyles Decimal = NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;
        return double.TryParse(digits, Decimal, CultureInfo.InvariantCulture, out double value)
            ? new NumberNode(sign + digits, sign.Length == 0 ? value : -value, token.Line)
            : throw source.SyntaxError(token.Line, "expected a number, found one that cannot be read (a text needs quotes)", key);
    }

    private SettingNode ParseParenthesized(string key)
    {
        tokens.Take();
        SettingNode value = Parse(key);
        tokens.Expect(")", "\")\"", key);
        return value;
    }

    private ArrayNode ParseArray(string key)
    {
        ArrayNode array = new(tokens.Take().Line);
        while (!tokens.TryTake("]"))
        {
            array.Items.Add(Parse(source.Join(key, array.Items.Count)));
            if (!tokens.TryTake(",") && !tokens.Current.Is("]"))
            {
                throw tokens.Unexpected("\",\" or \"]\" after an item", key);
            }
        }

        return array;
    }

    private ObjectNode ParseObject(string key)
    {
        ObjectNode node = new(tokens.Take().Line);
        while (!tokens.TryTake("}"))
        {
            ParseMember(node, key);
        }

        return node;
    }

    // A text that swallowed its neighbour, or an API key before a stray colon, is no key to repeat in an error.
    private static bool IsKey(string name) => !name.AsSpan().ContainsAny(" \t\r\n@") && !name.Contains("da2-", StringComparison.Ordinal);

    private void ParseMember(ObjectNode node, string key)
    {
        if (tokens.Current.Kind is not (TokenKind.Name or TokenKind.String or TokenKind.Number))
        {
            throw tokens.Unexpected("a key or \"}\"", key);
        }

        Token name = tokens.Take();
        if (name.Kind == TokenKind.Name && (tokens.Current.Is(",") || tokens.Current.Is("}")))
        {
            node.Members[name.Text] = Resolve(name, key); // { aws_project_region }
            tokens.TryTake(",");
            return;
        }

        // Only after its colon is it certain to be a key, and told in errors: before, it may be a value whose key was lost.
        tokens.Expect(":", "\":\" after a key", key);
        string memberKey = IsKey(name.Text) ? source.Join(key, name.Text) : key;
        node.Members[name.Text] = Parse(memberKey);
        if (!tokens.TryTake(",") && !tokens.Current.Is("}"))
        {
            throw tokens.Unexpected($"\",\" or \"}}\" after the value of {memberKey}", memberKey);
        }
    }
}
